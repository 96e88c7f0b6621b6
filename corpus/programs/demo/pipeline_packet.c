/* Packets: made by the stage that sends them, freed by the last one that receives them. */
#include "pipeline.h"

#include <stdlib.h>
#include <string.h>

/* Strips the newline, and a hyphen that joins the line to the next one. */
struct line *line_new(const char *text, size_t length)
{
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
        length--;
    bool joins_next = length > 0 && text[length - 1] == '-';
    if (joins_next)
        length--;

    struct line *l = malloc(sizeof *l + length + 1);
    if (l == NULL)
        die("out of memory");
    l->length = length;
    l->joins_next = joins_next;
    memcpy(l->text, text, length);
    l->text[length] = '\0';
    return l;
}

struct word *word_new(void)
{
    struct word *w = calloc(1, sizeof *w);
    if (w == NULL)
        die("out of memory");
    return w;
}

/* False when the word is full; what does not fit is dropped. */
bool word_append(struct word *w, char c)
{
    if (w->length == WORD_MAX)
        return false;
    w->text[w->length++] = c;
    w->text[w->length] = '\0';
    return true;
}

struct tally *tally_new(const char *text, unsigned long count)
{
    struct tally *t = malloc(sizeof *t);
    if (t == NULL)
        die("out of memory");
    t->count = count;
    snprintf(t->text, sizeof t->text, "%s", text);
    return t;
}
