/* Text that may come from outside (names of files and functions, what an object file says), for a
 * terminal, or a log with a line for each message. What could drive a terminal or begin another
 * line is shown as '?', as ls shows it; a tab is kept. */
#ifndef FBP_BASE_PLAIN_H
#define FBP_BASE_PLAIN_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

void plain_write(FILE *out, const char *s, size_t n);

/* As fprintf. A newline that ends the format is one. */
__attribute__((format(printf, 2, 3))) void plain_printf(FILE *out, const char *format, ...);
__attribute__((format(printf, 2, 0))) void plain_vprintf(FILE *out, const char *format, va_list ap);

#endif
