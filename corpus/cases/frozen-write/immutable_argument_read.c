/* The same configuration, which the workers only read, beside their own results. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE config {
    int level;
};

struct job {
    const struct config *config;
    int result;
};

static void *worker(void *argument)
{
    struct job *j = argument;
    j->result = j->config->level * 2;
    return NULL;
}

int main(void)
{
    pthread_t t;
    struct config *c = malloc(sizeof *c);
    struct job j = {0};
    if (c == NULL)
        return 1;
    c->level = 1;
    j.config = c;
    pthread_create(&t, NULL, worker, &j);
    pthread_join(t, NULL);
    return j.result;
}
