/* The handle lies in what is lent: the start puts it there, and the join fetches it. */
#include <pthread.h>
#include <stdlib.h>

struct worker {
    pthread_t thread;
    int result;
};

static void *work(void *arg)
{
    ((struct worker *)arg)->result = 1;
    return NULL;
}

int main(void)
{
    struct worker w = {0};
    if (pthread_create(&w.thread, NULL, work, &w) != 0)
        return 1;
    pthread_join(w.thread, NULL);
    return w.result;
}
