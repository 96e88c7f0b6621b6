/* A detached thread per request, each with a heap block of its own. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct request {
    int fd;
    char line[128];
};

static void *serve(void *arg)
{
    struct request *r = arg;
    ssize_t n = read(r->fd, r->line, sizeof r->line - 1);
    if (n > 0)
        r->line[n] = '\0';
    close(r->fd);
    free(r);
    return NULL;
}

int main(void)
{
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    for (int i = 3; i < 6; i++) {
        pthread_t t;
        struct request *r = malloc(sizeof *r);
        if (!r)
            break;
        r->fd = i;
        if (pthread_create(&t, &attr, serve, r) != 0)
            free(r);
    }
    pthread_attr_destroy(&attr);
    pthread_exit(NULL);
}
