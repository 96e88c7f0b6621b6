/* A second thread gets a part of what the first one has. */
#include <pthread.h>
#include <stdlib.h>

struct pair {
    int *left, *right;
};

static void *both(void *arg)
{
    struct pair *p = arg;
    *p->left = *p->right;
    return NULL;
}

static void *one(void *arg)
{
    ++*(int *)arg;
    return NULL;
}

int main(void)
{
    pthread_t t, u;
    int a = 1, b = 2;
    struct pair p = {&a, &b};
    if (pthread_create(&t, NULL, both, &p) != 0)
        return 1;
    if (pthread_create(&u, NULL, one, &b) != 0) // expect: double-send
        return 1;
    pthread_join(t, NULL);
    pthread_join(u, NULL);
    return a + b;
}
