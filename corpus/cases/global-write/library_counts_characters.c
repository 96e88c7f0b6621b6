/* %n makes printf write: into a global, into a local, and through the va_list of a wrapper. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

static int column;
static char name[8];

static void say(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vprintf(format, ap); // expect: unproven global-write
    va_end(ap);
}

static void *worker(void *arg)
{
    int mine = 0;
    printf("abc%n\n", &mine);
    printf("abc%n\n", &column); // expect: unproven global-write
    printf("100%% next %s\n", name);
    say("abc%hn\n", &column);
    return mine ? arg : NULL;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
