/* The element that is given need not be the one that was set up: the index has moved on, to one whose memory another task has. */
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

int main(int argc, char **argv)
{
    struct job jobs[6] = {0};
    pthread_t threads[2];
    int sum = 0, step = argc > 1 ? atoi(argv[1]) & 3 : 0;
    int *common = calloc(4, sizeof *common);
    if (common == NULL)
        abort();
    jobs[1].numbers = jobs[3].numbers = common;
    for (int i = 0; i < 2; i++) {
        int at = 2 * i;
        jobs[at].numbers = calloc(4, sizeof *common); // expect: unproven use-after-send
        if (jobs[at].numbers == NULL) // expect: unproven use-after-send
            abort();
        jobs[at].first = i; // expect: unproven use-after-send
        jobs[at].sum = 0; // expect: unproven use-after-send
        at += step;
        if (pthread_create(&threads[i], NULL, add, &jobs[at]) != 0) // expect: unproven double-send
            abort();
    }
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 6; i++)
        sum += jobs[i].sum;
    return sum;
}
