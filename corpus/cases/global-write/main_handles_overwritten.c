/* Two rounds of starts into one array of handles: joining what is in it joins the second round only. */
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    *(int *)arg = total;
    return arg;
}

int main(void)
{
    pthread_t t[4];
    int seen[8];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 4; i++)
            if (pthread_create(&t[i], NULL, worker, &seen[round * 4 + i]) != 0) // expect: unproven double-send
                return 1;
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    total = 1; // expect: global-write
    return seen[0]; // expect: unproven use-after-send
}
