/* The body of a trusted function is not checked. */
#include <fbp/annotate.h>
#include <pthread.h>

static unsigned seed;

FBP_TRUSTED("counts under its own lock") static void note_event(void)
{
    seed++;
}

static void *worker(void *arg)
{
    int events = 0;
    for (int i = 0; i < 3; i++) {
        note_event();
        events++;
    }
    *(int *)arg = events;
    return 0;
}

int main(void)
{
    pthread_t t;
    int events = 0;
    if (pthread_create(&t, NULL, worker, &events) != 0)
        return 1;
    pthread_join(t, NULL);
    return events;
}
