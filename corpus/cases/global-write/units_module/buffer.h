#ifndef BUFFER_H
#define BUFFER_H
#include <stddef.h>

struct buffer;

struct buffer *buffer_new(void);
int buffer_add(struct buffer *b, const char *s, size_t n);
const char *buffer_text(const struct buffer *b);
void buffer_free(struct buffer *b);

#endif
