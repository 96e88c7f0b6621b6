/* Statuses, pushed from the tasks and from main downwards.
 *
 * A *context* is a body together with who runs it: a task or main. Statuses of its entry nodes are
 * sets of the states of DESIGN.md section 2 (ANALYSIS.md, I2), joined over all ways in which the
 * context is entered; each has a witness, the call that brought it, from which a finding's path is
 * made. */
#ifndef FBP_SOLVE_STATUS_H
#define FBP_SOLVE_STATUS_H

#include "solve/open_bytes.h"
#include "solve/part.h"

enum status { /* ANALYSIS.md, I2: one list; the last three refine "global" (freed objects: A1) */
              ST_OWN,
              ST_BUILDING,
              ST_STACK,
              ST_TLS,
              ST_LENT,
              ST_SENT,
              ST_FROZEN,
              ST_CONST,
              ST_GLOBAL,
              ST_CHANNEL,
              ST_SHARED,
              ST_UNKNOWN,
              ST_ANYTHING, /* unknown, and any object that was sent or frozen may be it */
              ST_STATIC,   /* a static object itself, that a start may lend */
              ST_NAMED,    /* a static object itself, that is never lent */
              ST_BELOW,    /* below such an object, and below no other static one */
              ST_AWAY,     /* lent by this task, to another one that may be running */
              ST_OPENLY,   /* ... or it may be so for all that is known (B-L19) */
              ST_INSIDE,   /* ... of it, elements of arrays in structs, and nothing else (B-L22) */
              ST_COUNT     //
};

/* Global in any form. */
#define ST_GLOBALS (ST_BIT(ST_GLOBAL) | ST_BIT(ST_STATIC) | ST_BIT(ST_NAMED) | ST_BIT(ST_BELOW))
/* Global for as long as the program runs: not by what leads to it. */
#define ST_STATICS (ST_BIT(ST_STATIC) | ST_BIT(ST_NAMED))

/* It had a mark when the function was entered. */
#define ST_MARKED                                                                                  \
    (ST_BIT(ST_SENT) | ST_BIT(ST_FROZEN) | ST_BIT(ST_AWAY) | ST_BIT(ST_OPENLY) | ST_BIT(ST_INSIDE))

#define ST_UNKNOWNS (ST_BIT(ST_UNKNOWN) | ST_BIT(ST_ANYTHING))

/* May be used by all. */
#define ST_OPEN (ST_BIT(ST_CHANNEL) | ST_BIT(ST_SHARED))

#define ST_BIT(s) (UINT32_C(1) << (s))

static inline enum status status_of_mark(enum mark m)
{
    return m == MARK_SENT ? ST_SENT : m == MARK_FROZEN ? ST_FROZEN : ST_AWAY;
}

enum role { ROLE_MAIN, ROLE_TASK };

struct origin {       /* where a status of an entry node came from */
    uint32_t ctx;     /* the caller's context; RIR_NONE: a root */
    uint32_t call;    /* index in its body's calls */
    struct target at; /* the caller's target */
};

/* Which of a status' witnesses in `by` is of these. */
int status_witness(enum status s);

enum { WITNESSES = 5 };

struct node_status {
    uint32_t may, must;          /* ST_BIT sets; must: on some chain, certainly */
    struct origin by[WITNESSES]; /* of global, constant, unknown, what has a mark, what is lent */
    struct part part;            /* of what may be lent: which bytes are */
    struct open_bytes open;      /* of what may be a channel or shared: which bytes are */
};

struct context {
    struct body *body;
    uint8_t role;  /* enum role */
    uint32_t task; /* index in phase_a_tasks of one task it runs in, RIR_NONE in main */
    struct node_status *entries; /* per entry node of the body, and one of no node: status_entry */
    uint32_t nentries;
    uint32_t *entry_grown; /* per entry node: x->growths when it grew last; 0: it never has */
    uint32_t *pushed; /* per call: x->growths, plus one, when it was looked at last; 0: never */
    struct id_vec running; /* main: records whose task may be running at entry */
    struct id_vec sure;
    bool marked[MARK_SORTS]; /* something may have been sent, frozen or lent before it is entered */
    struct id_vec frozen;    /* main: statics that may be frozen before (frozen_statics.c) */
    uint32_t grown;          /* x->growths when one of `entries` grew last; 0: none has */
    uint32_t marked_since;   /* x->growths when that was found out; 0: never */
    uint32_t from, from_call; /* how it was first reached: context and call; RIR_NONE: a root */
    bool queued;
    bool fresh;     /* something has grown since its calls were looked at */
    bool root;      /* it surely begins here: main, a task that nobody starts */
    bool ambiguous; /* reached only through calls that may go elsewhere */
};

struct contexts {
    struct solver *s;
    VEC(struct context) all;
    struct map index;
    struct id_vec todo;
    uint32_t growths;     /* of statuses of entry nodes, so far */
    uint32_t *sole_roots; /* per phase-A class, see phase_a_sole_roots */
    uint64_t *inner;      /* per start record a row of bits: what its tasks may start */
    struct id_vec left;   /* records whose task a root, called again, may find running */
    uint8_t *given;       /* per global: may be the argument of a start (lent_status.c) */
    struct frozen_statics *frozen;
    bool lends_seen;     /* something is lent that others may see, or that is not known */
    bool *lends_in_task; /* per function: some task that runs it may start others */
    bool *contested; /* per global: given to tasks in ways that cannot be told apart (loans.c) */
    bool *divided;   /* per global: some start is given another place of it than its start */
    uint8_t *asked;  /* per global: which of these two some status went by so far (ASKED_...) */
    uint8_t *one_holder;           /* per global: the last answer of one_holder() */
    struct running_known *running; /* the last answer of running_at() */
    struct lent_views *views;      /* lent_meets.c */
    struct passed_marks *passed;   /* status_marks.c */
};

/* Where in `entries` a node of the context's body is; one that is no entry node is the last. */
static inline uint32_t status_entry_at(const struct context *c, uint32_t node)
{
    uint32_t at = c->body->nodes.data[node].entry;
    return at < c->nentries ? at : c->nentries;
}

/* What is known of it; of one that is no entry node, nothing. */
static inline struct node_status *status_entry(const struct context *c, uint32_t node)
{
    return &c->entries[status_entry_at(c, node)];
}

void contexts_build(struct contexts *x, struct solver *s);
uint32_t context_find(const struct contexts *x, uint32_t func, bool aliased, enum role role);

/* loans.c: which static objects are given to several tasks that may run at the same time, without
 * being certainly different elements, and which are given in parts. True if some status went by
 * what has turned out otherwise. */
bool loans_find(struct contexts *x);
enum { ASKED_CONTESTED = 1, ASKED_DIVIDED = 2 };
static inline bool loans_contested(const struct contexts *x, uint32_t global)
{
    x->asked[global] |= ASKED_CONTESTED;
    return x->contested[global];
}
static inline bool loans_divided(const struct contexts *x, uint32_t global)
{
    x->asked[global] |= ASKED_DIVIDED;
    return x->divided[global];
}
void contexts_free(struct contexts *x);

/* one_holder.c: does everything below the static object lie in one place below it only? */
bool one_holder(struct contexts *x, uint32_t global);

/* Statuses of a target in a context; ST_MARKED: only what it was when the function was entered. */
struct node_status status_of(struct contexts *x, uint32_t ctx, struct target t);
/* ... of so many bytes there that are written; 0: how many is not known. */
struct node_status status_of_access(struct contexts *x, uint32_t ctx, struct target t,
                                    uint32_t size);
/* B-P8: does a target have the mark at a point of the context's body? */
enum marked status_marked(struct contexts *x, uint32_t ctx, uint32_t point, enum mark m,
                          struct target t);

/* lent_status.c, B-L13: may a target be what this task has lent, at a point of the context's body?
 * So many bytes of it are touched; LENT_ANYWHERE: any. *record: the start by which this function
 * has lent it; lent_lost(): none, or it is not known which. once: a record whose elements it is
 * none of, or RIR_NONE. *inside: only elements of arrays in structs are lent of it (B-L22). */
#define LENT_ANYWHERE UINT32_MAX
enum marked status_lent(const struct contexts *x, uint32_t ctx, uint32_t point, struct target t,
                        uint32_t size, uint32_t once, uint32_t *record, bool *inside);
/* A record none of whose elements is what the call passes for the parameter: that goes to its tasks
 * as it is, and is another one each time (B-L16), or is not lent there (B-L18), and the callee
 * stays within it (B-L20). RIR_NONE: there is none. */
uint32_t lent_once_by_call(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                           const struct node *param);
/* ... by that loan of this function. */
struct lent_how {
    bool elements; /* only because both are elements of one array */
    bool inside;   /* only because elements of arrays in structs are lent of it */
};
enum marked lent_meets(const struct contexts *x, uint32_t ctx, const struct loan *l,
                       struct target t, uint32_t size, struct lent_how *how);
/* ... by what callers have lent. */
enum marked lent_by_callers(const struct contexts *x, uint32_t ctx, uint32_t point, struct target t,
                            bool *inside);
/* The bytes are none of an element of an array in a struct that tasks of the record, or (record:
 * RIR_NONE) of any, are given, whatever object of phase A's class it lies in. */
bool lent_is_beside(const struct solver *s, uint32_t record, const struct pa_bytes *bytes);
/* ... and something that others see, or that it is not known to be anything else. */
bool lent_is_seen(const struct contexts *x, uint32_t ctx, uint32_t point);
/* Fills x->given, x->lends_seen, x->lends_in_task. */
void lent_prepare(struct contexts *x);

/* B-P5: may so many bytes there be other ones of the struct that a channel or shared member is in?
 * 0: how many is not known. */
bool status_leads_out(const struct contexts *x, uint32_t ctx, struct target t, uint32_t size);

/* B-P3: what a callee's node, or a started task's, gets from one target that the call binds to it.
 */
struct node_status status_given(struct contexts *x, uint32_t ctx, const struct call_rec *r,
                                const struct body *callee, uint32_t node, struct target t);

/* The static object that a call passes, if the target that it binds to the callee's node is it or
 * hangs below it; RIR_NONE. */
uint32_t given_static(const struct contexts *x, uint32_t ctx, const struct call_rec *r,
                      const struct body *callee, uint32_t node, struct target t);

/* running.c */
void running_init(struct contexts *x);
void running_forget(struct contexts *x); /* what goes by the contexts that there were */
/* Which of a task's records may be running at a point of a context in main. */
void running_at(const struct contexts *x, uint32_t ctx, uint32_t point, struct id_vec *may,
                struct id_vec *sure);
/* A call passes on what is running there. True: the callee's context did not know. */
bool running_push(struct contexts *x, uint32_t ctx, const struct call_rec *r, uint32_t to);
/* What may be running when a part of main begins. */
void running_at_root(struct contexts *x, uint32_t ctx, const uint32_t *roots, uint32_t n,
                     bool is_main);

#endif
