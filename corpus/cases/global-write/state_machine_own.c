/* A state is a function that returns the next one; the machine is the task's own. */
#include <pthread.h>
#include <stddef.h>

struct machine;
typedef struct state {
    struct state (*run)(struct machine *m);
} state;

struct machine {
    state next;
    int rounds;
    int done;
};

static state working(struct machine *m);

static state resting(struct machine *m)
{
    m->rounds++;
    return (state){m->rounds < 10 ? working : NULL};
}

static state working(struct machine *m)
{
    m->done += 2;
    return (state){resting};
}

static void run(struct machine *m)
{
    m->next.run = working;
    while (m->next.run)
        m->next = m->next.run(m);
}

static void *worker(void *arg)
{
    struct machine m = {{NULL}, 0, 0};
    run(&m);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
