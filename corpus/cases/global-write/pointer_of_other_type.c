/* Two function pointers that get mixed up: one takes a pointer where the other takes a number. */
#include <pthread.h>
#include <unistd.h>

struct ops {
    void (*log)(void *, const char *, void *);
    ssize_t (*recv)(int *, void *, size_t);
};

static void quiet(void *cls, const char *f, void *v)
{
    (void)cls;
    (void)f;
    (void)v;
}

static ssize_t recv_adapter(int *fd, void *buf, size_t n)
{
    return read(*fd, buf, n); // expect: unproven frozen-write
}

static void *worker(void *arg)
{
    struct ops *o = arg;
    char b[9];
    int fd = 0;
    if (o[1].recv(&fd, b, sizeof b) < 0)
        o[1].log(&fd, "failed\n", b);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t;
    struct ops o[2] = {{quiet, recv_adapter}, {quiet, recv_adapter}};
    void **raw = (void **)o;
    (void)argv;
    for (int i = 0; i < argc; i++)
        raw[i % 4] = raw[(i + 2) % 4];
    if (pthread_create(&t, NULL, worker, o) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
