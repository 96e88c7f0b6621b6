/* A helper joins: it is given the handle, or where it lies, and passes that on. After it, what was lent is main's again. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    int n, sum;
};

struct thread {
    int running;
    pthread_t handle;
};

static void *work(void *arg)
{
    struct job *j = arg;
    j->sum = j->n;
    return NULL;
}

static int wait_for(pthread_t *t)
{
    return pthread_join(*t, NULL) == 0 ? 0 : -1;
}

static void stop(struct thread *t)
{
    if (wait_for(&t->handle) != 0)
        abort();
    t->running = 0;
}

static void finish(pthread_t t)
{
    pthread_join(t, NULL);
}

int main(int argc, char **argv)
{
    struct job a = {.n = argc}, b = {.n = 2}, many[4] = {{.n = 1}};
    struct thread t = {.running = 1};
    pthread_t u, threads[4];
    (void)argv;
    if (pthread_create(&t.handle, NULL, work, &a) != 0 || pthread_create(&u, NULL, work, &b) != 0)
        abort();
    stop(&t);
    int sum = a.sum;
    finish(u);
    sum += b.sum;
    for (int i = 0; i < 4; i++)
        if (pthread_create(&threads[i], NULL, work, &many[i]) != 0)
            abort();
    for (int i = 0; i < 4; i++)
        if (wait_for(&threads[i]) != 0)
            abort();
    for (int i = 0; i < 4; i++)
        sum += many[i].sum;
    return sum;
}
