/* One access or event in one context: may it break the memory model, and how do we know? */
#ifndef FBP_SOLVE_JUDGE_H
#define FBP_SOLVE_JUDGE_H

#include "report/finding.h"
#include "solve/chain.h"
#include "solve/touched.h"

struct judgement {
    enum certainty certainty;
    enum kind kind;
    struct target at; /* the target that decided, in the context */
    bool has_target;
    const char *reason;        /* unproven: why */
    const struct chain *chain; /* a violation's evidence; else NULL */
    uint32_t task;             /* main's writes: the task that may be running; else RIR_NONE */
    bool place;                /* counts as a place */
    bool open;                 /* whether it is lent is not known, and is not judged (B-L19) */
    bool by_mark;              /* the object may have been sent or frozen before: */
    enum mark mark;
    const struct waiting *held; /* tied: it is the sender's own memory that does so; else NULL */
    uint32_t held_ctx;
    bool tied;                 /* something stays that refers into what is sent (aliased.h) */
    uint32_t record;           /* of what is lent: the start; lent_lost(): which is not known */
    uint32_t since_ctx, since; /* a violation: the context and the instruction that did it */
    bool is_given;             /* `at` is given away, or is part of what is: */
    bool as_part;              /* ... it is a part, and not the packet itself */
    enum status st;            /* what it is, or may be, that nobody may give away */
};

struct sure_read { /* a function on a chain of calls of `task` (a task function) certainly reads the
                      object */
    uint32_t task, global;
    struct touched bytes;
    struct chain_query how;
    bool confirmed, refuted; /* a chain was found; was not */
};

struct state_read { /* the same, by a call of a described function that reads hidden state */
    uint32_t task, callee;
};

struct judge {
    struct contexts *x;
    struct arena *arena; /* of messages */
    bool *late;          /* per phase-A class: may be put into a static object while tasks run */
    uint32_t nlate;
    bool any_late;
    VEC(struct sure_read) reads;
    struct chains chains;
    struct map left; /* judge_main.c: do tasks leave the part of it that they were lent? */
    VEC(struct state_read) state_reads;
    struct kept_known { /* judge_unowned.c */
        bool *classes;  /* per phase-A class: may be kept by tasks that tasks have started */
        bool any, asked;
    } kept;
    bool past_frozen; /* main's writes to what is immutable are not asked about */
};

/* A violation that is reported at the call in the function in which both meet, and not at the
 * access. */
static inline bool judgement_is_elsewhere(const struct judgement *j, uint32_t ctx)
{
    return j->by_mark && j->mark != MARK_FROZEN && j->certainty == CERTAINTY_VIOLATION &&
           j->since_ctx != ctx;
}

void judge_init(struct judge *j, struct contexts *x, struct arena *arena);
void judge_free(struct judge *j);

struct judgement judge_access(struct judge *j, uint32_t ctx, const struct access *a);
/* Of what it touches, or gives away: was that sent, or frozen, before? */
struct judgement judge_packet(struct judge *j, uint32_t ctx, const struct access *a);
/* Of a send: does something that stays refer into the packet? */
struct judgement judge_tie(struct judge *j, uint32_t ctx, const struct tie *t);
/* Of object number `which` that it gives away: is it the giver's? False: there are no more. */
bool judge_unowned(struct judge *j, uint32_t ctx, const struct access *a, uint32_t which,
                   struct judgement *r);
/* Of what the sender still has where it waits: each send that it concerns, with the context and the
 * index of its access there. */
typedef void judge_each_send(void *with, uint32_t ctx, uint32_t access, const struct judgement *j);
void judge_waiting(struct judge *j, uint32_t ctx, const struct waiting *w, judge_each_send *tell,
                   void *with);
struct judgement judge_event(struct judge *j, uint32_t ctx, const struct event *v);

/* "workers[].count"; `size` bytes are meant, 0: it is not known how many. NULL: it has no name. */
const char *name_of_target(struct judge *j, uint32_t ctx, struct target t, uint64_t size);
const char *plain_name(const struct rir_global *g);
const char *source_name(const struct rir_func *f);
/* What people know the task by that begins with this function. */
const char *task_name(const struct solver *s, uint32_t func);
/* "task 'name'", or what there is to say of one that is not known (phase_a_outside). */
const char *task_in_words(struct arena *a, const struct solver *s, uint32_t func);

#endif
