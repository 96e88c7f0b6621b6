// trap: frozen-write
#include "queue.h"

struct FBP_IMMUTABLE config {
    int level;
    int retries;
};

struct connection {
    const struct config *config;
    int failures;
};

static void adapt(struct config *c, int failures)
{
    if (failures > 2)
        c->retries = failures; // trap
}

static void *talk(void *argument)
{
    struct connection *c = argument;
    for (int i = 0; i < c->failures; i++)
        if (i > c->config->retries)
            break;
    return NULL;
}

int main(int argc, char **argv)
{
    (void)argv;
    struct config *config = malloc(sizeof *config);
    config->level = 1;
    config->retries = 5;
    struct connection c = {config, argc > 1 ? 4 : 1};
    pthread_t talker;
    if (pthread_create(&talker, NULL, talk, &c) != 0)
        return 1;
    adapt(config, argc > 1 ? 4 : 1);
    pthread_join(talker, NULL);
    return 0;
}
