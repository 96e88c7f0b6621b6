/* What the files of the generator share.
 *
 * Programs are memory-safe mostly by construction: every pointer in them has a *shape* (what it
 * points to), fields keep their shape, indices are masked, pointers that may be null are tested or
 * replaced before use. Dangling references to stack frames and freed objects can happen and are
 * left in: such runs end as unsafe and are no evidence. */
#ifndef FBP_ORACLE_GEN_INT_H
#define FBP_ORACLE_GEN_INT_H

#include "rir/build.h"

/* What a pointer points to. */
enum shape {
    CELL,     /* S0: two integers */
    PAIR,     /* S1: an integer and two pointers to cells */
    NODE,     /* S2: pointer to a pair, integer, next node, function */
    BOX,      /* S4: a cell and a pair inside, and an integer */
    CELL_PTR, /* P0: a pointer to a cell */
    NODE_PTR, /* P2: a pointer to a node: head of a list */
    CELLS,    /* an array of 4 cells */
    PAIRS,    /* an array of 4 pairs */
    JOB,      /* a function and the argument for it */
    NODES,    /* arrays of 4 nodes, boxes and racks */
    BOXES,
    RACK, /* two integers, a row of 4 numbers between them, and a pointer to a cell */
    RACKS,
    WORD, /* a number that is no struct */
    WORDS,
    NSHAPES,
    INTEGER = 100, /* kinds of parameters that are no pointers to data */
    FUNCTION,
    VOID,
    MODE, /* any small integer */
};

enum field_kind { F_INT, F_PTR, F_EMBED, F_FUNC, F_ROW };

struct field {
    uint8_t kind, to; /* to: shape that it points to, or that is embedded */
    uint16_t offset;
};

struct layout {
    const char *name;
    uint16_t size, nfields;
    struct field fields[4];
};

extern const struct layout layouts[NSHAPES];

enum { ELEMENTS = 4 };
enum shape element_of(enum shape array); /* VOID: it is no array */

/* Signatures of helpers; the last integer of those that may call anything is the depth left. */
struct signature {
    uint8_t result; /* shape, INTEGER or VOID */
    uint8_t nparams;
    uint8_t params[4]; /* shape or INTEGER */
    bool by_value;     /* the first parameter is a struct by value */
};

enum { NSIGS = 11, LEAF = 0, MIX = 8, STATUS = 9, SCRAMBLE = 10 };
extern const struct signature sigs[NSIGS];

enum { G_CONST = 1, G_TLS = 2, G_SHARED = 4 };

struct gglobal {
    uint32_t index;
    uint8_t shape, flags;
};

struct gfunc {
    uint32_t index;
    uint8_t sig;
};

struct gtask {
    uint32_t index;
    uint8_t arg; /* shape, or VOID */
};

enum { WAITS, WAITS_FOR, WAITS_AT, WAITS_PERHAPS };

enum { SENT_SHAPES = 6 };
struct gpackets { /* gen_packets.c: channels by shape, and functions that send, receive and freeze
                   */
    uint32_t queues[NSHAPES], give, try_give, give_copy, take, take_into, seal;
    uint32_t constant;          /* a cell that parts of packets may be */
    uint32_t pass[SENT_SHAPES]; /* functions of the program: send what they are given, or a part */
    uint32_t relay, relay_end;  /* gen_relay.c: tasks; RIR_NONE: the program has none */
};

struct ghoards { /* gen_hoards.c: functions of the program that take, put, pop and push */
    uint32_t take, put, get, pop, push;
};

struct gen {
    uint64_t rng;
    struct rir_module *m;
    uint32_t types[NSHAPES], ptr_types[NSHAPES], int_type;
    VEC(struct gglobal) globals;
    uint32_t cell_table; /* const table of pointers to cells */
    uint32_t leaf_table; /* const table of leaf functions */
    VEC(struct gfunc) funcs;
    VEC(struct gtask) tasks;
    uint32_t input, reads, posts, writes, find, each, hidden, create, wait, starter, runner,
        mystery, create_if, try_wait, try_start, shows, boxes, both, keeps, takes,
        echo; /* the last six: gen_shown.c */
    VEC(struct gtask)
    steps, workers, lenders;               /* gen_elements.c, gen_lent.c: by shape of the element */
    bool try_inverted;                     /* try_start returns 1 where it succeeded */
    uint32_t handles;                      /* a global for handles of tasks */
    uint32_t setjmp, longjmp, jump_buffer; /* gen_jumps.c; thread-local, a pointer */
    struct {                               /* gen_callbacks.c */
        uint32_t funcs[8], jobs[3];
        uint32_t loop, keep, take, take_copy, get, run, borrow, outside; /* not known */
        uint32_t pass, step;                                             /* call such functions */
        /* variables; [1] is thread-local */
        uint32_t hook, pair[2], slot[2], kept[2], where[2], handle[2];
    } cb;
    uint32_t line;
    /* temper of this program, in percent */
    unsigned name_globals, publish, described, threads_fancy, mysteries, trails, flags, shown,
        jumps, elements, callbacks, hides_globals, packets, freezes, hoards;
    uint8_t waits;                    /* WAITS...: how tasks are joined by a described function */
    uint32_t wait_for, wait_at;       /* call it: with a handle, with where that is */
    uint32_t build, put, install;     /* gen_immutable.c */
    uint32_t sends_bytes, gets_bytes; /* gen_pipes.c */
    bool pipes;
    uint8_t immutable; /* the shape whose type is immutable; NSHAPES: none */
    bool typed;        /* functions that are declared now have types, if something is immutable */
    bool pure;         /* packets are made of new objects, and nothing else has these */
    struct gpackets packet;
    struct ghoards hoard;
    struct { /* gen_sheds.c */
        uint32_t type, pointer, global, open, close;
        uint8_t room; /* shape */
        bool counts;
    } shed;
    bool sheds;
    struct { /* gen_launched.c */
        uint32_t stone, freeze, carve, beyond, try_plain;
    } launched;
    struct { /* gen_kept.c: functions that keep a packet, send it, wait for one */
        uint32_t hold, hand_on, await, peek, twice;
    } kept;
};

struct var {
    uint32_t value;
    uint8_t shape; /* or INTEGER */
    bool nonnull;
};

enum role { ROLE_HELPER, ROLE_LEAF, ROLE_TASK, ROLE_MAIN };

struct body { /* a function that is being generated */
    struct gen *g;
    struct rir_builder *b;
    uint32_t block; /* current one */
    enum role role;
    uint32_t self;              /* index in g->funcs, or RIR_NONE */
    uint32_t task;              /* of a task: its index in g->tasks */
    uint32_t depth;             /* value: depth left; RIR_NONE: no calls of helpers */
    uint32_t handle, handle_at; /* the last one that was loaded, and from where */
    VEC(struct var) vars;
    unsigned budget; /* statements left */
    unsigned nesting;
};

/* Random numbers. */
unsigned gen_below(struct gen *g, unsigned n);
bool gen_chance(struct gen *g, unsigned percent);

/* The operands of an instruction. */
#define ARGS(...)                                                                                  \
    .args = (uint32_t[]){__VA_ARGS__}, .nargs = sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t)

/* gen.c: functions. What a function's results are, and what it is given, by shape. */
uint32_t gen_declare(struct gen *g, const char *name, enum shape result, const uint8_t *params,
                     uint32_t n, bool by_value);
void gen_annotate(struct gen *g, uint32_t func, enum rir_ann_kind kind, int a, int b);
struct body gen_start_body(struct gen *g, uint32_t func, enum role role);
void gen_end_body(struct body *b);

/* gen_emit.c: single instructions; names of values are their results. */
struct rir_scalar ptr_scalar(void);
struct rir_scalar int_scalar(unsigned bits);
uint32_t emit(struct body *b, struct rir_insn in, const struct rir_scalar *result);
uint32_t emit_const(struct body *b, int64_t v);
uint32_t emit_null(struct body *b);
uint32_t emit_load(struct body *b, uint32_t p);
void emit_store(struct body *b, uint32_t p, uint32_t v);
uint32_t emit_read(struct body *b, uint32_t p);
void emit_write(struct body *b, uint32_t p, uint32_t v);
uint32_t emit_field(struct body *b, uint32_t p, enum shape s, unsigned field);
uint32_t emit_elem(struct body *b, uint32_t p, uint32_t index, enum shape s);
uint32_t emit_word(struct body *b, uint32_t array, uint32_t index); /* of an array of words */
uint32_t emit_bin(struct body *b, enum rir_bin op, uint32_t x, uint32_t y);
uint32_t emit_cmp(struct body *b, enum rir_pred p, uint32_t x, uint32_t y, bool pointers);
uint32_t emit_select(struct body *b, uint32_t c, uint32_t x, uint32_t y, bool pointers);
uint32_t emit_phi(struct body *b, const uint32_t *values, const uint32_t *blocks, unsigned n,
                  bool pointers); /* else numbers */
uint32_t emit_call(struct body *b, uint32_t func, const uint32_t *args, unsigned n,
                   enum shape result, bool by_value);
uint32_t emit_calli(struct body *b, uint32_t fn, const uint32_t *args, unsigned n,
                    enum shape result);
uint32_t emit_stack(struct body *b, enum shape s);
uint32_t emit_heap(struct body *b, enum shape s);
void emit_zero(struct body *b, uint32_t p, enum shape s);
void emit_br(struct body *b, uint32_t block);
void emit_cond(struct body *b, uint32_t c, uint32_t yes, uint32_t no);
void emit_ret(struct body *b, uint32_t value); /* RIR_NONE: nothing */
uint32_t new_block(struct body *b);
void at_block(struct body *b, uint32_t block);
uint32_t emit_input(struct body *b); /* an integer from outside, 0 to 3 */
/* A loop of n rounds: returns the counter; loop_end closes it. */
struct loop {
    uint32_t head, latch, counter, next, out;
    int64_t rounds;
};
struct loop loop_begin(struct body *b, int64_t rounds);
/* ... that carries a pointer from round to round, `first` at first: *now is this round's; what the
 * next one gets is to be bound to *next. */
struct loop loop_carrying(struct body *b, int64_t rounds, uint32_t first, uint32_t *now,
                          uint32_t *next);
void loop_end(struct body *b, struct loop *l);
/* for (counter = first; counter < end; counter++): tested at its head. What is made in the loop is
 * not to be used after it. */
struct loop for_begin(struct body *b, int64_t first, int64_t end);
void for_end(struct body *b, struct loop *l);

/* gen_vars.c: finding and making values of a shape. */
void remember(struct body *b, uint32_t value, enum shape s, bool nonnull);
struct var any_pointer(struct body *b, enum shape s); /* may be null */
uint32_t some_pointer(struct body *b, enum shape s);  /* never null */
uint32_t fresh_object(struct body *b, enum shape s);  /* new, zeroed and perhaps filled */
uint32_t some_global(struct body *b, enum shape s);   /* its address, or RIR_NONE */
uint32_t some_integer(struct body *b);
uint32_t without_null(struct body *b, struct var v);
enum shape random_shape(struct gen *g);

/* gen_stmt.c */
void gen_statements(struct body *b, unsigned n);
uint32_t gen_call(struct body *b, uint32_t func_index); /* of a helper; result or RIR_NONE */

/* gen_slots.c */
void gen_trail(struct body *b);
void gen_mix_body(struct body *b);

/* gen_parts.c */
void gen_move_in_parts(struct body *b, uint32_t from, uint32_t to); /* slots */
void gen_scramble_body(struct body *b);

/* gen_flags.c */
void gen_flags(struct body *b);
void gen_status_body(struct body *b);

/* gen_shown.c */
void gen_shows_body(struct body *b);
void gen_boxes_body(struct body *b);
void gen_both_body(struct body *b);
void gen_keeps_body(struct body *b);
void gen_takes_body(struct body *b);
void gen_echo_body(struct body *b);
void gen_shown(struct body *b); /* in a task */
void gen_shown_lent(struct body *b);

/* gen_elements.c */
void gen_step_body(struct body *b, enum shape s);
void gen_worker_body(struct body *b, enum shape s);

/* gen_lent.c: main lends elements of arrays */
void gen_lent(struct body *b);
void gen_lender_body(struct body *b, enum shape s); /* of a function that is given the array */

/* gen_launched.c */
void gen_declare_launched(struct gen *g);
void gen_fill_launched(struct gen *g);
void gen_launched(struct body *b);

/* gen_sheds.c: structs with an array of which elements are lent */
void gen_declare_sheds(struct gen *g);
void gen_fill_sheds(struct gen *g);
void gen_shed(struct body *b);

/* gen_jumps.c */
void gen_jumps(struct body *b);
void gen_leave(struct body *b); /* perhaps */

/* gen_callbacks.c */
void gen_declare_callbacks(struct gen *g);
void gen_fill_callbacks(struct gen *g);
void gen_callbacks(struct body *b);                  /* perhaps */
void gen_first_call(struct body *b);                 /* perhaps, while no task runs */
uint32_t gen_handed_leaf(struct body *b);            /* a function of the leaves' type */
void gen_show_handle(struct body *b, uint32_t slot); /* perhaps: where one lies */

/* gen_packets.c */
void gen_declare_packets(struct gen *g);
void gen_fill_packets(struct gen *g);
/* gen_relay.c */
void gen_declare_relay(struct gen *g);
void gen_fill_relay(struct gen *g);
void gen_relay(struct body *b, uint32_t queue);
void gen_packets(struct body *b); /* perhaps */
void gen_send_by_callee(struct body *b, uint32_t p, enum shape s);
/* What lies at an address goes away, and null takes its place. */
void gen_send_and_forget(struct body *b, uint32_t at, enum shape s);

/* gen_hoards.c */
void gen_declare_hoards(struct gen *g);
void gen_fill_hoards(struct gen *g);
void gen_hoard(struct body *b);
/* gen_kept.c */
void gen_declare_kept(struct gen *g);
void gen_fill_kept(struct gen *g);
void gen_kept(struct body *b); /* perhaps */

/* gen_pipes.c: where bytes leave and come in */
void gen_declare_pipes(struct gen *g);
void gen_pipes(struct body *b); /* perhaps */

/* gen_immutable.c: where some type is immutable */
void gen_declare_immutable(struct gen *g);
void gen_fill_immutable(struct gen *g);
void gen_immutable(struct body *b); /* perhaps */

/* gen_main.c */
enum { HANDLES = 32 }; /* bytes of an array of handles */
struct started {
    uint32_t handle; /* value, or an array of handles */
    bool many;
    uint32_t rounds; /* many: how many there may be */
    uint32_t flags;  /* an array that says which of them are there; RIR_NONE: none */
    bool described;  /* joined through the described function */
};
uint32_t gen_start_insn(struct body *b, uint32_t task, uint32_t arg);
uint32_t gen_load_handle(struct body *b, uint32_t p);
void gen_join(struct body *b, uint32_t handle, bool described);
uint32_t gen_start_argument(struct body *b, const struct gtask *t);
uint32_t gen_handle_slot(struct body *b, int64_t size);
void gen_write_global(struct body *b);
void gen_subtask(struct body *b); /* a task starts and joins another one */
void gen_main_body(struct body *b);

/* gen_rounds.c */
struct started gen_start_many(struct body *b, const struct gtask *t);
void gen_join_many(struct body *b, const struct started *s);

#endif
