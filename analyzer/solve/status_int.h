/* Between the files of statuses only. */
#ifndef FBP_SOLVE_STATUS_INT_H
#define FBP_SOLVE_STATUS_INT_H

#include "solve/status.h"

/* Something may have been sent, or frozen, before the context is entered. */
void status_set_marked(struct contexts *x, uint32_t ctx, enum mark m);
/* A library runs the task inside another one: a handler, a destructor. */
bool status_starts_inside(const struct solver *s, const struct body *b, const struct call_rec *r);
/* What was found out about marks of targets that one call passes: many of its nodes are bound to
 * the same ones. Good as long as no status of the caller's context changes. */
enum { PASSED_SETS = 64 };
struct passed_marks {
    struct passed {
        bool known;
        struct target t;
        uint32_t may, must;
    } of[PASSED_SETS];
};
/* What a call passes on of marks, with the status of a target, to a node of the callee. A task has
 * sent nothing when it begins: what its starter sent it does not own (B-K5). `known` may be NULL.
 */
void status_put_marks(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                      const struct node *given, struct target t, struct passed_marks *known,
                      struct node_status *st);
/* ... and of what a function may find by itself. True: the callee's context did not know. */
bool status_push_marked(struct contexts *x, uint32_t ctx, const struct call_rec *r, uint32_t to);

/* What is kept of each set that is lent (lent_meets.c). */
void lent_views_init(struct contexts *x);
void lent_views_free(struct contexts *x);

#endif
