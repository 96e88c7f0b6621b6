/* What two elements lead to is not lent with one of them, while nobody was lent the other. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    int id;
    int *p;
};

static struct job twice[4], loop[4], copied[4], moved[4], returned[4], local[4];
static _Thread_local int of_main;

static void *for_twice(void *arg)
{
    struct job *j = arg;
    j->id++;
    ++*j->p; // expect: unproven global-write
    return arg;
}

static void *for_loop(void *arg)
{
    struct job *j = arg;
    ++*j->p; // expect: unproven global-write
    return arg;
}

static void *for_copied(void *arg)
{
    struct job *j = arg;
    ++*j->p; // expect: unproven global-write
    return arg;
}

static void *for_moved(void *arg)
{
    struct job *j = arg;
    ++*j->p; // expect: unproven global-write
    return arg;
}

static void *for_returned(void *arg)
{
    struct job *j = arg;
    ++*j->p; // expect: unproven global-write
    return arg;
}

static void *for_local(void *arg)
{
    struct job *j = arg;
    ++*j->p; // expect: unproven global-write
    return arg;
}

static int *put(struct job *j)
{
    int *p = malloc(sizeof *p);
    j->p = p;
    return p;
}

static void set_up(void)
{
    int *first = calloc(1, sizeof *first), *second = calloc(1, sizeof *second);
    twice[0].p = first;
    twice[1].p = first;
    for (int i = 0; i < 4; i++)
        loop[i].p = second;
    copied[0].p = calloc(1, sizeof(int));
    copied[1] = copied[0];
    moved[0].p = calloc(1, sizeof(int));
    moved[1].p = moved[0].p;
    returned[1].p = put(&returned[0]);
    local[0].p = &of_main;
    local[1].p = &of_main;
}

int main(void)
{
    pthread_t t[6];
    set_up();
    pthread_create(&t[0], NULL, for_twice, &twice[1]);
    pthread_create(&t[1], NULL, for_loop, &loop[1]); // expect: unproven double-send
    pthread_create(&t[2], NULL, for_copied, &copied[1]); // expect: unproven double-send
    pthread_create(&t[3], NULL, for_moved, &moved[1]); // expect: unproven double-send
    pthread_create(&t[4], NULL, for_returned, &returned[1]); // expect: unproven double-send
    pthread_create(&t[5], NULL, for_local, &local[1]); // expect: unproven double-send
    for (int i = 0; i < 6; i++)
        pthread_join(t[i], NULL);
    return twice[0].id;
}
