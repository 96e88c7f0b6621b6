/* A client keeps what it submits in its table, to match answers with: there it finds what it has sent. */
#include <fbp/annotate.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct job {
    int number;
    int answer;
};

struct results {
    unsigned printed;
    struct job *waiting[16];
};

bool q_try_send(struct queue *q, void *packet) FBP_SENDS_IF(2, "nonzero");
void *q_receive(struct queue *q) FBP_RECEIVES;

static void collect(struct results *r, struct queue *done)
{
    struct job *job = q_receive(done);
    if (job == NULL)
        return;
    r->waiting[job->number % 16] = job;
    while ((job = r->waiting[r->printed % 16]) != NULL) {
        r->waiting[r->printed++ % 16] = NULL;
        printf("%d\n", job->answer); // expect: unproven use-after-send
        free(job); // expect: unproven use-after-send
    }
}

static void submit(struct results *r, struct queue *todo, struct queue *done, struct job *job)
{
    r->waiting[job->number % 16] = job;
    while (!q_try_send(todo, job)) // expect: unproven send-aliased
        collect(r, done);
}

static void submit_all(struct results *r, struct queue *todo, struct queue *done, FILE *log)
{
    for (int i = 0; i < 100; i++) {
        struct job *job = malloc(sizeof *job);
        if (job == NULL)
            return;
        job->number = i;
        fprintf(log, "%d\n", job->number);
        submit(r, todo, done, job);
    }
}

FBP_TASK void client(struct queue *todo, struct queue *done)
{
    struct results r = {0};
    submit_all(&r, todo, done, stderr);
    collect(&r, done);
}
