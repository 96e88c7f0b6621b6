/* A struct of buffers, made and dropped by helper functions, passed around by pointer. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct job {
    unsigned char *in, *out;
    size_t n;
    struct {
        int level;
        char *name;
    } options;
};

static int job_init(struct job *j, size_t n)
{
    memset(j, 0, sizeof *j);
    j->in = malloc(n);
    j->out = malloc(n);
    j->options.name = strdup("none");
    j->n = n;
    return j->in && j->out && j->options.name ? 0 : -1;
}

static void job_run(struct job *j)
{
    const unsigned char *in = j->in;
    unsigned char *out = j->out;
    memset(j->in, 'x', j->n);
    while (in < j->in + j->n)
        *out++ = *in++ ^ 0x55;
    j->options.level++;
    j->options.name[0] = 'N';
}

static void job_drop(struct job *j)
{
    free(j->in);
    free(j->out);
    free(j->options.name);
}

static void *worker(void *arg)
{
    struct job j;
    if (job_init(&j, 64) == 0)
        job_run(&j);
    job_drop(&j);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
