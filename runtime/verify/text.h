/* Text in a buffer of fixed size: what does not fit is left out. */
#ifndef FBP_VERIFY_TEXT_H
#define FBP_VERIFY_TEXT_H

#include <stddef.h>
#include <stdint.h>

struct text {
    char *at;
    size_t n, cap;
};

void text_init(struct text *t, char *buffer, size_t bytes);
void text_put(struct text *t, const char *s);
/* A name from outside: what could drive a terminal or begin another line is shown as '?'. */
void text_plain(struct text *t, const char *s);
void text_char(struct text *t, char c);
void text_number(struct text *t, uint64_t n);
void text_hex(struct text *t, uint64_t n); /* with 0x */
void text_pad(struct text *t, int blanks);
/* As in JSON, in quotes; NULL is null. */
void text_json(struct text *t, const char *s);

#endif
