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

void *writer_run(void *argument)
{
    struct writer *self = argument;
    struct message *m;
    while ((m = queue_receive(self->in)) != NULL) {
        self->pending[m->number % PENDING] = m;
        while ((m = self->pending[self->next % PENDING]) != NULL) {
            self->pending[self->next % PENDING] = NULL;
            self->next++;
            write_message(self, m);
            free(m);
        }
    }
    return NULL;
}
