/* An object's initialiser sets its kind, through another function; what is done with the object goes by its kind. */
#include <pthread.h>

enum kind { TCP = 1, PIPE };

struct stream {
    int fd;
    enum kind kind;
};

static int tcp_cached, pipes;

static void stream_init(struct stream *s, enum kind kind)
{
    s->fd = -1;
    s->kind = kind;
}

static void pipe_init(struct stream *s)
{
    stream_init(s, PIPE);
}

static void tcp_init(struct stream *s)
{
    stream_init(s, TCP);
}

static void serve(struct stream *s)
{
    switch (s->kind) {
    case TCP:
        tcp_cached++; // expect: unproven global-write
        break;
    case PIPE:
        pipes++; // expect: global-write
        break;
    }
}

static void *worker(void *arg)
{
    struct stream s;
    pipe_init(&s);
    serve(&s);
    return arg;
}

int main(void)
{
    pthread_t t;
    struct stream s;
    tcp_init(&s);
    serve(&s);
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return tcp_cached + pipes;
}
