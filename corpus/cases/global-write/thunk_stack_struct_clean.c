/* A struct on the stack of launch(), taken before it returns; the tasks write what they were given. */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct call {
    void *(*fn)(void *);
    void *arg;
    sem_t taken;
};

static void *enter(void *p)
{
    struct call *c = p;
    void *(*fn)(void *) = c->fn;
    void *arg = c->arg;
    sem_post(&c->taken);
    return fn(arg);
}

static void launch(void *(*fn)(void *), void *arg)
{
    pthread_t t;
    struct call c = {.fn = fn, .arg = arg};
    sem_init(&c.taken, 0, 0);
    if (pthread_create(&t, NULL, enter, &c) != 0)
        abort();
    sem_wait(&c.taken);
    sem_destroy(&c.taken);
    pthread_detach(t);
}

static void *reader(void *arg)
{
    long *own = arg;
    *own = 1;
    free(own);
    return NULL;
}

static void *writer(void *arg)
{
    long *own = arg;
    ++*own;
    return NULL;
}

int main(void)
{
    launch(reader, malloc(sizeof(long)));
    launch(writer, calloc(1, sizeof(long)));
    pthread_exit(NULL);
}
