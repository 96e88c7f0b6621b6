/* Between the files of statuses only. */
#ifndef FBP_SOLVE_STATUS_INT_H
#define FBP_SOLVE_STATUS_INT_H

#include "solve/status.h"

/* Of these it matters which part of the object it is. */
#define ST_LENDABLE (ST_BIT(ST_LENT) | ST_BIT(ST_STATIC) | ST_BIT(ST_BELOW))

/* status.c: that one status, everywhere in the object. */
struct node_status status_exactly(enum status s);
/* What everybody may use is nobody's to lend, nor is what hangs below it. */
bool status_lendable(const struct solver *s, uint32_t global);
/* A static object by itself. */
struct node_status status_of_static(const struct contexts *x, uint32_t global);
/* As status_of, however far it is to the end of a channel or shared member (B-P5). */
struct node_status status_at(struct contexts *x, uint32_t ctx, struct target t);

/* contexts.c */
uint32_t context_get(struct contexts *x, struct body *b, enum role role, uint32_t task);
void context_enqueue(struct contexts *x, uint32_t ctx); /* something of it has grown */
void context_look_again(struct contexts *x, uint32_t ctx);

/* roots.c */
void roots_of_main(struct contexts *x);
void roots_of_tasks(struct contexts *x);
void roots_called_back(struct contexts *x);

/* status_given.c: as status_given, without marks. */
struct node_status status_given_unmarked(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                                         const struct body *callee, uint32_t node, struct target t);

/* status_push.c. True: the entry node did not have it. */
bool status_add(struct contexts *x, uint32_t to, uint32_t node, struct node_status n,
                enum certain cert, struct origin by);
/* What the call passes goes to the context of its callee, which is looked at again if it grows. */
void status_push_call(struct contexts *x, uint32_t ctx, uint32_t call);
/* The task, as phase A lists them, that the call starts. */
uint32_t context_task_of_start(const struct solver *s, const struct body *b,
                               const struct call_rec *r);
/* An entry node that is a thread-local object, or hangs below one. */
bool status_is_of_tls(const struct body *b, uint32_t node);
struct node_status status_of_fresh_tls(const struct solver *s, const struct body *b, uint32_t node,
                                       bool later);

/* Something may have been sent, or frozen, before the context is entered. */
void status_set_marked(struct contexts *x, uint32_t ctx, enum mark m);
/* A library runs the task inside another one: a handler, a destructor. */
bool status_starts_inside(const struct solver *s, const struct body *b, const struct call_rec *r);
/* What was found out about marks of targets that one call passes: many of its nodes are bound to
 * the same ones. Good as long as no status of the caller's context changes. */
enum { PASSED_SETS = 1024 };
struct passed_marks {
    uint32_t time; /* one for each call that is looked at */
    struct passed {
        uint32_t time; /* when it was found out */
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
