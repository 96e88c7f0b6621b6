/* One of the handlers of a task's event loop gets a static context. */
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define MAX 8

struct source {
    void (*handler)(int fd, void *context);
    void *context;
};

struct loop {
    struct pollfd fds[MAX];
    struct source sources[MAX];
    int n;
};

static struct {
    long bytes;
} statistics;

static void loop_add(struct loop *l, int fd, void (*handler)(int, void *), void *context)
{
    if (l->n < MAX) {
        l->fds[l->n] = (struct pollfd){.fd = fd, .events = POLLIN};
        l->sources[l->n].handler = handler;
        l->sources[l->n].context = context;
        l->n++;
    }
}

static void loop_run(struct loop *l)
{
    while (poll(l->fds, (nfds_t)l->n, 1000) > 0)
        for (int i = 0; i < l->n; i++)
            if (l->fds[i].revents != 0)
                l->sources[i].handler(l->fds[i].fd, l->sources[i].context);
}

static void count(int fd, void *context)
{
    char line[128];
    long *bytes = context;
    *bytes += read(fd, line, sizeof line); // expect: global-write
}

static void *worker(void *arg)
{
    struct loop l;
    memset(&l, 0, sizeof l);
    loop_add(&l, 0, count, &statistics.bytes);
    loop_run(&l);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return (int)statistics.bytes;
}
