/* The writer: the log, in the order in which messages came. */
#include "server.h"

#include <stdlib.h>

static void write_message(struct writer *self, const struct message *m)
{
    if (!m->wanted)
        return;
    fprintf(self->output, "%04u %-7s %s\n", m->number, level_name(m->level), m->text);
    self->written[m->level]++;
}

/* For so many messages from the next one on; each keeps to its number. */
static bool make_room(struct writer *self, unsigned needed)
{
    unsigned room = self->room == 0 ? 256 : 2 * self->room;
    while (room < needed)
        room *= 2;
    struct message **pending = calloc(room, sizeof pending[0]);
    if (pending == NULL)
        return false;
    for (unsigned i = self->next; i - self->next < self->room; i++)
        pending[i % room] = self->pending[i % self->room];
    free(self->pending);
    self->pending = pending;
    self->room = room;
    return true;
}

void *writer_run(void *argument)
{
    struct writer *self = argument;
    struct message *m;
    while ((m = queue_receive(self->in)) != NULL) {
        if (m->number - self->next >= self->room && !make_room(self, m->number - self->next + 1)) {
            fputs("logserver: out of memory\n", stderr);
            exit(EXIT_FAILURE);
        }
        self->pending[m->number % self->room] = m;
        while ((m = self->pending[self->next % self->room]) != NULL) {
            self->pending[self->next % self->room] = NULL;
            self->next++;
            write_message(self, m);
            free(m);
        }
    }
    free(self->pending);
    return NULL;
}
