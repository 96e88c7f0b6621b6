/* The interpreter: what RIR means, as a program.
 *
 * It runs a whole program (from main) with the memory model of DESIGN.md section 2: objects with
 * byte-accurate contents, pointers that know their object and the life they were made in, owners,
 * loans, freezing, several tasks under a schedule chosen by a seed. An operation that the model
 * forbids is an event, with the place where it happened.
 *
 * What is exact: global-write, frozen-write, use-after-send, double-send, send-unowned,
 * foreign-access; send-aliased, where what a task keeps in its own memory counts if that is used
 * again (interp_behind.c). packet-leak and nondeterminism are never raised.
 * A loan of &a[i] is of that element (interp_share.c); what a packet is made of, and what is
 * frozen, are whole objects.
 *
 * docs/rir.md has the meaning of each instruction in words. */
#ifndef FBP_RIR_INTERP_H
#define FBP_RIR_INTERP_H

#include "rir/rir.h"

/* In the order of report/kinds.def, which this layer may not include (a unit test compares them).
 */
enum interp_kind {
    INTERP_GLOBAL_WRITE,
    INTERP_FROZEN_WRITE,
    INTERP_USE_AFTER_SEND,
    INTERP_DOUBLE_SEND,
    INTERP_SEND_ALIASED,
    INTERP_SEND_UNOWNED,
    INTERP_FOREIGN_ACCESS,
    INTERP_PACKET_LEAK,
    INTERP_NONDETERMINISM,
    INTERP_KIND_COUNT
};

const char *interp_kind_name(enum interp_kind k); /* "global-write" */

enum interp_status {
    INTERP_DONE,     /* main returned, or exit was called */
    INTERP_STOPPED,  /* at an event of a kind that was asked to end the run */
    INTERP_UNSAFE,   /* memory-unsafe or trapping: assumption A1 broken, the run is no evidence */
    INTERP_DEADLOCK, /* every task waits */
    INTERP_LIMIT,    /* too many steps, objects, calls or bytes */
    INTERP_CANNOT,   /* something the interpreter does not do: see reason */
};

const char *interp_status_name(enum interp_status s);

struct interp_event {
    enum interp_kind kind;
    uint32_t func, insn; /* the operation; of a callee without a body, the call */
    uint32_t task;       /* 0: main; 1, 2, ... in the order of their starts */
    uint64_t step;       /* how many instructions had been executed */
    const char *object;  /* "static total", "heap from main:3", ... */
    bool lent;           /* the task did not send it, but lent it to another one */
    bool back;           /* the task has got it back: only the reference is one of before */
};

enum interp_access_kind { INTERP_READ, INTERP_WRITE };
enum interp_object_kind { INTERP_STATIC, INTERP_TLS, INTERP_STACK, INTERP_HEAP, INTERP_OTHER };

struct interp_access { /* what the trace hook is told */
    uint32_t task, func, insn;
    uint32_t site;         /* in the function's sites */
    uint8_t kind;          /* enum interp_access_kind */
    bool in_call;          /* made by a built-in function on behalf of the call at insn */
    uint8_t object_kind;   /* enum interp_object_kind */
    uint32_t global;       /* of a static or thread-local object: its index; else RIR_NONE */
    uint32_t object;       /* ordinal among the objects of its kind, from 0, in order of creation */
    uint64_t offset, size; /* inside the object */
    bool scalar;           /* value holds the bits (size <= 8, not a pointer) */
    uint64_t value;
};

typedef void interp_trace(void *ctx, const struct interp_access *a);

struct interp_options {
    uint64_t seed;       /* of inputs, schedule and failures */
    bool sequential;     /* switch tasks only where one has to wait */
    bool elsewhere;      /* other addresses and handles, and other undefined contents: what a run
                            with and one without it agree on depends on none of these */
    bool unknown_calls;  /* functions nothing is known of do something, see interp_unknown.c */
    bool outside;        /* declared tasks that nothing starts are started, see interp_outside.c */
    bool may_fail;       /* conditional starts and sends of described functions fail sometimes */
    uint32_t stop_kinds; /* mask 1 << kind: the first such event ends the run */
    uint64_t max_steps;  /* instructions */
    uint32_t max_objects;
    uint32_t max_depth;  /* calls in one task */
    uint64_t max_bytes;  /* of all objects alive */
    interp_trace *trace; /* NULL: none */
    void *trace_ctx;
    uint32_t argc; /* arguments of main after its own name */
    const char *const *argv;
};

struct interp_result {
    struct arena arena;
    enum interp_status status;
    const char *reason;  /* of any status but DONE: one line */
    uint32_t func, insn; /* where it ended, RIR_NONE when not at an instruction */
    int exit_code;
    uint64_t steps;
    uint32_t tasks;                  /* started, main included */
    VEC(struct interp_event) events; /* each (kind, func, insn) once, in the order of steps */
    char *output;                    /* what was written to standard output, then a 0 */
    size_t noutput;
};

void interp_options_default(struct interp_options *o);

/* The module must verify and hold the whole program. Never fails; the caller frees. */
struct interp_result *interp_run(const struct rir_module *m, const struct interp_options *o);
void interp_free(struct interp_result *r);

#endif
