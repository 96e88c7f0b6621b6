/* Clean: a program that reads and writes nothing but text and numbers may write its own objects as
 * before, also those it has just written out. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct header {
    unsigned length, kind;
};

struct stream {
    struct header header;
    char buffer[512];
    struct stream *peer;
};

static int fill(struct stream *s, int fd)
{
    if (recv(fd, &s->header, sizeof s->header, 0) != sizeof s->header ||
        s->header.length > sizeof s->buffer)
        return 0;
    return read(fd, s->buffer, s->header.length) == (ssize_t)s->header.length;
}

static void *copy(void *arg)
{
    int *fd = arg;
    struct stream in = {.peer = malloc(sizeof in)};
    struct stream *out = in.peer;
    memset(out, 0, sizeof *out);
    while (fill(&in, fd[0])) {
        in.peer->header = in.header;
        memcpy(in.peer->buffer, in.buffer, in.header.length);
        write(fd[1], &out->header, sizeof out->header);
        write(fd[1], out->buffer, out->header.length);
        out->header.kind++;
        out->buffer[0] = 0;
        in.buffer[0] = 0;
    }
    FILE *log = fopen("log", "a");
    fwrite(in.buffer, 1, in.header.length, log);
    fclose(log);
    in.header.kind = 0;
    free(out);
    return NULL;
}

int main(void)
{
    pthread_t t;
    static int fd[2];
    if (pipe(fd) != 0)
        return 1;
    pthread_create(&t, NULL, copy, fd);
    pthread_join(t, NULL);
    return 0;
}
