/* The counter: a hash table of accounts, which it gives to the writer, one by one, when there are
 * no more entries. */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 64 };

struct table {
    struct account *buckets[BUCKETS];
    unsigned long accounts;
};

static unsigned hash(const char *s)
{
    unsigned h = 2166136261u;
    for (; *s != '\0'; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}

static struct account *account_new(const char *name)
{
    size_t length = strlen(name);
    struct account *a = malloc(sizeof *a + length + 1);
    if (a == NULL)
        return NULL;
    a->next = NULL;
    a->entries = 0;
    a->cents = 0;
    a->largest = 0;
    a->largest_text = NULL;
    memcpy(a->name, name, length + 1);
    return a;
}

/* The account of that name, a new one if there is none; NULL if there is no memory. */
static struct account *account_of(struct table *table, const char *name)
{
    struct account **bucket = &table->buckets[hash(name) % BUCKETS];
    for (struct account *a = *bucket; a != NULL; a = a->next)
        if (strcmp(a->name, name) == 0)
            return a;
    struct account *a = account_new(name);
    if (a == NULL)
        return NULL;
    a->next = *bucket;
    *bucket = a;
    table->accounts++;
    return a;
}

static bool add(struct table *table, const struct entry *e)
{
    struct account *a = account_of(table, e->field[1]);
    if (a == NULL)
        return false;
    a->entries++;
    a->cents += e->cents;
    if (labs(e->cents) > a->largest) {
        char *text = strdup(e->field[3]);
        if (text == NULL)
            return false;
        free(a->largest_text);
        a->largest = labs(e->cents);
        a->largest_text = text;
    }
    return true;
}

/* Takes an account off its bucket; NULL when all are gone. */
static struct account *take(struct table *table)
{
    for (unsigned i = 0; i < BUCKETS; i++) {
        struct account *a = table->buckets[i];
        if (a != NULL) {
            table->buckets[i] = a->next;
            a->next = NULL;
            return a;
        }
    }
    return NULL;
}

static void give_all(struct counter *self, struct table *table)
{
    struct account *a;
    while ((a = take(table)) != NULL) {
#if BUG == 3
        if (queue_send(self->out, a) && queue_send(self->out, a)) /* BUG 3: double-send */
            continue;
#else
        if (queue_send(self->out, a))
            continue;
#endif
        free(a->largest_text);
        free(a);
        self->failed = true;
    }
}

void *counter_run(void *argument)
{
    struct counter *self = argument;
    struct table table = {0};
    struct entry *e;
    while ((e = queue_receive(self->in)) != NULL) {
        if (!add(&table, e))
            self->failed = true;
        free(e);
    }
    self->accounts = table.accounts;
    give_all(self, &table);
    queue_close(self->out);
    return NULL;
}
