/* Source lines for carets, fingerprints and columns: each file is read once, when first asked for.
 */
#ifndef FBP_REPORT_LINES_H
#define FBP_REPORT_LINES_H

#include <stddef.h>
#include <stdint.h>

struct lines; /* opaque */

struct lines *lines_new(void);
void lines_free(struct lines *l);

/* Line `line` (from 1) of a file without its newline, *len bytes; NULL when there is none. Valid
 * until lines_free. */
const char *lines_get(struct lines *l, const char *file, uint32_t line, size_t *len);

/* Length in bytes of the character at s[0..n), n > 0; a byte that is not UTF-8 counts as one. */
size_t utf8_length(const char *s, size_t n);
/* Its width in a terminal: 0 (combining), 1 or 2 (East Asian, emoji). */
int utf8_width(const char *s, size_t n);

#endif
