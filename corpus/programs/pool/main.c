/* pool: answers questions about numbers, one of each line of the input, with several threads.
 *
 * main submits jobs and collects them as they are done; what is done too early waits in a table
 * until its turn to be printed comes, so the output is in the order of the input whatever the
 * threads do. */
#include "pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { JOBS_MAX = 256, WORKERS = 4 };

struct results {
    unsigned submitted, collected, printed;
    struct job *waiting[JOBS_MAX]; /* by number */
};

static void print(const struct job *job)
{
    if (job->failed)
        printf("%3u  ?\n", job->number);
    else
        printf("%3u  %-9s %lu %lu: %s\n", job->number, job->method->name, job->from, job->to,
               job->answer);
}

/* Takes one job that is done, and prints all whose turn it is. */
static void collect(struct results *r, struct queue *done)
{
    struct job *job = queue_get(done);
    r->waiting[job->number] = job;
    r->collected++;
    while (r->printed < r->submitted && (job = r->waiting[r->printed]) != NULL) {
        r->waiting[r->printed] = NULL;
        r->printed++;
        print(job);
        job_free(job);
    }
}

/* The queue of what is to do may be full, and that of what is done as well: then something is
 * collected first. */
static void submit(struct results *r, struct pool *pool, struct job *job)
{
    r->submitted++;
    while (!queue_try_put(&pool->todo, job))
        collect(r, &pool->done);
#if BUG == 3
    queue_put(&pool->todo, job); /* BUG 3: double-send */
#endif
}

static bool submit_all(struct results *r, struct pool *pool, FILE *input)
{
    char line[128];
    while (r->submitted < JOBS_MAX && fgets(line, sizeof line, input) != NULL) {
        struct job *job = job_new(r->submitted, line);
        if (job == NULL)
            return false;
        submit(r, pool, job);
    }
    return true;
}

int main(int argc, char **argv)
{
    FILE *input = argc > 1 ? fopen(argv[1], "r") : stdin;
    if (input == NULL) {
        perror(argv[1]);
        return EXIT_FAILURE;
    }
    struct pool pool;
    struct results results = {0};
    int error = pool_start(&pool, WORKERS);
    if (error != 0) {
        fprintf(stderr, "pool: %s\n", strerror(error));
        return EXIT_FAILURE;
    }
    bool complete = submit_all(&results, &pool, input);
    while (results.collected < results.submitted)
        collect(&results, &pool.done);
    pool_stop(&pool);
    unsigned jobs = 0, failures = 0;
    for (unsigned i = 0; i < pool.count; i++) {
        jobs += pool.workers[i].jobs;
        failures += pool.workers[i].failures;
    }
    printf("%u jobs, %u failed\n", jobs, failures);
    if (input != stdin)
        fclose(input);
    return complete ? EXIT_SUCCESS : EXIT_FAILURE;
}
