/* A static struct that no thread names, given to two. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    int n, result;
};

static void *work(void *arg)
{
    struct job *j = arg;
    j->result = 2 * j->n; // expect: unproven global-write
    return NULL;
}

static struct job shared;

int main(void)
{
    pthread_t t, u;
    shared.n = 1;
    if (pthread_create(&t, NULL, work, &shared) != 0)
        return 1;
    if (pthread_create(&u, NULL, work, &shared) != 0) // expect: double-send
        return 1;
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return shared.result;
}
