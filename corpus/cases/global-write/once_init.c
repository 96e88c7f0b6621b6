/* pthread_once in a task: the init function runs in that task. */
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int table[16];

static void make_table(void)
{
    for (int i = 0; i < 16; i++)
        table[i] = i; // expect: global-write
    // note: make_table
}

static void *worker(void *arg)
{
    pthread_once(&once, make_table);
    *(int *)arg = table[3];
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
