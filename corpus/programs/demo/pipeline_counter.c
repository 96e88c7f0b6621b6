/* A counter: counts the words it receives in a table that nobody else can see, and at the end of
 * the stream sends one tally for each distinct word. There are several; equal words come to the
 * same one. */
#include "pipeline.h"

#include <stdlib.h>

void *counter_run(void *argument)
{
    struct counter *self = argument;
    struct table *table = table_new();
    struct word *w;

    while ((w = queue_receive(self->in)) != NULL) {
        table_add(table, w);
        self->counted++;
        free(w);
    }
    for (size_t i = 0; i < table_size(table); i++)
        queue_send(self->out, table_tally(table, i));
    table_free(table);
    queue_close(self->out);
    return NULL;
}
