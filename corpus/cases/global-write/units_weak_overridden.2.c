#include <stdio.h>

void on_start(void);

void on_start(void)
{
    puts("started");
}
