/* A queue, a lock, a stream: made to be shared. */
#include <pthread.h>
#include <stdlib.h>

#include <stdio.h>

static void *say(void *arg)
{
    fputs("hello\n", arg);
    return NULL;
}

int main(void)
{
    pthread_t t, u;
    if (pthread_create(&t, NULL, say, stdout) != 0)
        return 1;
    if (pthread_create(&u, NULL, say, stdout) != 0)
        return 1;
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return 0;
}
