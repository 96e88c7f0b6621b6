/* An event loop for each task: sources are a function and a context, both registered by the task itself. */
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define MAX 8

struct loop;

struct source {
    void (*handler)(struct loop *l, int fd, void *context);
    void *context;
};

struct loop {
    struct source sources[MAX];
    struct pollfd fds[MAX];
    int n;
    int stopped;
};

struct counter {
    long bytes;
    int calls;
};

static void loop_add(struct loop *l, int fd, void (*handler)(struct loop *, int, void *),
                     void *context)
{
    if (l->n == MAX)
        return;
    l->fds[l->n] = (struct pollfd){.fd = fd, .events = POLLIN};
    l->sources[l->n] = (struct source){handler, context};
    l->n++;
}

static void loop_run(struct loop *l)
{
    while (!l->stopped && poll(l->fds, (nfds_t)l->n, -1) >= 0)
        for (int i = 0; i < l->n; i++)
            if (l->fds[i].revents != 0)
                l->sources[i].handler(l, l->fds[i].fd, l->sources[i].context);
}

static void count(struct loop *l, int fd, void *context)
{
    char line[128];
    struct counter *c = context;
    ssize_t n = read(fd, line, sizeof line);
    c->calls++;
    if (n <= 0)
        l->stopped = 1;
    else
        c->bytes += n;
}

static void *worker(void *arg)
{
    struct loop l;
    struct counter c = {0, 0};
    memset(&l, 0, sizeof l);
    int *fd = arg;
    loop_add(&l, *fd, count, &c);
    loop_run(&l);
    *fd = (int)c.bytes;
    return NULL;
}

int main(void)
{
    pthread_t t;
    int fd = 0;
    if (pthread_create(&t, NULL, worker, &fd) != 0)
        return 1;
    pthread_join(t, NULL);
    return fd;
}
