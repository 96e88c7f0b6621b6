/* Two threads are started with one struct. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    int n, result;
};

static void *work(void *arg)
{
    struct job *j = arg;
    j->result = 2 * j->n;
    return NULL;
}

int main(void)
{
    pthread_t t, u;
    struct job j = {1, 0};
    if (pthread_create(&t, NULL, work, &j) != 0)
        return 1;
    if (pthread_create(&u, NULL, work, &j) != 0) // expect: double-send
        return 1;
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return 0;
}
