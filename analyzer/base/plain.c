/* The text is made whole before it is written, so what is put into it cannot be told from the rest:
 * all of it is plain but for the newline at the end. */
#define _GNU_SOURCE /* vasprintf */
#include "base/plain.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void plain_write(FILE *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        fputc((c < ' ' && c != '\t') || c == 0x7f ? '?' : c, out);
    }
}

void plain_vprintf(FILE *out, const char *format, va_list ap)
{
    char *text = NULL;
    int n = vasprintf(&text, format, ap);
    if (n < 0)
        abort();
    size_t len = strlen(format);
    bool line = len > 0 && format[len - 1] == '\n';
    plain_write(out, text, (size_t)n - line);
    if (line)
        fputc('\n', out);
    free(text);
}

void plain_printf(FILE *out, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    plain_vprintf(out, format, ap);
    va_end(ap);
}
