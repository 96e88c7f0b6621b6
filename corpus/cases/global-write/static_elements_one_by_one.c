/* Elements of a static array are lent one by one; the next one is set up while the first one is used. That the task goes on to
 * the next one cannot be ruled out. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    long id, sum;
};

static struct job jobs[2];

static void *count(void *argument)
{
    struct job *job = argument;
    for (long i = 0; i <= job->id; i++)
        job->sum += i;
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    jobs[0].id = 1;
    if (pthread_create(&threads[0], NULL, count, &jobs[0]) != 0)
        abort();
    jobs[1].id = 2; // expect: unproven global-write
    if (pthread_create(&threads[1], NULL, count, &jobs[1]) != 0)
        abort();
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return (int)(jobs[0].sum + jobs[1].sum);
}
