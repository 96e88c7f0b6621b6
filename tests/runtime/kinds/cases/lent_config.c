// trap: use-after-send
/* A static variable leads to what the task is given, so main may go on to read it; it changes it
 * before the join. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct config {
    int limit;
};
struct job {
    const struct config *config;
    int sum;
};

static struct config *config;

static void *work(void *argument)
{
    struct job *job = argument;
    for (int i = 0; i < job->config->limit; i++)
        job->sum += i;
    return NULL;
}

int main(int argc, char **argv)
{
    (void)argv;
    config = malloc(sizeof *config);
    if (config == NULL)
        return 1;
    config->limit = 4;
    struct job job = {config, 0};
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, &job) != 0)
        return 1;
    if (argc > 1)
        config->limit = 5; // trap
    int limit = config->limit;
    pthread_join(thread, NULL);
    printf("%d below %d\n", job.sum, limit);
    free(config);
    return 0;
}
