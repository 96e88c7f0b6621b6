/* What nobody refers to any more is forgotten where states meet: forget.c. */
#ifndef FBP_SOLVE_FORGET_H
#define FBP_SOLVE_FORGET_H

#include "solve/body.h"

/* Per node: on this edge something may still refer to it; to be freed. */
bool *forget_find(struct env *e, uint32_t from, uint32_t side, uint32_t to);
/* Memory names some object that nothing refers to. */
bool forget_any(const struct env *e, const bool *kept);
/* ... and is without those. */
void forget_rest(struct env *e, const bool *kept);

#endif
