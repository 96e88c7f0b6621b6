/* getline writes into the buffer that it made before. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static char *shown;

static size_t count(FILE *in)
{
    char *line = NULL;
    size_t size = 0, n = 0;
    while (getline(&line, &size, in) >= 0)
        n++;
    free(line);
    return n;
}

static void *worker(void *arg)
{
    FILE *in = arg;
    char *line = NULL;
    size_t size = 0;
    if (getline(&line, &size, in) < 0)
        return NULL;
    shown = line;              // expect: global-write
    getline(&line, &size, in); // expect: unproven global-write
    return (void *)count(in);
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, stdin) != 0)
        return 1;
    pthread_join(t, NULL);
    return shown != NULL;
}
