/* One element of an array on main's stack for each thread. */
#include <pthread.h>

struct job {
    int first, last;
    long sum;
};

static void *worker(void *arg)
{
    struct job *j = arg;
    for (int i = j->first; i < j->last; i++)
        j->sum += i;
    return 0;
}

int main(void)
{
    pthread_t t[4];
    struct job jobs[4];
    long sum = 0;
    for (int i = 0; i < 4; i++) {
        jobs[i] = (struct job){.first = 10 * i, .last = 10 * i + 10};
        if (pthread_create(&t[i], NULL, worker, &jobs[i]) != 0)
            return 1;
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(t[i], NULL);
        sum += jobs[i].sum;
    }
    return (int)sum;
}
