/* A job's address goes down a pipe: from then on whoever reads there may have it. Its bytes alone
 * give nothing away, nor does the address of what no task reads. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

struct job {
    long count;
    struct job *next;
};

struct request {
    int kind;
    struct job *job;
    char text[16];
};

static void post(int fd, const void *bytes, size_t size)
{
    while (write(fd, bytes, size) < 0)
        ;
}

static void *through_a_pipe(void *arg)
{
    struct job *j = malloc(sizeof *j), *kept = malloc(sizeof *kept);
    j->count = kept->count = 1;
    post(*(int *)arg, &j, sizeof j);
    j->count = 2; // expect: unproven global-write
    kept->count = 2;
    post(*(int *)arg, kept, sizeof kept->count);
    kept->count = 3;
    free(kept);
    return NULL;
}

static void *in_a_struct(void *arg)
{
    struct request r = {1, malloc(sizeof *r.job), "one"};
    r.job->count = 1;
    r.job->next = NULL;
    send(*(int *)arg, &r, sizeof r, 0);
    r.kind = 2;
    r.job->count = 2; // expect: unproven global-write
    return NULL;
}

static void *behind_a_struct(void *arg)
{
    struct job *j = malloc(sizeof *j), *next = malloc(sizeof *next);
    struct iovec parts[2] = {{j, sizeof *j}, {"done", 4}};
    j->count = 1;
    j->next = next;
    writev(*(int *)arg, parts, 2);
    j->count = 2;
    next->count = 2; // expect: unproven global-write
    return NULL;
}

static void *by_a_file(void *arg)
{
    struct job *j = malloc(sizeof *j);
    char line[32] = "text";
    FILE *f = fdopen(*(int *)arg, "w");
    fwrite(line, 1, sizeof line, f);
    line[0] = 'T';
    fwrite(&j, sizeof j, 1, f);
    line[1] = 'E';
    j->count = 1; // expect: unproven global-write
    return NULL;
}

static void *by_a_part(void *arg)
{
    struct job *j = malloc(sizeof *j);
    const char *bytes = (const char *)&j;
    for (unsigned i = 0; i < sizeof j; i++)
        write(*(int *)arg, bytes + i, 1);
    j->count = 1; // expect: unproven global-write
    return NULL;
}

int main(void)
{
    pthread_t t[5];
    int fd[2];
    if (pipe(fd) != 0)
        return 1;
    pthread_create(&t[0], NULL, through_a_pipe, &fd[1]);
    pthread_create(&t[1], NULL, in_a_struct, &fd[1]); // expect: double-send
    pthread_create(&t[2], NULL, behind_a_struct, &fd[1]); // expect: double-send
    pthread_create(&t[3], NULL, by_a_file, &fd[1]); // expect: double-send
    pthread_create(&t[4], NULL, by_a_part, &fd[1]); // expect: double-send
    for (int i = 0; i < 5; i++)
        pthread_join(t[i], NULL);
    return 0;
}
