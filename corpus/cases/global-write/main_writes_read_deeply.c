/* A library function reads what its argument leads to: the strings in a va_list, the buffers of writev. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/uio.h>

static char name[8], line[8], spare[8];

static void say(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vprintf(format, ap);
    va_end(ap);
}

static void *speaker(void *arg)
{
    say("%s", name);
    return arg;
}

static void *writer(void *arg)
{
    struct iovec v = {line, sizeof line};
    writev(1, &v, 1);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    if (pthread_create(&a, NULL, speaker, NULL) != 0)
        return 1;
    name[0] = 'x'; // expect: unproven global-write
    spare[0] = 'x';
    pthread_join(a, NULL);
    name[0] = 'y';
    if (pthread_create(&b, NULL, writer, NULL) != 0)
        return 1;
    line[0] = 'x'; // expect: unproven global-write
    pthread_join(b, NULL);
    return 0;
}
