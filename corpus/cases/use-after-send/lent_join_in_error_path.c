/* If the second thread cannot be started, the first is joined, and its result used. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    int n, result;
};

static void *work(void *arg)
{
    struct job *j = arg;
    j->result = 2 * j->n;
    return NULL;
}

int main(void)
{
    pthread_t t, u;
    struct job a = {1, 0}, b = {2, 0};
    if (pthread_create(&t, NULL, work, &a) != 0)
        return 1;
    if (pthread_create(&u, NULL, work, &b) != 0) {
        pthread_join(t, NULL);
        return a.result;
    }
    pthread_join(t, NULL);
    int first = a.result;
    pthread_join(u, NULL);
    return first + b.result;
}
