// trap: foreign-access
#include "queue.h"
#include <unistd.h>

struct answer {
    int n, done;
};

struct server {
    int in;
    int answered;
};

static void *square(void *argument)
{
    struct server *s = argument;
    struct answer *a = NULL;
    while (read(s->in, &a, sizeof a) == (ssize_t)sizeof a) {
        if (a == NULL)
            continue;
        a->n = a->n * a->n; // trap
        s->answered++;
    }
    return NULL;
}

int main(int argc, char **argv)
{
    (void)argv;
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    pthread_t server;
    struct server *s = calloc(1, sizeof *s);
    s->in = ends[0];
    if (pthread_create(&server, NULL, square, s) != 0)
        return 1;
    struct answer *a = argc > 1 ? calloc(1, sizeof *a) : NULL;
    if (write(ends[1], &a, sizeof a) < 0)
        return 1;
    close(ends[1]);
    pthread_join(server, NULL);
    printf("%d\n", s->answered);
    free(a);
    free(s);
    close(ends[0]);
    return 0;
}
