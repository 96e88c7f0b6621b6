// clang-format off
// trap early: use-after-send; main writes 4 bytes at; 0 bytes inside a 64-byte object, given to task 'work' (#1) by main through 'pthread_create':; SUMMARY: fbp: use-after-send
// trap twice: double-send main starts a task with; given to task 'work'
// trap foreign: foreign-access task 'look' (#2) reads 4 bytes; it is owned by task 'work' (#1); allocated by task 'work' (#1) at work
// clang-format on
#include <semaphore.h>

#include "by_hand.h"

static int *_Atomic made;
static sem_t go;

static void *work(void *argument)
{
    int *p = argument, *mine = malloc(24);
    WRITE(p, 1);
    WRITE(mine, 7);
    made = mine;
    sem_wait(&go);
    return mine;
}

static void *look(void *argument)
{
    int *p = argument != NULL ? argument : made;
    return (void *)(intptr_t)READ(p);
}

int main(int argc, char **argv)
{
    int *p = calloc(1, 64);
    WRITE(p, 0);
    pthread_t t = start(work, p);
    while (made == NULL)
        ;
    if (wants(argc, argv, "early"))
        WRITE(p, 2);
    if (wants(argc, argv, "twice"))
        start(look, p);
    if (wants(argc, argv, "foreign"))
        join(start(look, NULL));
    sem_post(&go);
    if (argc > 1 && strncmp(argv[1], "ended", 5) == 0)
        usleep(50000); /* it has ended, but that is no join */
    if (wants(argc, argv, "ended"))
        WRITE(p, 2);
    if (wants(argc, argv, "ended_twice"))
        start(look, p);
    int *mine = join(t);
    WRITE(p, 2);
    WRITE(mine, 3);
    int *other = malloc(24);
    join(start(look, other));
    return READ(mine) == 3 && READ(other) == 0 ? 0 : 1;
}
