/* Strings put together with strdup, realloc and asprintf-like helpers. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *format(const char *fmt, ...)
{
    va_list ap;
    char small[32];
    va_start(ap, fmt);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    return n < 0 || (size_t)n >= sizeof small ? NULL : strdup(small);
}

static char *join(char *a, const char *b)
{
    size_t la = strlen(a), lb = strlen(b);
    char *s = realloc(a, la + lb + 1);
    if (!s) {
        free(a);
        return NULL;
    }
    memcpy(s + la, b, lb + 1);
    return s;
}

static void *worker(void *arg)
{
    char *s = format("%d-%s", 3, "x");
    if (s)
        s = join(s, "-end");
    if (s) {
        s[0] = '4';
        puts(s);
    }
    free(s);
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
