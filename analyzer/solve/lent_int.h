/* Between the files of what is lent only (lent_status.c, lent_meets.c). */
#ifndef FBP_SOLVE_LENT_INT_H
#define FBP_SOLVE_LENT_INT_H

#include "solve/status_int.h"

/* How a static object may be the argument of a start: contexts.given. */
enum { GIVEN_BY_NAME = 1, GIVEN_PERHAPS = 2 };

/* Which object it is, is not known. */
static inline bool lent_is_any(const struct body *b, struct target t)
{
    uint8_t kind = b->nodes.data[t.node].kind;
    return kind == N_GREST || kind == N_UNKNOWN || t.linked;
}

/* What a caller gave may be something that others see. */
static inline bool lent_seen_above(const struct context *c, uint32_t node)
{
    uint32_t seen = ST_GLOBALS | ST_BIT(ST_UNKNOWN) | ST_BIT(ST_LENT);
    return node_is_entry(c->body, node) && (status_entry(c, node)->may & seen) != 0;
}

/* B-L14. */
bool lent_is_still_global(const struct contexts *x, const struct body *b, struct target t);

#endif
