/* A table of state functions, and one machine for everybody. */
#include <pthread.h>
#include <stddef.h>

enum { IDLE, READING, WRITING, STATES };

struct machine {
    int state;
    int transitions;
};

static struct machine shared_machine;

static int idle(struct machine *m)
{
    m->transitions++; // expect: global-write
    return READING;
}

static int reading(struct machine *m)
{
    m->transitions += 2; // expect: global-write
    return WRITING;
}

static int writing(struct machine *m)
{
    m->transitions += 3; // expect: global-write
    return IDLE;
}

static int (*const table[STATES])(struct machine *) = {idle, reading, writing};

static void step(struct machine *m)
{
    m->state = table[m->state](m); // expect: global-write
}

static void *worker(void *arg)
{
    for (int i = 0; i < 10; i++)
        step(&shared_machine);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return shared_machine.transitions;
}
