/* Formats that come through parameters, tables, choices and translations, all of them constants of the
 * program without a %n, though there is one elsewhere. */
#include <libintl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

static int total;
static char name[8];
static const char plain[] = "100%% next %p\n";
static const char *messages[] = {"first %p\n", "second %p\n"};
static const char *const levels[] = {"note %p\n", "warning %p\n"};

static void say(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vprintf(format, ap);
    va_end(ap);
}

static void log_at(int level, const char *format, void *what)
{
    if (level > 0)
        say(format, what, name);
    else
        printf(format, what);
}

static void *worker(void *arg)
{
    int mine = 0, level = *(int *)arg;
    printf("abc%n\n", &mine);
    printf(plain, (void *)&total);
    printf(messages[level & 1], (void *)&total);
    printf(levels[level & 1], (void *)name);
    printf(level ? "one %p\n" : "none %p\n", (void *)&total);
    printf(gettext("total %p\n"), (void *)&total);
    say("%p\n", (void *)&total);
    log_at(level, "%p\n", &total);
    log_at(1, levels[0], &total);
    return NULL;
}

int main(void)
{
    pthread_t t;
    int level = 1;
    if (pthread_create(&t, NULL, worker, &level) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
