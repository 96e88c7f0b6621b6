/* What comes out of a pipe may be any pointer that somebody wrote into one: also where the
 * variable, or the member, held another before, where the bytes go through a buffer, and where they
 * are put together one by one. Numbers that are read the same way lead nowhere. */
#include <mqueue.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct job {
    long count;
    struct job *next;
};

struct message {
    int kind;
    struct job *job;
};

static void *plain(void *arg)
{
    struct job *j, own, *mine[2] = {&own, &own};
    if (read(*(int *)arg, &j, sizeof j) != sizeof j)
        j = &own;
    j->count = 1; // expect: unproven global-write
    read(*(int *)arg, mine, sizeof mine[0]);
    mine[0]->count = 2; // expect: unproven global-write
    mine[1]->count = 2;
    read(*(int *)arg, &own.count, sizeof own.count);
    own.count++;
    return NULL;
}

static void *list(void *arg)
{
    struct job *j = malloc(sizeof *j);
    j->count = 1;
    j->next = NULL;
    recv(*(int *)arg, j, sizeof *j, 0);
    j->count = 2;
    for (struct job *p = j; p != NULL; p = p->next)
        p->count = 3; // expect: unproven global-write
    return NULL;
}

static void *through_a_buffer(void *arg)
{
    struct job own;
    struct message m;
    char buffer[64];
    ssize_t n = recv(*(int *)arg, buffer, sizeof buffer, 0);
    memcpy(&m, buffer, sizeof m);
    if (n < 0)
        m.job = &own;
    m.kind++;
    m.job->count = 1; // expect: unproven global-write
    return NULL;
}

static void *byte_by_byte(void *arg)
{
    struct job own, *j = &own;
    unsigned char bytes[sizeof j];
    uintptr_t n = 0;
    if (read(*(int *)arg, bytes, sizeof bytes) == sizeof bytes) {
        for (unsigned i = 0; i < sizeof bytes; i++)
            n |= (uintptr_t)bytes[i] << 8 * i;
        memcpy(&j, &n, sizeof j);
    }
    j->count = 1; // expect: unproven global-write
    return NULL;
}

struct connection {
    struct connection *next;
    size_t used;
    char input[256];
    struct job *current;
};

/* The array in the middle of a struct is filled; the pointers around it are not. */
static void *connection(void *arg)
{
    struct job own, next;
    struct connection c = {.next = NULL, .current = &own};
    ssize_t n = read(*(int *)arg, c.input + c.used, sizeof c.input - c.used);
    if (n > 0)
        c.used += (size_t)n;
    c.current->count = 1;
    c.current = &next;
    c.current->count = (long)c.used;
    return NULL;
}

static void *from_a_queue(void *arg)
{
    struct job own;
    struct message m;
    if (mq_receive(*(mqd_t *)arg, (char *)&m, sizeof m, NULL) < 0)
        m.job = &own;
    m.job->count = 1; // expect: unproven global-write
    return NULL;
}

int main(void)
{
    pthread_t t[6];
    int fd[2];
    struct job *first = malloc(sizeof *first);
    if (pipe(fd) != 0 || write(fd[1], &first, sizeof first) < 0)
        return 1;
    pthread_create(&t[0], NULL, plain, &fd[0]);
    pthread_create(&t[1], NULL, list, &fd[0]); // expect: double-send
    pthread_create(&t[2], NULL, through_a_buffer, &fd[0]); // expect: double-send
    pthread_create(&t[3], NULL, byte_by_byte, &fd[0]); // expect: double-send
    pthread_create(&t[4], NULL, connection, &fd[0]); // expect: double-send
    pthread_create(&t[5], NULL, from_a_queue, &fd[0]); // expect: double-send
    for (int i = 0; i < 6; i++)
        pthread_join(t[i], NULL);
    return 0;
}
