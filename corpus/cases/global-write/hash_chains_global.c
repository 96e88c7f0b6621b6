/* A hash table with chains that all tasks fill: buckets, chained entries and what they count. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    struct entry *next;
    char key[16];
    int count;
};

struct table {
    struct entry *buckets[16];
    int entries;
};

static struct table words;

static unsigned hash(const char *s)
{
    unsigned h = 5381;
    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h;
}

static struct entry *find(struct table *t, const char *key, int create)
{
    struct entry **slot = &t->buckets[hash(key) % 16];
    for (struct entry *e = *slot; e; e = e->next)
        if (strcmp(e->key, key) == 0)
            return e;
    if (!create)
        return NULL;
    struct entry *e = calloc(1, sizeof *e);
    if (e) {
        strncpy(e->key, key, sizeof e->key - 1);
        e->next = *slot;
        *slot = e;    // expect: global-write
        t->entries++; // expect: global-write
    }
    return e;
}

static void *worker(void *arg)
{
    struct entry *e = find(&words, arg, 1);
    if (e)
        e->count++; // expect: global-write
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    static char names[2][16] = {"one", "two"};
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, worker, names[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return words.entries;
}
