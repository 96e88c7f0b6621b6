/* The address of the loop's counter: every thread gets the same variable, and the loop goes on with it. */
#include <pthread.h>
#include <stdlib.h>

static void *work(void *arg)
{
    return *(int *)arg > 2 ? arg : NULL;
}

int main(void)
{
    pthread_t t[4];
    int i;
    for (i = 0; i < 4; i++) // expect: use-after-send
        pthread_create(&t[i], NULL, work, &i); // expect: double-send, use-after-send
    for (int k = 0; k < 4; k++)
        pthread_join(t[k], NULL);
    return 0;
}
