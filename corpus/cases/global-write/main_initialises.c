/* What main sets up before the first start is silent: tables, lists, settings from the command line. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct settings {
    int verbose;
    char name[32];
};

static struct settings settings;
static int squares[16];
static char *greeting;

static void parse(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "-v") == 0)
            settings.verbose++;
        else
            strncpy(settings.name, argv[i], sizeof settings.name - 1);
}

static void *worker(void *arg)
{
    size_t *out = arg;
    *out = (size_t)squares[3] + strlen(settings.name) + strlen(greeting) + (size_t)settings.verbose;
    return 0;
}

int main(int argc, char **argv)
{
    pthread_t t;
    size_t n;
    parse(argc, argv);
    for (int i = 0; i < 16; i++)
        squares[i] = i * i;
    greeting = strdup("hello");
    if (!greeting)
        return 1;
    greeting[0] = 'H';
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    free(greeting);
    greeting = NULL;
    return (int)n;
}
