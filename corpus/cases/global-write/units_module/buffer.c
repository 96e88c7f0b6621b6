/* An opaque type: made, grown and freed here. */
#include "buffer.h"
#include <stdlib.h>
#include <string.h>

struct buffer {
    char *text;
    size_t len, room;
};

struct buffer *buffer_new(void)
{
    return calloc(1, sizeof(struct buffer));
}

int buffer_add(struct buffer *b, const char *s, size_t n)
{
    if (b->len + n + 1 > b->room) {
        size_t room = 2 * (b->len + n + 1);
        char *text = realloc(b->text, room);
        if (!text)
            return -1;
        b->text = text;
        b->room = room;
    }
    memcpy(b->text + b->len, s, n);
    b->len += n;
    b->text[b->len] = '\0';
    return 0;
}

const char *buffer_text(const struct buffer *b)
{
    return b->text ? b->text : "";
}

void buffer_free(struct buffer *b)
{
    if (b)
        free(b->text);
    free(b);
}
