/* A job: a question about numbers, and its answer. */
#ifndef JOB_H
#define JOB_H

#include <stdbool.h>
#include <stddef.h>

enum { JOB_TEXT = 80 };

struct job;

/* A kind of job, by the word with which its line begins. */
struct method {
    const char *name;
    unsigned arguments;
    void (*work)(struct job *job);
};

struct job {
    unsigned number; /* in the order of the input */
    const struct method *method;
    unsigned long from, to;
    bool failed;
    char answer[JOB_TEXT];
};

/* A new job as a line of the input asks for it, NULL if there is no memory. A line that nobody
 * understands makes a job that has failed. */
struct job *job_new(unsigned number, const char *line);
void job_work(struct job *job);
void job_free(struct job *job);

#endif
