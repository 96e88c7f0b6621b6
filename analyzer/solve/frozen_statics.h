/* Static objects that were frozen before a function names them: frozen_statics.c. */
#ifndef FBP_SOLVE_FROZEN_STATICS_H
#define FBP_SOLVE_FROZEN_STATICS_H

#include "solve/status.h"

/* Which ones are frozen by whom: before contexts are built. */
void frozen_statics_find(struct contexts *x);
/* B-X6: the node is a static object, and something else than this activation may have frozen it. */
bool frozen_static(const struct contexts *x, const struct context *c, uint32_t node);
/* A root of main begins. */
void frozen_statics_at_root(struct contexts *x, uint32_t ctx);
/* A call hands on what was frozen before it. True: the callee's context did not know. */
bool frozen_statics_push(struct contexts *x, uint32_t ctx, const struct call_rec *r, uint32_t to);

#endif
