/* strtok_r has no state of its own, but cuts the string it is given. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static char path[] = "/usr/bin:/bin";

static void *worker(void *arg)
{
    char *save;
    char mine[32] = "a b c";
    for (char *w = strtok_r(mine, " ", &save); w; w = strtok_r(NULL, " ", &save))
        puts(w);
    char *first = strtok_r(path, ":", &save); // expect: global-write
    // note: path
    puts(first);
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
