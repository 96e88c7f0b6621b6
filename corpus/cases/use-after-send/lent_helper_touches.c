/* It is touched in a function that is called between the start and the join. */
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

static void show(const struct job *j, int *out)
{
    *out = j->result;
}

int main(void)
{
    pthread_t t;
    struct job j = {1, 0};
    int early = 0;
    if (pthread_create(&t, NULL, work, &j) != 0)
        return 1;
    show(&j, &early); // expect: use-after-send
    pthread_join(t, NULL);
    return early + j.result;
}
