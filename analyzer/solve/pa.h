/* Inside Phase A: classes, cells and the constraints between them. phase_a.h is what others use.
 *
 *   node   a class of objects (union-find with a shift: objects may lie at an offset in the class)
 *   slot   what the objects of a class hold at an offset: a cell
 *   cell   a set of pointer values (of one RIR value, or of one slot): at most one node, at a set
 *          of offsets (pa_off.h), and a set of functions (pa_code.c)
 *   use    a constraint that waits for the target of a cell and runs again when that grows
 *
 * Node marks:
 *   UNK    pointers into this class may as well point into memory that we do not know
 *   ESC    code that we do not know may hold pointers to the objects of this class
 *   CUNK   what the objects hold may be unknown (implied by UNK, and by ESC unless constant)
 *   CESC   what the objects hold is known outside (implied by UNK and ESC)
 *   LIB, CODE  which functions that is about as well: A-I31 */
#ifndef FBP_SOLVE_PA_H
#define FBP_SOLVE_PA_H

#include "base/map.h"
#include "rir/rir.h"
#include "solve/pa_off.h"
#include "solve/phase_a.h"

enum {
    PA_UNK = 1u << 0,
    PA_ESC = 1u << 1,
    PA_CUNK = 1u << 2,
    PA_CESC = 1u << 3,
    PA_MUTABLE = 1u << 4, /* holds an object that is not a constant */
    PA_FLAGGED = 1u << 5, /* waits for its contents to be marked */
    PA_DIRTY = 1u << 6,   /* waits for its copies to be made again */
    PA_LIB = 1u << 7,     /* with one of the first four: functions too that a library was given */
    PA_CODE = 1u << 8,    /* and functions that we do not know (A-I31) */
    PA_NOTED = 1u << 9,   /* when all is solved: it has notes (struct pa_note) */
};

struct pa_fold { /* offsets in [lo, hi] that agree modulo stride are one */
    int64_t lo, hi, stride;
};

struct pa_slot {
    int64_t key; /* canonical offset */
    uint32_t cell;
};

typedef VEC(uint32_t) pa_u32s;
typedef VEC(struct pa_slot) pa_slots;
typedef VEC(struct pa_fold) pa_folds;

struct pa_node {
    uint32_t parent;
    uint32_t flags;
    int64_t delta;    /* offset x here is x + delta in the parent */
    pa_slots slots;   /* by key */
    pa_folds folds;   /* disjoint */
    uint32_t nfolded; /* how often it was folded */
    uint32_t ghead, gtail, nglobals;
    uint32_t nobjects;
    uint32_t copies;      /* those that read from it */
    struct pa_off filled; /* where there may be bytes that come from outside ... */
    int64_t nfilled;      /* ... so many at each offset; 0: nowhere */
    uint32_t fills;       /* how often that grew */
};

struct pa_target {
    uint32_t node;
    uint32_t changes;
    struct pa_off off;
};

struct pa_cell {
    uint32_t parent;
    uint32_t target; /* RIR_NONE: points to nothing */
    uint32_t head, tail, nuses;
    uint32_t marks; /* UNK, ESC and CODE, also for a target still to come */
    uint32_t code;  /* the functions that it may be: a set, see pa_code.c */
};

/* A set of functions, sorted: those of the program, and what stands for others (pa_code.c). */
struct pa_code {
    const uint32_t *funcs;
    uint32_t n, nknown; /* nknown: of the program */
};

enum pa_use_op {
    PA_ASSIGN, /* a gets it, x bytes further */
    PA_ELEM,   /* a gets it, a variable multiple of x further, in an array of y bytes */
    PA_LOAD,   /* a is what lies there, x bytes wide */
    PA_STORE,  /* a is put there, x bytes wide */
    PA_LINK,   /* a is put anywhere into the object */
    PA_COPY,   /* one end of copies[a] */
    PA_MARK,   /* the object gets the marks x */
    PA_FILL,   /* x bytes there come from outside; y: or from a library (A-I37) */
};

struct pa_use {
    uint8_t op;
    bool done, queued;
    uint32_t cell; /* that it waits for */
    uint32_t next;
    uint32_t a;
    int64_t x, y;
};

struct pa_copy {
    uint32_t src, dst; /* cells */
    int64_t size;      /* PA_OFF_MAX: unknown */
    uint32_t next;
    bool listed;
};

struct pa_transit {       /* packets that were sent as pointers to one struct */
    uint32_t type, group; /* the group: another one, or itself */
    uint32_t cell;        /* of the group's */
    bool sent, received;
};

struct pa_note { /* numbers in memory that has no slot there (A-I25) */
    uint32_t node;
    struct pa_off off;
    int64_t bytes;
    uint32_t cell; /* what they may be parts of */
    uint32_t next; /* of the same class */
};

struct pa_func {
    uint32_t ret; /* cells, one for each result */
    uint32_t nret;
    uint32_t va_cell;  /* all variadic arguments */
    uint32_t va_list_; /* points to the memory that a va_list walks */
    uint32_t alias;    /* the function it is another name of, or an ifunc's resolver */
    bool described;    /* judged by annotations alone */
    bool unknown;      /* neither body nor description */
    bool leaf;         /* ... and it calls no function of the program */
    bool shown;        /* unknown code was given it */
    bool escaped;      /* its parameters were told of unknown callers */
};

struct pa_site { /* an indirect call, an ifunc's, or a callback: functions in a cell's class */
    uint32_t func, insn;
    uint32_t cell;
    uint32_t ann;     /* CALLS, CALLS_LATER, SPAWNS: index in the callee's anns; else RIR_NONE */
    uint32_t callee;  /* the annotated function */
    uint32_t seen;    /* set of functions when last looked at */
    uint32_t offered; /* set of those that libraries were given, when last looked at */
    bool nowhere;     /* nothing is known that it may reach */
    bool null;        /* the pointer can only be null (A-I32) */
    bool unfiltered;  /* no function fitted: all are taken */
    bool inside;      /* the operand is an object that holds the functions (sigaction) */
    pa_u32s funcs;    /* found so far, besides those of the hub */
    pa_u32s given;    /* ... that a library was given, and may give back */
    pa_u32s only;     /* not empty: the operand is one of these and nothing else (pa_trace.c) */
    uint32_t hub;     /* RIR_NONE: none */
};

struct pa_hub {    /* calls of one shape to one set of functions, with one set of arguments */
    uint32_t site; /* one of them, for the shape */
    uint32_t code;
    uint32_t args, results; /* cells, one for each operand and result */
    pa_u32s funcs;          /* with a body: they get the hub's arguments */
    pa_u32s special;        /* described, unknown, ifuncs: each site calls them itself */
};

struct pa_sink {   /* what leaves the program's memory by one call */
    uint32_t node; /* it is copied here */
    pa_u32s held;  /* cells of what is in it that points to objects */
};

struct pa_edges {
    uint32_t *first, *to; /* first[n + 1] */
    uint32_t n;
};

struct phase_a {
    const struct rir_module *m;
    struct phase_a_options opt;
    int64_t ptr; /* bytes of a pointer */
    /* cells and classes */
    VEC(struct pa_node) nodes;
    VEC(struct pa_cell) cells;
    VEC(struct pa_target) targets;
    VEC(struct pa_use) uses;
    VEC(struct pa_copy) copies;
    struct map copy_edges;
    VEC(struct pa_note) notes;
    VEC(struct pa_code) codes; /* sets of functions; the first is empty */
    struct map code_ids, code_unions;
    pa_u32s code_from, code_to; /* function put into cell */
    uint32_t library_code;      /* set: functions that libraries were given */
    uint32_t code_node;         /* the class of what is a function and nothing else */
    uint32_t *code_behind;      /* by type: PA_LIB, PA_CODE or 0 (A-I31) */
    struct map piece_flows;     /* (cell, cell) connected for a piece */
    uint64_t *pieces;           /* numbers that may be a part of a pointer, by value */
    pa_u32s todo_uses, todo_unify, todo_flag, todo_dirty; /* unify: pairs */
    /* the program */
    struct pa_func *funcs;
    uint32_t *global_node, *global_next;
    uint32_t *value_base, *value_cell;
    struct map names; /* functions by name (interned) */
    VEC(struct pa_site) sites;
    VEC(struct pa_hub) hubs;
    struct map hub_of;  /* (set, shape) to hub */
    struct map site_of; /* (func, insn) of an indirect call to its site */
    struct map pairs;   /* (site, function) connected */
    struct map fresh;   /* (func, insn) to the object it makes */
    struct map leaving; /* (func, insn) to an entry of sinks */
    VEC(struct pa_sink) sinks;
    VEC(struct pa_transit) transits; /* packets on their way: pa_transit.c */
    bool one_transit;                /* types say nothing of them */
    uint32_t transit_copy;           /* node: bytes on their way */
    uint32_t joined;                 /* cell: results of tasks, once a join wants them */
    pa_u32s results;                 /* cells of results that nobody wanted yet */
    bool joins_results;
    bool text_is_read; /* the program may read back an address that it printed */
    bool comes_back;   /* what comes in may be a pointer (A-I37) */
    bool maps_shared;  /* some memory is mapped that others may see */
    bool copies_sent, unknown_called, globals_escaped, uncalled_done;
    uint32_t main; /* function or RIR_NONE */
    /* tasks, graph */
    VEC(struct pa_task) tasks;
    pa_u32s main_roots, escaped;
    uint32_t sure_roots; /* of main_roots: those that are surely called; the rest escaped */
    pa_u32s borrowed;    /* cells of what unknown functions borrow */
    uint32_t nborrowed;  /* of them: known to be handed to functions of the program */
    bool task_unknown;   /* some task is code that we do not know */
    bool *uncalled;      /* functions that are roots because nothing calls them */
    bool starts_by_body; /* some function with a body is said to start tasks */
    bool *handed;        /* given to a function with a body that is said to start it (A-I34) */
    bool *late;          /* ... because something calls them at a time that is not known */
    bool *name_found;
    struct pa_edges calls, callers; /* node nfuncs is "outside", code we do not know; then hubs */
    uint32_t ngraph;
    uint32_t *scc_first, *scc_funcs, *scc_of, nsccs;
    uint64_t **task_reach; /* of each task; those of one function are shared */
    uint64_t *any_task, *in_main, *by_unknown;
    uint64_t **reach_of;  /* [func] what it calls, to any depth; NULL: nobody has asked */
    struct map callbacks; /* (func, insn) to an entry of callback_lists */
    struct pa_list {
        pa_u32s funcs;
        uint32_t nknown; /* of them; the others are there because outside code was given them */
        bool complete;
    } *lists;
    uint32_t nlists;
    struct map callees; /* (func, insn) to an entry of lists */
    /* classes as others see them */
    uint32_t *class_of_node;
    struct pa_class {
        uint32_t node;
        bool global, pointed;
        uint32_t *globals, nglobals;
        uint64_t *reaches; /* classes; made when asked for */
    } *classes;
    uint32_t nclasses;
    struct pa_effects *effects;
    bool *named;   /* globals whose address occurs in code that a task reaches */
    bool *used;    /* ... other than to be compared or subtracted */
    bool *initial; /* ... in the initialiser of another */
    struct phase_a_stats stats;
    struct arena arena;
};

/* pa_class.c: nodes */
uint32_t pa_node_new(struct phase_a *a, uint32_t flags, uint32_t nobjects);
uint32_t pa_node_find(struct phase_a *a, uint32_t n, int64_t *delta); /* delta may be NULL */
void pa_node_merge(struct phase_a *a, uint32_t n, uint32_t other, int64_t delta);
uint32_t pa_node_slot(struct phase_a *a, uint32_t root, struct pa_off at, int64_t width);
void pa_node_fold(struct phase_a *a, uint32_t root, int64_t lo, int64_t hi, int64_t stride);
void pa_node_mark(struct phase_a *a, uint32_t n, uint32_t flags);
uint32_t pa_content_marks(const struct phase_a *a, uint32_t root); /* what its slots get */
uint32_t pa_slot_marks(const struct phase_a *a, uint32_t root, int64_t key); /* ... and this one */
void pa_node_fill(struct phase_a *a, uint32_t root, struct pa_off at, int64_t bytes);

/* pa_cell.c: cells, uses, the work list */
uint32_t pa_cell_new(struct phase_a *a);
uint32_t pa_cell_find(struct phase_a *a, uint32_t c);
bool pa_cell_target(struct phase_a *a, uint32_t c, uint32_t *root, struct pa_off *off);
void pa_cell_point(struct phase_a *a, uint32_t c, uint32_t node, struct pa_off off);
void pa_cell_mark(struct phase_a *a, uint32_t c, uint32_t marks);
void pa_cell_unify(struct phase_a *a, uint32_t c, uint32_t d); /* when the work list is run */
void pa_use_add(struct phase_a *a, uint32_t cell, enum pa_use_op op, uint32_t arg, int64_t x,
                int64_t y);
void pa_assign(struct phase_a *a, uint32_t from, uint32_t to); /* either may be RIR_NONE */
void pa_copy_add(struct phase_a *a, uint32_t src, uint32_t dst, int64_t size);
void pa_run(struct phase_a *a);

/* pa_transit.c */
void pa_transit_init(struct phase_a *a);
void pa_transit_send(struct phase_a *a, uint32_t func, uint32_t value);
void pa_transit_receive(struct phase_a *a, uint32_t func, uint32_t value);
/* The cell of what is put where the value points. */
uint32_t pa_transit_received_into(struct phase_a *a, uint32_t func, uint32_t value);
void pa_transit_any(struct phase_a *a, uint32_t cell, bool sends);
bool pa_transit_lies(const struct phase_a *a); /* when all is solved: the types do not hold */

/* pa_copy.c */
void pa_copy_run(struct phase_a *a, uint32_t copy);
void pa_copy_rerun(struct phase_a *a, uint32_t root);

/* pa_piece.c: numbers that may be a part of a pointer */
bool pa_pieces(struct phase_a *a, const uint64_t *reached); /* true: something new */

/* pa_constrain.c: instructions */
uint32_t pa_value(struct phase_a *a, uint32_t func, uint32_t value); /* its cell or RIR_NONE */
bool pa_const(const struct rir_func *f, uint32_t value, int64_t *k);
/* As many bytes at most are in the array inside a struct into which the value points; PA_OFF_MAX:
 * not known. *value becomes the pointer to its start. */
int64_t pa_room_at(const struct rir_module *m, const struct rir_func *f, uint32_t *value);
void pa_constrain(struct phase_a *a);
bool pa_constrain_numbers(struct phase_a *a, const uint64_t *reached); /* true: something new */
uint32_t pa_fresh(struct phase_a *a, uint32_t func, uint32_t insn);    /* the object it makes */

/* pa_calls.c: calls, callees */
void pa_call(struct phase_a *a, uint32_t func, uint32_t insn, uint32_t callee);
void pa_call_indirect(struct phase_a *a, uint32_t func, uint32_t insn);
void pa_call_outside(struct phase_a *a, uint32_t func); /* unknown code calls it */
void pa_site_add(struct phase_a *a, uint32_t func, uint32_t insn, uint32_t cell, uint32_t callee,
                 uint32_t ann, bool inside);
bool pa_resolve(struct phase_a *a); /* true if something new came up */
bool pa_resolve_empty(struct phase_a *a, const uint64_t *reached);
void pa_call_plain(struct phase_a *a, uint32_t func, const struct rir_insn *in,
                   const struct pa_hub *hub, uint32_t callee);
bool pa_fits(const struct phase_a *a, uint32_t func, const struct rir_insn *in, uint32_t target);
uint32_t pa_first_arg(const struct rir_insn *in);

/* pa_hub.c: many calls of many functions. False: without a hub. */
bool pa_hub_join(struct phase_a *a, uint32_t site, uint32_t code);

/* pa_code.c: functions that a cell may be */
void pa_code_add(struct phase_a *a, uint32_t cell, uint32_t func);
void pa_code_add_unknown(struct phase_a *a, uint32_t cell, uint32_t type);
bool pa_code_open(const struct phase_a *a, const struct pa_site *s); /* unknown code fits it */
/* The functions that libraries were given, if the cell may be one of them; else NULL. */
const struct pa_code *pa_code_given(const struct phase_a *a, uint32_t cell);
void pa_code_run(struct phase_a *a);
const struct pa_code *pa_code(const struct phase_a *a, uint32_t cell);
void pa_code_types(struct phase_a *a);
/* What may be found at a pointer to this type: 0, PA_LIB or PA_CODE. */
uint32_t pa_code_behind(const struct phase_a *a, uint32_t type);

/* pa_trace.c: the functions that an operand is, if no other can be. False, and none: not known. */
bool pa_trace_functions(const struct phase_a *a, uint32_t func, uint32_t value, pa_u32s *found);
bool pa_is_declared_task(const struct phase_a *a, uint32_t func); /* pa_tasks.c */

/* pa_null.c: the pointer of this indirect call can only be null */
bool pa_null_call(struct phase_a *a, const struct pa_site *s);

/* pa_outside.c: bytes that leave, and bytes that come in, or are a library's */
void pa_fill(struct phase_a *a, uint32_t func, const struct rir_insn *in, const struct rir_func *g,
             const struct rir_ann *n, bool library);
void pa_leave(struct phase_a *a, uint32_t func, uint32_t insn, const struct rir_func *g,
              const struct rir_ann *n);
void pa_sinks_look(struct phase_a *a); /* after the last round: what did leave? */

/* pa_gone.c: a pointer may have gone out, so one may come in. True: something new */
bool pa_gone(struct phase_a *a);
void pa_gone_early(struct phase_a *a); /* as far as calls by name show it */

/* pa_text.c: addresses that are printed. True: something new */
bool pa_text(struct phase_a *a, const uint64_t *reached);

/* pa_annot.c: described functions */
void pa_described(struct phase_a *a, uint32_t func, uint32_t insn, uint32_t callee);
/* What C position n of a described function points to; NULL: not known. */
const struct rir_type *pa_pointee(const struct rir_module *m, const struct rir_func *g, int n);
void pa_callback(struct phase_a *a, struct pa_site *s, uint32_t target);
void pa_callback_unknown(struct phase_a *a, const struct pa_site *s);

/* pa_tasks.c */
void pa_tasks_declared(struct phase_a *a); /* annotated, named, exported; main's parameters */
/* All tasks and roots, after a round; true: some make another one necessary. */
bool pa_tasks_find(struct phase_a *a);
/* A definition of the program's own of a function that copies of memory are calls of (A-I35). */
bool pa_called_by_compiler(const struct rir_func *f);
bool pa_tasks_uncalled(struct phase_a *a); /* without a main, what nothing calls is a root */
/* True: there are new roots. */
bool pa_tasks_unreached(struct phase_a *a, const uint64_t *reached);
void pa_tasks_drop_dead(struct phase_a *a);      /* whose start is never run */
uint64_t *pa_reach_all(const struct phase_a *a); /* from main and tasks; the caller releases it */
void pa_task_starts(struct phase_a *a, uint32_t target, uint32_t arg_cell);
void pa_task_unknown(struct phase_a *a);
void pa_task_result(struct phase_a *a, uint32_t cell); /* a task returns or exits with it */
uint32_t pa_task_joined(struct phase_a *a);            /* the cell that a join takes it from */

/* pa_graph.c */
/* Edges by the node that they leave: to[first[x]] .. to[first[x + 1]]. */
struct pa_edges pa_edges_sorted(const uint32_t *from, const uint32_t *to, uint32_t n,
                                uint32_t nodes);
void pa_graph_build(struct phase_a *a);
void pa_graph_free(struct phase_a *a);
void pa_graph_sccs(struct phase_a *a);
uint64_t *pa_graph_reach(const struct phase_a *a, const uint32_t *roots, uint32_t n);
bool pa_site_empty(const struct phase_a *a, const struct pa_site *s); /* reaches no function */
bool pa_site_open(struct phase_a *a, const struct pa_site *s);        /* may reach unknown code */

/* pa_scc.c: component i has the nodes nodes[first[i]] .. nodes[first[i + 1]] */
struct pa_components {
    uint32_t *first, *nodes, n;
};
struct pa_components pa_components(const struct pa_edges *e, uint32_t nodes, struct arena *arena);

/* pa_effects.c */
void pa_effects_build(struct phase_a *a);
void pa_effects_free(struct phase_a *a);

/* pa_number.c: classes as others see them */
void pa_number(struct phase_a *a);
uint32_t pa_class_of_cell(const struct phase_a *a, uint32_t cell); /* RIR_NONE: none */

static inline uint64_t pa_key(uint32_t func, uint32_t insn)
{
    return (uint64_t)func << 32 | insn;
}

static inline bool pa_bit(const uint64_t *bits, uint32_t i)
{
    return (bits[i / 64] >> (i % 64) & 1) != 0;
}

static inline void pa_set(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= (uint64_t)1 << (i % 64);
}

#endif
