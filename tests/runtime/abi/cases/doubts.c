// clang-format off
// trap sure: use-after-send main writes 8 bytes;given to task 'work'
// trap again: double-send
// trap noted_whole: use-after-send main writes 8 bytes
// trap noted_element: use-after-send main writes 8 bytes
// trap single: use-after-send main writes 8 bytes
// trap not_an_array: use-after-send main writes 8 bytes
// trap fixed_sure: use-after-send main writes 8 bytes
// trap below: use-after-send main writes 8 bytes
// trap fixed_below: use-after-send main writes 8 bytes
// clang-format on
/* R23: what is lent in an unknown form is an element, or all of its array. Only what is sure is
 * reported, and what hangs below each element goes with it. */
#include <stdbool.h>

#include "by_hand.h"

struct part {
    long n;
};
struct job {
    long in, out;
    struct part *part;
    struct job *all;
};
TYPE(of_part, struct part, {0});
TYPE(of_job, struct job, {16, 0, &of_part}, {24, 0, NULL});

static const char *mode = "";
static struct job fixed[3];
static const struct fbp_global globals[] = {{&fixed, sizeof fixed, "fixed", 0}};

static int is(const char *name)
{
    return strcmp(mode, name) == 0;
}

static void *work(void *arg)
{
    struct job *j = arg;
    WRITE(&j->out, READ(&j->in) * 2);
    WRITE(&j->part->n, READ(&j->out));
    return NULL;
}

static void *work_all(void *arg)
{
    struct job *jobs = arg;
    for (int i = 0; i < 3; i++)
        WRITE(&jobs[i].out, READ(&jobs[i].in));
    return NULL;
}

static void *work_one(void *arg)
{
    struct job *j = arg;
    WRITE(&j->out, READ(&j->in) * 2);
    return NULL;
}

static pthread_t lend(struct job *j)
{
    return start_as(work, j, FBP_FORM_UNKNOWN, &of_job);
}

static void note(void *pointer, uint64_t form)
{
    __fbp_passed[1].pointer = pointer;
    __fbp_passed[1].form = form;
}

/* Each is set up, and started, in turn. */
static void each(struct job *jobs, const char *touch, const char *below)
{
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
        WRITE(&jobs[i].part, malloc(sizeof(struct part)));
        WRITE(&jobs[i].part->n, 0);
    }
    for (int i = 0; i < 3; i++) {
        WRITE(&jobs[i].in, i);
        WRITE(&jobs[i].part->n, i);
        threads[i] = lend(&jobs[i]);
        if (is(touch) && i == 0)
            WRITE(&jobs[i].in, 7);
        if (is(below) && i == 0)
            WRITE(&jobs[i].part->n, 7);
        if (is("again") && i == 0)
            lend(&jobs[i]);
    }
    for (int i = 0; i < 3; i++)
        join(threads[i]);
    for (int i = 0; i < 3; i++)
        if (READ(&jobs[i].out) != i * 2)
            abort();
}

/* All of it is meant. */
static void all(struct job *jobs)
{
    for (int i = 0; i < 3; i++)
        WRITE(&jobs[i].in, i);
    join(start_as(work_all, jobs, FBP_FORM_UNKNOWN, &of_job));
    if (READ(&jobs[2].out) != 2)
        abort();
}

/* A caller knows more. The task keeps to what it was lent: else there are two reports to come, and
 * the thread that is quicker makes its own. */
static void noted(struct job *jobs)
{
    bool element = is("noted_element");
    note(jobs, element ? sizeof *jobs : FBP_FORM_WHOLE);
    pthread_t thread = start_as(element ? work_one : work_all, jobs, FBP_FORM_UNKNOWN, &of_job);
    note(NULL, 0);
    if (is("noted_whole"))
        WRITE(&jobs[2].in, 7);
    if (is("noted_element"))
        WRITE(&jobs[0].in, 7);
    join(thread);
}

/* No array of it, whatever is behind. */
static void alone(size_t more)
{
    struct job *j = calloc(1, sizeof *j + more);
    long *last = (long *)(void *)((char *)j + sizeof *j + more) - 1;
    WRITE(&j->part, calloc(1, sizeof(struct part)));
    pthread_t thread = lend(j);
    if (more == 0)
        last = &j->out;
    if (is(more == 0 ? "single" : "not_an_array"))
        WRITE(last, 7);
    join(thread);
}

int main(int argc, char **argv)
{
    mode = argc > 1 ? argv[1] : "";
    __fbp_module(globals, globals + LENGTH(globals));
    struct job *jobs = calloc(3, sizeof *jobs), *others = calloc(3, sizeof *others);
    join(start(work_all, others)); /* from now on there are tags */
    each(jobs, "sure", "below");
    each(fixed, "fixed_sure", "fixed_below");
    all(calloc(3, sizeof *jobs));
    if (is("noted_whole") || is("noted_element"))
        noted(others);
    alone(0);
    alone(8);
    return 0;
}
