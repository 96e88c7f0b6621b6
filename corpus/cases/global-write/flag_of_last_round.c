/* The flag says what the round before left in the pointer, and that is the static one. */
#include <pthread.h>
#include <stdbool.h>

static int common;

static void *worker(void *arg)
{
    int mine = 0, *p = &mine;
    bool ready = false;
    for (int i = 0; i < *(int *)arg; i++) {
        if (ready)
            *p = i; // expect: global-write
        p = &common;
        ready = true;
    }
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 3;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
