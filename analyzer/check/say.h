/* Messages of fbp-check itself (not findings): one line each on standard error. */
#ifndef FBP_CHECK_SAY_H
#define FBP_CHECK_SAY_H

#include <stdint.h>

/* "fbp-check: ..." and a newline. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What to do about an input that cannot be read, by the errno. */
const char *advice_on_reading(int error);

/* One line on an output that `option` asked for: it cannot be written, why (an errno), what to do.
 */
void say_unwritable(const char *option, const char *name, int error);

/* "[12/340] verb file.c" in place, only when standard error is a terminal; the verb may be "". */
void say_progress(uint32_t done, uint32_t total, const char *verb, const char *what);
void say_progress_end(void);

/* Of n names the one that `name` was probably meant to be, or NULL. */
const char *near_match(const char *name, const char *const *names, uint32_t n);

#endif
