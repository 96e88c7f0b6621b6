/* thread_new(name, fn, data): the thread is an object from the library's allocator, its entry is given that. */
#include <pthread.h>
#include <stdlib.h>

typedef void *(*thread_fn)(void *);

struct thread {
    const char *name;
    thread_fn fn;
    void *data, *result;
    pthread_t id;
};

static int errors;

static void *alloc0(size_t n)
{
    void *p = calloc(1, n);
    if (p == NULL)
        abort();
    return p;
}

static void *thread_proxy(void *p)
{
    struct thread *t = p;
    t->result = t->fn(t->data);
    return NULL;
}

static void system_thread(struct thread *t, void *(*proxy)(void *))
{
    if (pthread_create(&t->id, NULL, proxy, t) != 0)
        abort();
}

static struct thread *thread_new_internal(const char *name, void *(*proxy)(void *), thread_fn fn, void *data)
{
    struct thread *t = alloc0(sizeof *t);
    t->name = name;
    t->fn = fn;
    t->data = data;
    system_thread(t, proxy);
    return t;
}

static struct thread *thread_new(const char *name, thread_fn fn, void *data)
{
    return thread_new_internal(name, thread_proxy, fn, data);
}

static void *load(void *data)
{
    int *n = data;
    *n = errors;
    return n;
}

static void *store(void *data)
{
    int *n = data;
    *n = 2; // expect: global-write
    // note: task 'store' writes '*n', that is global 'errors'
    return n;
}

int main(void)
{
    struct thread *a = thread_new("load", load, alloc0(sizeof(int)));
    struct thread *b = thread_new("store", store, &errors);
    pthread_join(a->id, NULL);
    pthread_join(b->id, NULL);
    return 0;
}
