/* A packet is picked from an array, sent, and another one (the same) written: which one is known at
 * run time alone. The write is two inlined functions deep. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct msg {
    int n;
    struct msg *next;
};

static struct msg *queue;

void q_send(struct msg *m) FBP_SENDS(1) FBP_TRUSTED("one at a time");

__attribute__((noinline)) void q_send(struct msg *m)
{
    queue = m;
}

static inline void count(struct msg *m)
{
    if (m)
        m->n++;
}

static inline void touch(struct msg **keep, int i)
{
    count(keep[i]);
}

static void *producer(void *argument)
{
    struct msg *keep[4];
    int *pick = argument;
    for (int i = 0; i < 4; i++) {
        keep[i] = malloc(sizeof *keep[i]);
        if (keep[i] == NULL)
            return NULL;
    }
    q_send(keep[pick[0]]);
    touch(keep, pick[1]);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t;
    int pick[2] = {argc, argc};
    (void)argv;
    if (pthread_create(&t, NULL, producer, pick) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
