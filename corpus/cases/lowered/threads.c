// Starting and joining a thread.
int printf(const char *, ...);
typedef unsigned long pthread_t;
int pthread_create(pthread_t *, const void *, void *(*)(void *), void *);
int pthread_join(pthread_t, void **);

struct arg {
    int in, out;
};

static void *work(void *p) // lowered: define @work.*taken
{
    struct arg *a = p;
    a->out = a->in * 2; // lowered: = field %p\.[0-9]+ \+0 \$|field %a\.[0-9]+ \+0 \$
    return p;
}

int main(void)
{
    pthread_t t;
    struct arg a = {21, 0};
    void *r;
    // lowered: call i32 @pthread_create\(%t\.[0-9]+, null, @work, %a\.[0-9]+\)
    if (pthread_create(&t, 0, work, &a) != 0)
        return 1;
    pthread_join(t, &r); // lowered: call i32 @pthread_join\(%[0-9]+, %r
    printf("%d %d\n", a.out, r == &a);
    return 0;
}
