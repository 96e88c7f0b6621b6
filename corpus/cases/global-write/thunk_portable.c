/* A portable thread_create(): another type of function, cast through a union, no struct at all. */
#include <pthread.h>
#include <stdlib.h>

typedef pthread_t os_thread;
typedef void (*os_entry)(void *);

static int hits;

static int os_thread_create(os_thread *t, os_entry entry, void *arg)
{
    union {
        void (*in)(void *);
        void *(*out)(void *);
    } f;
    f.in = entry;
    return pthread_create(t, NULL, f.out, arg) == 0 ? 0 : -1;
}

static void own(void *arg)
{
    *(int *)arg = hits;
    free(arg);
}

static void shared(void *arg)
{
    *(int *)arg += 1; // expect: global-write
    // note: task 'shared' writes '*arg', that is global 'hits'
}

int main(void)
{
    os_thread a, b;
    if (os_thread_create(&a, own, malloc(sizeof(int))) != 0)
        return 1;
    if (os_thread_create(&b, shared, &hits) != 0)
        return 1;
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
