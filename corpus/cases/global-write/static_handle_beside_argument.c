/* The handle and what the task is given lie in one static object: the task may be found there. */
#include <pthread.h>

struct job {
    pthread_t thread;
    int *result;
};

static struct job current;

static void *twice(void *arg)
{
    struct job *j = arg;
    *j->result = 2; // expect: unproven global-write
    return NULL;
}

int main(void)
{
    int first = 0, second = 0;
    struct job own = {0, &first};
    pthread_create(&current.thread, NULL, twice, &own);
    own.result = &second; // expect: use-after-send
    current.result = &first;
    pthread_join(current.thread, NULL);
    return first + second; // expect: unproven use-after-send
}
