/* A shared variable given to a task is not lent: what it points to is everybody's to see. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct settings {
    int rounds;
};

static struct settings *current FBP_SHARED("replaced as a whole");
static struct settings *given;

static void *worker(void *arg)
{
    struct settings **s = arg;
    if (*s)
        (*s)->rounds = 1; // expect: global-write
    return NULL;
}

static void *own(void *arg)
{
    struct settings **s = arg;
    if (*s)
        (*s)->rounds = 1;
    *s = NULL;
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    current = calloc(1, sizeof *current);
    given = calloc(1, sizeof *given);
    if (pthread_create(&t[0], NULL, worker, &current) != 0)
        return 1;
    if (pthread_create(&t[1], NULL, own, &given) == 0)
        pthread_join(t[1], NULL);
    pthread_join(t[0], NULL);
    return 0;
}
