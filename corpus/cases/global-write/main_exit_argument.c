/* An exit handler gets what on_exit kept for it: here a global that a task may still be reading. */
#include <pthread.h>
#include <stdlib.h>

static int total, unread;

static void reset(int status, void *arg)
{
    *(int *)arg = status; // expect: unproven global-write
}

static void forget(int status, void *arg)
{
    (void)arg;
    unread = status;
}

static void *reader(void *arg)
{
    return total ? arg : NULL;
}

int main(void)
{
    pthread_t t;
    on_exit(reset, &total);
    on_exit(forget, NULL);
    if (pthread_create(&t, NULL, reader, NULL) != 0)
        return 1;
    pthread_detach(t);
    return 0;
}
