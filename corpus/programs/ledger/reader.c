/* The reader: a packet for each line of the input. */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

static struct line *line_new(const char *text, size_t length, unsigned long number)
{
    struct line *l = malloc(sizeof *l + length + 1);
    if (l == NULL)
        return NULL;
    l->number = number;
    l->length = length;
    memcpy(l->text, text, length);
    l->text[length] = '\0';
    return l;
}

/* Comments and empty lines are not passed on. */
static bool is_blank(const struct line *l)
{
    return l->length == 0 || l->text[0] == '#';
}

static bool read_all(struct reader *self)
{
    char *buffer = NULL;
    size_t size = 0;
    ssize_t length;
    bool ok = true;
    while (ok && (length = getline(&buffer, &size, self->input)) >= 0) {
        if (length > 0 && buffer[length - 1] == '\n')
            length--;
        self->lines++;
        struct line *l = line_new(buffer, (size_t)length, self->lines);
        if (l == NULL) {
            ok = false;
        } else if (is_blank(l)) {
            free(l);
        } else if (!queue_send(self->out, l)) {
            free(l);
            ok = false;
        }
#if BUG == 1
        else if (l->length > 200) /* BUG 1: use-after-send */
            fprintf(stderr, "line %lu is long\n", self->lines);
#endif
    }
    free(buffer);
    return ok;
}

void *reader_run(void *argument)
{
    struct reader *self = argument;
    self->failed = !read_all(self) || ferror(self->input);
    queue_close(self->out);
    return NULL;
}
