/* One call that is executed abstractly; between the files of calls only. */
#ifndef FBP_SOLVE_CALL_H
#define FBP_SOLVE_CALL_H

#include "solve/body.h"

struct call {
    struct env *e;
    uint32_t insn;
    const struct rir_insn *in;
    uint32_t base; /* first operand that is an argument */
    set_id results[4];
    uint32_t nresults;
    enum apply_mode mode; /* of the callee whose effects are taken */
    bool many;            /* functions that it may be meant for */
    struct lending {      /* by a start: not in force before all of the call is done */
        bool any;
        uint32_t record;
        set_id packet;
        enum certain most;
    } lends;
    struct known outcome; /* of a described callee whose result says what it did */
};

/* calls.c */
/* C position of an operand, 1, 2, ...; and what is passed at one (beyond the last named parameter:
 * all variadic arguments). */
uint32_t call_position(const struct call *c, uint32_t operand);
set_id call_argument(const struct call *c, const struct rir_func *f, int n);
bool call_may_be_address(const struct call *c, uint32_t operand);
bool call_result_is_pointer(const struct call *c, uint32_t i);
void call_add_result(struct call *c, set_id s);
void call_unknown_results(struct call *c, const char *why);
/* "'name' what", kept as long as the solver. */
const char *call_reason(struct solver *s, const struct rir_func *f, const char *what);

/* A callee with a body. False: it does not return. */
bool call_body(struct call *c, uint32_t callee, enum apply_mode mode);

/* call_says.c: of a callee with a body that says that it sends or freezes; and what it does */
bool call_says(const struct call *c, const struct rir_func *f);
bool call_as_it_says(struct call *c, const struct rir_func *f, uint32_t callee,
                     enum apply_mode mode);

/* call_back.c */
/* The functions of a set and how many, 0: it is not functions alone. */
uint32_t call_only_functions(struct env *e, set_id s, const uint32_t **out);
void call_apply_passing(struct env *e, uint32_t insn, uint32_t callee, set_id first, set_id others,
                        enum apply_mode mode, set_id *results, uint32_t nresults);
void call_by_library(struct call *c, const struct rir_func *f, int fpos);

/* call_start.c */
void call_keep_thread_value(struct call *c, const struct rir_func *f);
void call_described_start(struct call *c, const struct rir_func *f, const struct rir_ann *a,
                          enum certain most);
void call_lend(struct call *c); /* what c->lends says */
/* `surely`: not one that may have given up */
void call_described_join(struct call *c, const struct rir_func *f, bool surely);

/* call_touch.c */
bool call_passes_null(const struct call *c, int n);
void call_touch(struct call *c, const struct rir_func *f, int n, enum access_kind kind);
/* What pointers inside an argument lead to, but the argument itself and constants. */
set_id call_behind(struct call *c, set_id argument);
/* ... and a read of it, where this annotation means that. */
void call_read_behind(struct call *c, const struct rir_func *f, const struct rir_ann *a,
                      set_id argument);
void call_write_behind(struct call *c, const struct rir_func *f, int n, set_id argument);

/* call_contents.c: `x` is what is passed at the position */
uint32_t call_pointee(const struct rir_module *m, const struct rir_func *f, int n);
void call_fill(struct call *c, const struct rir_func *f, int n, int size, set_id x);
/* Where pointers lead to that are inside the structs at `at`, and inside those that they point to.
 */
set_id call_behind_members(struct env *e, set_id at, uint32_t type);
/* Bytes come in at such pointers, and nowhere else (readv). */
bool call_fills_behind(const struct rir_module *m, const struct rir_func *f, int n);
void call_bytes_from_outside(struct call *c, set_id x); /* any number of them */
void call_leave_contents(struct call *c, const struct rir_func *f, int n, set_id x);
void call_print(struct call *c, const struct rir_func *f);
void call_leave(struct call *c, const struct rir_func *f, const struct rir_ann *a, set_id x);

/* call_described.c */
void call_state_event(struct call *c, const struct rir_func *f, const struct rir_ann *a);
set_id call_fresh(struct call *c, uint32_t ordinal);
/* The first annotation that depends on the result; NULL: none does. */
const struct rir_ann *call_condition_of(const struct rir_func *f);
void call_described(struct call *c, const struct rir_func *f);

#endif
