/* Settings in another unit: written by main through setters before the start, read by the task through getters. */
#include <pthread.h>

void settings_set(const char *key, int value);
int settings_get(const char *key);

static void *worker(void *arg)
{
    *(int *)arg = settings_get("depth");
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    settings_set("depth", 3);
    settings_set("width", 4);
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    settings_set("depth", 0);
    return n;
}
