/* Variadic functions with the task's own objects, and one that formats into a buffer of the caller. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

static void clear_all(int n, ...)
{
    va_list ap;
    va_start(ap, n);
    while (n-- > 0)
        *va_arg(ap, int *) = 0;
    va_end(ap);
}

static int format(char *buf, size_t size, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(buf, size, fmt, ap);
    va_end(ap);
    return n;
}

static void *worker(void *arg)
{
    int a = 1, b = 2;
    char buf[32];
    clear_all(2, &a, &b);
    format(buf, sizeof buf, "%d %s", a + b, "done");
    puts(buf);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
