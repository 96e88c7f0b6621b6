/* The format is no literal at the call: put together, read, out of the environment or an argument, with a
 * %n for all we know; a wrapper that is given one somewhere. */
#include <locale.h>
#include <libintl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

static int column, width;
static char pattern[16] = "%d\n";
static const char doubled[] = "%%n\n";

static void say(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vprintf(format, ap); // expect: unproven global-write
    va_end(ap);
}

static void tell(const char *format, int *where)
{
    printf(format, where); // expect: unproven global-write
    // note: the format may have a %n
}

static void *worker(void *arg)
{
    char made[16];
    snprintf(made, sizeof made, "%%%c", *(char *)arg);
    printf(made, &column);                 // expect: unproven global-write
    printf(getenv("FORMAT"), &column);     // expect: unproven global-write
    printf(arg, &column);                  // expect: unproven global-write
    printf(pattern, &column);              // expect: unproven global-write
    printf(doubled + 1, &column);          // expect: unproven global-write
    printf(gettext("%n"), &column);        // expect: unproven global-write
    wprintf(L"%ln", &column);              // expect: unproven global-write
    say("%d\n", &column);
    say(made, &width);
    tell("%p\n", &column);
    tell(made, &width);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t;
    if (argc < 2 || pthread_create(&t, NULL, worker, argv[1]) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
