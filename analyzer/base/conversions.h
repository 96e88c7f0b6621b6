/* Which of the arguments behind a format a printf or scanf reads from memory or writes to. */
#ifndef FBP_BASE_CONVERSIONS_H
#define FBP_BASE_CONVERSIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct conversion {
    uint32_t argument;  /* 1: the first behind the format */
    uint32_t precision; /* the argument that says how much is read, if one does; 0: none */
    uint32_t results;   /* of a scanf: it has happened if this many were converted; 0: not known */
    bool write;
};

/* The conversions that touch memory, at most `most` of them; how many. What stands behind something
 * that is not understood is left out. `text` is the format, of wide characters or not. */
unsigned conversions_find(const uint32_t *text, size_t length, bool scans, struct conversion *found,
                          unsigned most);

#endif
