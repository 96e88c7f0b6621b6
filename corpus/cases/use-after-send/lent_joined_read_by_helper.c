/* The loop that joins hands each result to a helper, when its thread has been joined. */
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

static int result_of(const struct job *j)
{
    return j->result > j->n ? j->result : j->n;
}

int main(void)
{
    pthread_t t[4];
    struct job jobs[4];
    int sum = 0;
    for (int i = 0; i < 4; i++) {
        jobs[i].n = i;
        if (pthread_create(&t[i], NULL, work, &jobs[i]) != 0)
            exit(1);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(t[i], NULL);
        sum += result_of(&jobs[i]);
    }
    return sum;
}
