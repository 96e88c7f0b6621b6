/* The splitter: cuts lines into words, letters only and in lower case.
 *
 * A word that a hyphen cuts at the end of a line is not finished: the splitter keeps it, in `open`,
 * and goes on with it in the next line. Only a finished word is sent, and after that the splitter
 * has no pointer to it.
 *
 * -DPLANT_KEEP builds in the mistake that everybody makes once who writes components with outboxes,
 * in the manner of MiniAxon: append an object to the outbox, from where it is delivered when the
 * step is over, and keep it. Here a cut word is put into the outbox with the other words of its
 * line, is kept because the next line goes on with it, and grows when it is no longer the
 * splitter's. The outbox is a static array, as in a program whose first version had one thread. */
#include "pipeline.h"

#include <ctype.h>
#include <stdlib.h>

#ifdef PLANT_KEEP
static struct word *outbox[64];
static size_t outbox_used;

static void outbox_deliver(struct queue *out)
{
    for (size_t i = 0; i < outbox_used; i++)
        queue_send(out, outbox[i]);
    outbox_used = 0;
}

static void emit(struct splitter *self, struct word *w)
{
    if (outbox_used == sizeof outbox / sizeof outbox[0])
        outbox_deliver(self->out);
    outbox[outbox_used++] = w;
    self->words++;
}
#else
static void emit(struct splitter *self, struct word *w)
{
    self->words++;
    queue_send(self->out, w);
}
#endif

/* A word is complete; `open` is the one that the line before left open, or NULL. */
static void finish(struct splitter *self, struct word *w, const struct word *open)
{
#ifdef PLANT_KEEP
    if (w == open) /* it is in the outbox already */
        return;
#else
    (void)open;
#endif
    emit(self, w);
}

/* Takes the word left open by the line before; returns the one that this line leaves open, or NULL.
 */
static struct word *split_line(struct splitter *self, const struct line *l, struct word *open)
{
    struct word *w = open;
    for (size_t i = 0; i < l->length; i++) {
        unsigned char c = (unsigned char)l->text[i];
        if (isalpha(c)) {
            if (w == NULL)
                w = word_new();
            word_append(w, (char)tolower(c));
        } else if (w != NULL) {
            finish(self, w, open);
            w = NULL;
        }
    }
    if (w != NULL && !l->joins_next) {
        finish(self, w, open);
        w = NULL;
    }
#ifdef PLANT_KEEP
    if (w != NULL && w != open)
        emit(self, w);
    outbox_deliver(self->out);
#endif
    return w;
}

void *splitter_run(void *argument)
{
    struct splitter *self = argument;
    struct word *open = NULL;
    struct line *l;

    while ((l = queue_receive(self->in)) != NULL) {
        open = split_line(self, l, open);
        free(l);
    }
    if (open != NULL)
        finish(self, open, open);
    queue_close(self->out);
    return NULL;
}
