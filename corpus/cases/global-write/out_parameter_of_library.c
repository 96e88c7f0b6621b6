/* What a library function leaves behind a pointer is not what was there before: it is what it was
 * given to look at, or its own. */
#include <pthread.h>
#include <stdlib.h>

static char empty[1];
static char settings[] = "12,34";

static void *run(void *arg)
{
    char line[32] = "12,34", *end = empty;
    long n = strtol(line, &end, 10);
    *end = 0; // expect: unproven global-write
    n += strtol(settings, &end, 10);
    *end = 0; // expect: global-write
    void *block = empty;
    if (posix_memalign(&block, 16, 64) != 0)
        return arg;
    *(char *)block = (char)n;
    free(block);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, run, NULL);
    return pthread_join(t, NULL);
}
