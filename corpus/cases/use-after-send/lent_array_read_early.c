/* Results are read in the loop that starts, before any thread is joined. */
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
        sum += jobs[i].result; // expect: unproven use-after-send
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return sum;
}
