/* How far the channel or the shared member goes that a pointer was given to (B-P5).
 *
 * The status of an entry node says that it is a channel, or shared. That holds for the bytes of the
 * member whose address the caller passed, and not for the struct that it is in (container_of), nor
 * for what follows it there (a memset from here to the end). */
#ifndef FBP_SOLVE_OPEN_BYTES_H
#define FBP_SOLVE_OPEN_BYTES_H

#include "solve/set.h"

struct rir_module;

struct open_bytes {
    int64_t lo, hi;  /* counted from the pointer; what is not limited: INT64_MIN, INT64_MAX */
    uint32_t shrunk; /* how often it became smaller */
};

/* What is a channel or shared as a whole, and what is neither: no limit. */
struct open_bytes open_everywhere(void);
/* Those of an object of that type, counted from its byte `off`, which is one of them. */
struct open_bytes open_around(const struct rir_module *m, uint32_t type, uint64_t off);
/* Seen from `t`, which is so far from the pointer. */
struct open_bytes open_from(struct open_bytes o, struct target t);
/* Are so many bytes from the pointer on all among them? 0: how many is not known. */
bool open_hold(const struct open_bytes *o, uint32_t size);
/* What is in both; true: *have became smaller. */
bool open_join(struct open_bytes *have, struct open_bytes o);

#endif
