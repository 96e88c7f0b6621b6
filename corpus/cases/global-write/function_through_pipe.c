/* A function's address goes through a pipe, and nothing else does: what is called there may be that function. */
#include <pthread.h>
#include <unistd.h>

static int total;

static void count(void)
{
    total++; // expect: unproven global-write
}

static void nothing(void)
{
}

static void *worker(void *arg)
{
    void (*f)(void) = nothing;
    if (read(*(int *)arg, &f, sizeof f) != sizeof f)
        return NULL;
    f();
    return NULL;
}

int main(void)
{
    pthread_t t;
    int fd[2];
    void (*f)(void) = count;
    if (pipe(fd) != 0 || write(fd[1], &f, sizeof f) < 0 || pthread_create(&t, NULL, worker, &fd[0]) != 0)
        return 1;
    pthread_join(t, NULL);
    return total;
}
