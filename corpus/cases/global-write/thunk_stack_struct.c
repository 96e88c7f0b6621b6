/* The struct lies on the stack of launch(), which waits until the thread has taken what is in it. */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct call {
    void *(*fn)(void *);
    void *arg;
    sem_t taken;
};

static long lines;

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
    *own = lines;
    free(own);
    return NULL;
}

static void *writer(void *arg)
{
    long *shared = arg;
    ++*shared; // expect: global-write
    // note: task 'writer' writes '*shared', that is global 'lines'
    return NULL;
}

int main(void)
{
    launch(reader, malloc(sizeof(long)));
    launch(writer, &lines);
    pthread_exit(NULL);
}
