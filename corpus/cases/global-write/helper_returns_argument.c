/* Functions that return their argument, as strcpy does: own stays own, global stays global. */
#include <pthread.h>
#include <string.h>

static char shared[32];

static char *trim(char *s)
{
    while (*s == ' ')
        s++;
    return s;
}

static void *worker(void *arg)
{
    char mine[32];
    char *p = trim(strcpy(mine, "  text"));
    *p = 'T';
    char *q = trim(shared);
    *q = 'S'; // expect: global-write
    // note: shared
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
