/* One element of an array twice. */
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
    struct job jobs[2] = {{1, 0}, {2, 0}};
    if (pthread_create(&t, NULL, work, &jobs[1]) != 0)
        return 1;
    if (pthread_create(&u, NULL, work, &jobs[1]) != 0) // expect: double-send
        return 1;
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return jobs[0].result + jobs[1].result;
}
