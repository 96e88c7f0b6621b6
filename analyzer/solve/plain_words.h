/* Words of a struct that hold no pointer.
 *
 * B-W1 (I6). A word holds none if the C type of what is copied has only numbers there, of integer
 * or floating-point type, and phase A sees nothing in the program put a pointer there, by whatever
 * type. What comes from elsewhere, in a packet for example, has the types that it is declared with:
 * ANALYSIS.md, section 3. */
#ifndef FBP_SOLVE_PLAIN_WORDS_H
#define FBP_SOLVE_PLAIN_WORDS_H

#include <stdbool.h>
#include <stdint.h>

struct body;

enum { PLAIN_WORDS_MAX = 32 };

/* Of the `bytes` that `from` refers to, copied to what `to` refers to: bit w is set if word w is
 * such a one. Beyond PLAIN_WORDS_MAX words nothing is said. */
uint32_t plain_words(const struct body *b, uint32_t to, uint32_t from, int64_t bytes);
/* ... and of text: there is none in any byte from where `from` points, however many are copied. */
bool plain_text(const struct body *b, uint32_t from);

#endif
