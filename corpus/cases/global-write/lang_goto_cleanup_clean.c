/* The same without the counter. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct pair {
    char *key, *value;
};

static struct pair *pair_new(const char *key, const char *value)
{
    struct pair *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->key = strdup(key);
    if (!p->key)
        goto fail;
    p->value = strdup(value);
    if (!p->value)
        goto fail;
    return p;
fail:
    free(p->key);
    free(p);
    return NULL;
}

static void *worker(void *arg)
{
    struct pair *p = pair_new("colour", "blue");
    if (p) {
        p->key[0] = 'C';
        p->value[0] = 'B';
        free(p->key);
        free(p->value);
        free(p);
    }
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
