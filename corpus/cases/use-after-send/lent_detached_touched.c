/* A connection for each thread: after the start it is the thread's, and so is the handle in it. */
#include <pthread.h>
#include <stdlib.h>

struct connection {
    pthread_t thread;
    int fd, open;
};

static void *serve(void *arg)
{
    struct connection *c = arg;
    c->open = c->fd > 0;
    free(c);
    return NULL;
}

int main(void)
{
    for (int fd = 3; fd < 9; fd++) {
        struct connection *c = malloc(sizeof *c);
        if (c == NULL)
            return 1;
        c->fd = fd;
        if (pthread_create(&c->thread, NULL, serve, c) == 0)
            pthread_detach(c->thread); // expect: use-after-send
        else
            free(c);
    }
    return 0;
}
