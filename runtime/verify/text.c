/* A formatter without stdio, for reports. */
#include "text.h"

void text_init(struct text *t, char *buffer, size_t bytes)
{
    *t = (struct text){.at = buffer, .cap = bytes};
}

void text_char(struct text *t, char c)
{
    if (t->n < t->cap)
        t->at[t->n++] = c;
}

void text_put(struct text *t, const char *s)
{
    for (; s != NULL && *s != '\0'; s++)
        text_char(t, *s);
}

void text_plain(struct text *t, const char *s)
{
    for (; s != NULL && *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        text_char(t, c < ' ' || c == 0x7f ? '?' : *s);
    }
}

static void digits(struct text *t, uint64_t n, unsigned base)
{
    char buffer[24];
    int i = 0;
    do
        buffer[i++] = "0123456789abcdef"[n % base];
    while ((n /= base) != 0);
    while (i > 0)
        text_char(t, buffer[--i]);
}

void text_number(struct text *t, uint64_t n)
{
    digits(t, n, 10);
}

void text_hex(struct text *t, uint64_t n)
{
    text_put(t, "0x");
    digits(t, n, 16);
}

void text_pad(struct text *t, int blanks)
{
    while (blanks-- > 0)
        text_char(t, ' ');
}

void text_json(struct text *t, const char *s)
{
    if (s == NULL) {
        text_put(t, "null");
        return;
    }
    text_char(t, '"');
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\')
            text_char(t, '\\');
        if (c >= 0x20) {
            text_char(t, (char)c);
            continue;
        }
        text_put(t, "\\u00");
        text_char(t, "01"[c >> 4]);
        text_char(t, "0123456789abcdef"[c & 15]);
    }
    text_char(t, '"');
}
