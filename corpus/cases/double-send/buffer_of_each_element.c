/* Each task gets an element of the array and, below it, memory of its own. The element is named anew each time, by the same index. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    int first;
    int sum;
    int *numbers;
};

static void *add(void *argument)
{
    struct job *job = argument;
    for (int i = 0; i < 4; i++)
        job->sum += job->numbers[i];
    return NULL;
}

int main(void)
{
    struct job jobs[3];
    pthread_t threads[3];
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        jobs[i].numbers = calloc(4, sizeof *jobs[i].numbers);
        if (jobs[i].numbers == NULL)
            abort();
        jobs[i].first = i;
        jobs[i].sum = 0;
        if (pthread_create(&threads[i], NULL, add, &jobs[i]) != 0)
            abort();
    }
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 3; i++) {
        sum += jobs[i].sum;
        free(jobs[i].numbers);
    }
    return sum;
}
