// E6-whole full -O1: clean
// Each thread has an element of its own. That it is one is known where the thunk is asked for, not
// where it is packed.
#include <pthread.h>
#include <stdlib.h>

struct job {
    long in, out;
};

struct thunk {
    void *(*function)(void *);
    void *argument;
};

static void *enter(void *arg)
{
    struct thunk *t = arg;
    void *(*function)(void *) = t->function, *argument = t->argument;
    free(t);
    return function(argument);
}

static void launch(pthread_t *thread, void *(*function)(void *), void *argument)
{
    struct thunk *t = malloc(sizeof *t);
    if (t == NULL)
        exit(2);
    t->function = function;
    t->argument = argument;
    if (pthread_create(thread, NULL, enter, t) != 0)
        exit(2);
}

static void *work(void *arg)
{
    struct job *j = arg;
    j->out = j->in * 2;
    return NULL;
}

int main(void)
{
    struct job *jobs = malloc(3 * sizeof *jobs);
    pthread_t threads[3];
    if (jobs == NULL)
        exit(2);
    for (int i = 0; i < 3; i++) {
        jobs[i].in = i;
        launch(&threads[i], work, &jobs[i]);
    }
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return jobs[2].out != 4;
}
