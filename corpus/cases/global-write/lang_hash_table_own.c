/* A hash table with chains, made, filled, searched, changed and dropped by one task. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    struct entry *next;
    int count;
    char key[];
};
struct table {
    struct entry *buckets[16];
    int n;
};

static unsigned hash(const char *s)
{
    unsigned h = 5381;
    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h;
}

static struct entry *find(struct table *t, const char *key)
{
    struct entry **at = &t->buckets[hash(key) % 16];
    for (struct entry *e = *at; e; e = e->next)
        if (strcmp(e->key, key) == 0)
            return e;
    struct entry *e = calloc(1, sizeof *e + strlen(key) + 1);
    if (!e)
        abort();
    strcpy(e->key, key);
    e->next = *at;
    *at = e;
    t->n++;
    return e;
}

static void *worker(void *arg)
{
    struct table *t = calloc(1, sizeof *t);
    if (!t)
        return 0;
    find(t, "one")->count++;
    find(t, "two")->count++;
    find(t, "one")->count++;
    *(int *)arg = t->n;
    for (int i = 0; i < 16; i++)
        while (t->buckets[i]) {
            struct entry *e = t->buckets[i];
            t->buckets[i] = e->next;
            free(e);
        }
    free(t);
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 0;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
