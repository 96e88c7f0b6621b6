/* Whose sets are made while a body is worked on, and which of them it still has afterwards.
 *
 * B-H3. A body keeps every set that one of these names, and what a set names is nothing else: its
 * in-states, what was collected at its returns, its exits, its records. B-H4. What was looked up by
 * sets that are forgotten is forgotten with them: joins of images; what was found out about
 * memories, for whose images new numbers are given out (memory.c). */
#include "solve/body.h"

static struct set_table *table_of(const struct body *b)
{
    return &b->s->sets;
}

static void mark_image(const struct body *b, struct image *m)
{
    if (m == NULL)
        return;
    for (uint32_t i = 0; i < m->len; i++)
        shelf_mark(table_of(b), m->data[i].set);
    m->epochs[0] = m->epochs[1] = m->graph = 0;
}

static void mark_state(const struct body *b, const struct state *st)
{
    mark_image(b, st->mem);
    for (uint32_t i = 0; i < st->vals.len; i++)
        shelf_mark(table_of(b), st->vals.data[i].set);
}

static void mark_parts(const struct body *b, const struct parts *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        mark_state(b, &p->list[i]);
}

static void mark_exit(const struct body *b, const struct exit *x)
{
    mark_image(b, x->mem);
    for (uint32_t i = 0; i < x->results.len; i++)
        shelf_mark(table_of(b), x->results.data[i]);
}

static void mark_records(const struct body *b)
{
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        shelf_mark(table_of(b), b->accesses.data[i].targets);
        shelf_mark(table_of(b), b->accesses.data[i].member);
        shelf_mark(table_of(b), b->accesses.data[i].given);
        shelf_mark(table_of(b), b->accesses.data[i].format_is);
    }
    for (uint32_t i = 0; i < b->storings.len; i++) {
        shelf_mark(table_of(b), b->storings.data[i].at);
        shelf_mark(table_of(b), b->storings.data[i].value);
    }
    for (uint32_t i = 0; i < b->points.len; i++) {
        const struct point *p = &b->points.data[i];
        for (enum mark m = 0; m <= MARKS; m++)
            shelf_mark(table_of(b), p->marks[m]);
        for (uint32_t k = 0; k < p->nloans; k++)
            shelf_mark(table_of(b), p->loans[k].set);
    }
    for (uint32_t i = 0; i < b->calls.len; i++)
        for (uint32_t k = 0; k < b->calls.data[i].nbind; k++)
            shelf_mark(table_of(b), b->calls.data[i].bind[k]);
}

struct set_shelf *body_sets_open(struct body *b)
{
    return shelf_use(table_of(b), &b->sets);
}

void body_sets_close(struct body *b, struct set_shelf *outer)
{
    for (uint32_t i = 0; i < b->f->nblocks; i++)
        mark_parts(b, &b->in[i]);
    mark_state(b, &b->returned);
    mark_parts(b, &b->returned_parts);
    mark_exit(b, &b->exit);
    for (uint32_t i = 0; i < b->nclasses; i++)
        mark_exit(b, &b->classes[i]);
    mark_records(b);
    images_forget_joins(&b->s->images);
    shelf_sweep(table_of(b));
    shelf_use(table_of(b), outer);
}
