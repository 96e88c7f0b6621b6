/* Initialise on first use: a task does it, so others may see it half done. */
#include <pthread.h>

static int table[256];
static int ready;

static const int *get_table(void)
{
    if (!ready) {
        for (int i = 0; i < 256; i++)
            table[i] = i * i; // expect: global-write
        ready = 1;            // expect: global-write
    }
    return table;
}

static void *worker(void *arg)
{
    *(int *)arg = get_table()[12];
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
