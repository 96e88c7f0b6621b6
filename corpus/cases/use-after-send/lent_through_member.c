#include <pthread.h>
#include <stdio.h>

/* What each task is given was kept in a struct before: an element, and not all of the array. */
struct job {
    int in, out;
};

struct handle {
    pthread_t thread;
    struct job *job;
};

static void *work(void *argument)
{
    struct job *j = argument;
    j->out = j->in * 2;
    return NULL;
}

int main(void)
{
    struct job jobs[4];
    struct handle h[4];
    for (int i = 0; i < 4; i++) {
        jobs[i].in = i; // expect: unproven use-after-send
        h[i].job = &jobs[i];
        struct job *given = h[i].job;
        int failed = pthread_create(&h[i].thread, NULL, work, given); // expect: unproven double-send
        if (failed)
            return 1;
    }
    for (int i = 0; i < 4; i++)
        pthread_join(h[i].thread, NULL);
    printf("%d\n", jobs[3].out);
    return 0;
}
