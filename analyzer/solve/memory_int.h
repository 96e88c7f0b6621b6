/* Memory; between its files only. */
#ifndef FBP_SOLVE_MEMORY_INT_H
#define FBP_SOLVE_MEMORY_INT_H

#include "solve/body.h"

/* memory.c */
void memory_contents_changed(struct env *e); /* ... but objects lead to the same others as before */
void memory_marks_changed(struct env *e);    /* ... and have the same contents */
/* Adds to what lies there. */
void memory_add(struct env *e, uint32_t node, int32_t off, uint32_t stride, set_id value);

/* All sets of what `node` holds, wherever in it. */
void memory_each(struct env *e, uint32_t node, void (*tell)(void *ctx, set_id s), void *ctx);

/* memory_age.c: the latest object of a name is one of its earlier ones from now on */
void memory_age_node(struct env *e, uint32_t made);
/* ... an object is known by another node, of which there is none so far */
void memory_rename(struct env *e, uint32_t from, uint32_t to);

/* memory_unknown.c: what is unknown code's now, because it has been given that before */
set_id memory_exposed_before(struct env *e);

/* memory_stale.c: what these targets see of visible memory may not be reachable from there any more
 */
set_id memory_made_stale(struct env *e, set_id s);

/* memory_taken.c: what lies at this place of this object is about to be replaced */
void memory_note_taken(struct env *e, uint32_t node, int32_t off);

#endif
