/* The same setters, called by main while the task runs. */
#include <pthread.h>

void depth_set(int value);
int depth_get(void);

static void *worker(void *arg)
{
    *(int *)arg = depth_get();
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    depth_set(3);
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    depth_set(4);
    pthread_join(t, NULL);
    return n;
}
