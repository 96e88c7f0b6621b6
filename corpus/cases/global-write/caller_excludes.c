/* The caller has tested what it passes: that excludes a branch of the callee, and leaves another. Through two calls. */
#include <pthread.h>

static int picked, moved;

static int pick(void)
{
    return ++picked; // expect: unproven global-write
}

static int do_move(int source)
{
    if (source == -1)
        source = pick();
    else if (source > 7)
        moved++; // expect: global-write
    return source;
}

static int move(int source)
{
    return do_move(source);
}

static void *worker(void *arg)
{
    int source = *(int *)arg;
    if (source != -1)
        move(source);
    return arg;
}

int main(void)
{
    pthread_t t;
    int source = 3;
    move(-1);
    if (pthread_create(&t, NULL, worker, &source) != 0)
        return 1;
    pthread_join(t, NULL);
    return picked + moved;
}
