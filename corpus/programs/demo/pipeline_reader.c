/* The reader: one packet for each line of its input. */
#include "pipeline.h"

#include <stdlib.h>

void *reader_run(void *argument)
{
    struct reader *self = argument;
    char *buffer = NULL;
    size_t size = 0;
    ssize_t length;

    while ((length = getline(&buffer, &size, self->input)) >= 0) {
        self->lines++;
        queue_send(self->out, line_new(buffer, (size_t)length));
    }
    free(buffer);
    queue_close(self->out);
    return NULL;
}
