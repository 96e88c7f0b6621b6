/* vsscanf writes what the va_list of its wrapper leads to. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

static int limit;

static int take(const char *line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    int n = vsscanf(line, format, ap); // expect: unproven global-write
    va_end(ap);
    return n;
}

static int take_own(const char *line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    int n = vsscanf(line, format, ap);
    va_end(ap);
    return n;
}

static void *worker(void *arg)
{
    int mine;
    return take_own(arg, "%d", &mine) + take(arg, "%d %d", &mine, &limit) ? arg : NULL;
}

int main(int argc, char **argv)
{
    pthread_t t;
    if (argc < 2 || pthread_create(&t, NULL, worker, argv[1]) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
