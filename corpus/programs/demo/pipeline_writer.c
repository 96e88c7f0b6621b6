/* The writer: keeps the most frequent words of all counters, in order, and prints them at the end.
 */
#include "pipeline.h"

#include <stdlib.h>
#include <string.h>

/* More frequent first, then by the alphabet: the result does not depend on which counter was
 * faster. */
static bool ranks_before(const struct tally *a, const struct tally *b)
{
    if (a->count != b->count)
        return a->count > b->count;
    return strcmp(a->text, b->text) < 0;
}

/* Takes the tally: it is kept, or freed, or pushes out another one that is freed. */
static void ranking_insert(struct ranking *r, struct tally *t)
{
    if (r->used == TOP) {
        if (!ranks_before(t, r->best[TOP - 1])) {
            free(t);
            return;
        }
        free(r->best[TOP - 1]);
        r->used--;
    }
    unsigned at = r->used;
    while (at > 0 && ranks_before(t, r->best[at - 1])) {
        r->best[at] = r->best[at - 1];
        at--;
    }
    r->best[at] = t;
    r->used++;
}

static void ranking_print(const struct ranking *r)
{
    for (unsigned i = 0; i < r->used; i++)
        printf("%7lu %s\n", r->best[i]->count, r->best[i]->text);
}

static void ranking_clear(struct ranking *r)
{
    for (unsigned i = 0; i < r->used; i++)
        free(r->best[i]);
    r->used = 0;
}

void *writer_run(void *argument)
{
    struct writer *self = argument;
    struct tally *t;

    while ((t = queue_receive(self->in)) != NULL) {
        self->distinct++;
        ranking_insert(&self->ranking, t);
    }
    ranking_print(&self->ranking);
    ranking_clear(&self->ranking);
    return NULL;
}
