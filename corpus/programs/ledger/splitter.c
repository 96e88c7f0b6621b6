/* The splitter: makes entries of lines. An entry has a copy of the line's text, cut in place, and
 * pointers into it. */
#include "ledger.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool entry_cut(struct entry *e)
{
    char *p = e->text;
    for (unsigned i = 0; i < FIELDS; i++) {
        if (p == NULL)
            return false;
        e->field[i] = p;
        p = strchr(p, ';');
        if (p != NULL)
            *p++ = '\0';
    }
    return p == NULL;
}

bool parse_cents(const char *text, long *cents)
{
    bool negative = *text == '-';
    if (negative)
        text++;
    if (!isdigit((unsigned char)*text))
        return false;
    long value = 0;
    for (; isdigit((unsigned char)*text); text++)
        value = value * 10 + (*text - '0');
    value *= 100;
    if (*text == '.') {
        if (!isdigit((unsigned char)text[1]) || !isdigit((unsigned char)text[2]))
            return false;
        value += (text[1] - '0') * 10 + (text[2] - '0');
        text += 3;
    }
    *cents = negative ? -value : value;
    return *text == '\0';
}

/* The entry of a line, or NULL with *rejected set if the line is none. */
static struct entry *entry_new(const struct line *l, bool *rejected)
{
    struct entry *e = malloc(sizeof *e + l->length + 1);
    *rejected = false;
    if (e == NULL)
        return NULL;
    e->line = l->number;
    memcpy(e->text, l->text, l->length + 1);
    if (entry_cut(e) && parse_cents(e->field[2], &e->cents))
        return e;
    free(e);
    *rejected = true;
    return NULL;
}

static void split(struct splitter *self, const struct line *l)
{
    bool rejected;
    struct entry *e = entry_new(l, &rejected);
    if (e == NULL) {
        if (rejected)
            self->rejected++;
        else
            self->failed = true;
        return;
    }
    self->entries++;
    if (!queue_send(self->out, e)) {
        free(e);
        self->failed = true;
    }
#if BUG == 2
    static unsigned long total;
    total++; /* BUG 2: global-write */
    if (total % 1000 == 0)
        fprintf(stderr, "%lu entries\n", total);
#endif
}

void *splitter_run(void *argument)
{
    struct splitter *self = argument;
    struct line *l;
    while ((l = queue_receive(self->in)) != NULL) {
        split(self, l);
        free(l);
    }
    queue_close(self->out);
    return NULL;
}
