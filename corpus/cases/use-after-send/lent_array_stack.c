/* One element of an array on the stack for each thread; the results are read after all were joined. */
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
    pthread_t t[4];
    struct job jobs[4];
    int sum = 0;
    for (int i = 0; i < 4; i++) {
        jobs[i].n = i;
        pthread_create(&t[i], NULL, work, &jobs[i]);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < 4; i++)
        sum += jobs[i].result;
    return sum;
}
