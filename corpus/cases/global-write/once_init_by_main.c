/* main calls pthread_once before it starts anybody. */
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int table[16];

static void make_table(void)
{
    for (int i = 0; i < 16; i++)
        table[i] = i;
}

static void *worker(void *arg)
{
    *(int *)arg = table[3];
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    pthread_once(&once, make_table);
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
