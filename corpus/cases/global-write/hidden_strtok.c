/* strtok keeps its position in a static of its own. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void *worker(void *arg)
{
    char mine[32] = "a b c";
    char *w = strtok(mine, " "); // expect: global-write
    // note: strtok_r
    while (w) {
        puts(w);
        w = strtok(NULL, " "); // expect: global-write
    }
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
