/* Kinds of jobs, and how they are read. Each kind is a function that gets the job alone, so any
 * number of them can work at a time. */
#include "job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void answer(struct job *job, unsigned long value)
{
    snprintf(job->answer, sizeof job->answer, "%lu", value);
}

/* How many primes there are in [from, to]; a sieve of all numbers up to there. */
static void work_primes(struct job *job)
{
    unsigned long count = 0;
    unsigned char *composite = calloc(job->to + 1, 1);
    if (composite == NULL) {
        job->failed = true;
        return;
    }
    for (unsigned long n = 2; n <= job->to; n++) {
        if (composite[n])
            continue;
        if (n >= job->from)
            count++;
        for (unsigned long m = n * n; m <= job->to; m += n)
            composite[m] = 1;
    }
    free(composite);
    answer(job, count);
}

static unsigned long collatz_length(unsigned long n)
{
    unsigned long length = 1;
    for (; n != 1; length++)
        n = n % 2 == 0 ? n / 2 : 3 * n + 1;
    return length;
}

/* The number in [from, to] with the longest Collatz sequence. */
static void work_collatz(struct job *job)
{
    unsigned long best = job->from, best_length = 0;
    for (unsigned long n = job->from; n <= job->to; n++) {
        unsigned long length = collatz_length(n);
        if (length > best_length) {
            best = n;
            best_length = length;
        }
    }
    snprintf(job->answer, sizeof job->answer, "%lu (%lu steps)", best, best_length);
}

/* The sum of the digits of n!, in an array of decimal digits. */
static void work_factorial(struct job *job)
{
    enum { DIGITS = 3000 };
    unsigned char digits[DIGITS] = {1};
    size_t used = 1;
    for (unsigned long n = 2; n <= job->from; n++) {
        unsigned long carry = 0;
        for (size_t i = 0; i < used || carry != 0; i++) {
            if (i == DIGITS) {
                job->failed = true;
                return;
            }
            if (i == used)
                digits[used++] = 0;
            carry += digits[i] * n;
            digits[i] = (unsigned char)(carry % 10);
            carry /= 10;
        }
    }
    unsigned long sum = 0;
    for (size_t i = 0; i < used; i++)
        sum += digits[i];
    answer(job, sum);
}

static const struct method methods[] = {
    {"primes", 2, work_primes},
    {"collatz", 2, work_collatz},
    {"factorial", 1, work_factorial},
};

static const struct method *method_find(const char *name)
{
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}

struct job *job_new(unsigned number, const char *line)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return NULL;
    char name[16] = "";
    job->number = number;
    job->from = job->to = 0;
    job->answer[0] = '\0';
    int read = sscanf(line, "%15s %lu %lu", name, &job->from, &job->to);
    job->method = method_find(name);
    job->failed = job->method == NULL || read != (int)job->method->arguments + 1 ||
                  (job->method->arguments == 2 && job->from > job->to) || job->from == 0;
    return job;
}

void job_work(struct job *job)
{
    if (!job->failed)
        job->method->work(job);
}

void job_free(struct job *job)
{
    free(job);
}
