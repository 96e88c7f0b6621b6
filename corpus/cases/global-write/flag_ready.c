/* The pointer is used only where the flag says that it was set to the task's own. */
#include <pthread.h>
#include <stdbool.h>

static int common;

static void *worker(void *arg)
{
    int mine = 0, *p = &common;
    bool ready = false;
    for (int i = 0; i < *(int *)arg; i++) {
        if (i > 1) {
            p = &mine;
            ready = true;
        }
        if (ready)
            *p = i;
    }
    if (ready)
        *p = 7;
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
