/* A message is written at once, so that those of compilers that run side by side do not mix. */
#include "cc/say.h"

#include <stdarg.h>
#include <stdio.h>

void say(const char *format, ...)
{
    char line[4096];
    va_list ap;
    va_start(ap, format);
    vsnprintf(line, sizeof line, format, ap);
    va_end(ap);
    fprintf(stderr, "fbp-cc: %s\n", line);
}
