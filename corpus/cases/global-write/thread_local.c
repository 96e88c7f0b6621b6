/* Thread-local variables belong to their task. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <threads.h>

static _Thread_local int depth;
static __thread char buffer[64];
static thread_local int *cache;

static char *format(int n)
{
    static _Thread_local int calls;
    if (++calls > 9)
        calls = 0;
    buffer[0] = (char)('0' + n % 10);
    buffer[1] = '\0';
    return buffer;
}

static void *worker(void *arg)
{
    depth++;
    char *s = format(depth);
    s[0] = 'x';
    errno = 0;
    if (!cache)
        cache = calloc(4, sizeof *cache);
    if (cache)
        cache[0] = depth;
    free(cache);
    cache = NULL;
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
