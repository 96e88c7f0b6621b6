/* A function that has the name of a library's, but other parameters, is not the library's. */
#include <pthread.h>

void event_add(void (*on_click)(void));
int crc32(int *table);

static int count;

static void on_click(void)
{
    count++; // expect: unproven global-write
}

static void *worker(void *arg)
{
    static int table[256];
    event_add(on_click); // expect: unproven global-write
    crc32(table);        // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return count;
}
