/* All threads are given one configuration, of an immutable type, in what each gets. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct FBP_IMMUTABLE config {
    int least, most;
};

struct job {
    const struct config *config;
    int n, result;
};

static void *work(void *arg)
{
    struct job *j = arg;
    j->result = j->n > j->config->most ? j->config->most : j->n;
    return NULL;
}

static int run(const struct config *config)
{
    pthread_t t[4];
    struct job jobs[4];
    int sum = 0;
    for (int i = 0; i < 4; i++)
        jobs[i] = (struct job){.config = config, .n = i};
    for (int i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, work, &jobs[i]) != 0)
            exit(1);
    for (int i = 0; i < 4; i++) {
        pthread_join(t[i], NULL);
        sum += jobs[i].result;
    }
    return sum;
}

int main(void)
{
    struct config *c = malloc(sizeof *c);
    if (c == NULL)
        return 1;
    c->least = 1;
    c->most = 9;
    return run(c);
}
