#include <stdio.h>

void log_line(const char *text);

static int lines;

void log_line(const char *text)
{
    printf("%d: %s\n", ++lines, text); // expect: global-write
    // note: worker
    // note: lines
}
