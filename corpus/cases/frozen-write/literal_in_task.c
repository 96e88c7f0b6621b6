/* A string literal is a constant. */
#include <pthread.h>

static void *worker(void *arg)
{
    char *s = "text";
    char mine[] = "text";
    mine[0] = 'T';
    s[0] = 'T'; // expect: frozen-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
