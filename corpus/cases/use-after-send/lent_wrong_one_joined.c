/* One thread is joined and the result of the other is read. */
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
    if (pthread_create(&t, NULL, work, &a) != 0 || pthread_create(&u, NULL, work, &b) != 0)
        return 1;
    pthread_join(t, NULL);
    int r = b.result; // expect: use-after-send
    pthread_join(u, NULL);
    return r;
}
