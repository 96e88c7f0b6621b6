/* Two tasks, each with a loop of its own, as main has set them up; a task asks which it is given.
 */
#include <pthread.h>
#include <string.h>

struct timer {
    struct timer *next;
    int late;
};

struct loop {
    struct timer *first;
    unsigned count;
};

static struct loop first, second;
static struct timer timers[2];

static void loop_init(struct loop *l)
{
    memset(l, 0, sizeof *l);
}

static void insert(struct loop *l, struct timer *t)
{
    t->next = l->first; // expect: global-write
    l->first = t;       // expect: unproven global-write
    if (l->count++ > 0) // expect: unproven global-write
        t->late = 1;    // expect: unproven global-write
}

static void *run(void *arg)
{
    insert(arg, arg == &first ? &timers[0] : &timers[1]);
    return NULL;
}

int main(void)
{
    pthread_t t, u;
    loop_init(&first);
    loop_init(&second);
    if (pthread_create(&t, NULL, run, &first) != 0)
        return 1;
    if (pthread_create(&u, NULL, run, &second) == 0)
        pthread_join(u, NULL);
    pthread_join(t, NULL);
    return timers[0].late;
}
