/* Phase B, one function: the working data of the flow-sensitive analysis.
 *
 * A *body* is the analysis of one function for one entry. It has abstract nodes (which objects
 * there are), a state in front of each block (what refers to what), and, once the fixpoint is
 * reached, records of every access and every call in terms of its nodes. Statuses are symbolic: a
 * body does not know whether its parameter is a global; status.h pushes that in later.
 *
 * Nodes are local to a body; GLOBAL, GREST, FUNC, HANDLE and UNKNOWN mean the same in all bodies.
 */
#ifndef FBP_SOLVE_BODY_H
#define FBP_SOLVE_BODY_H

#include "base/map.h"
#include "rir/rir.h"
#include "solve/facts.h"
#include "solve/flow.h"
#include "solve/image.h"
#include "solve/lent.h"
#include "solve/marks.h"
#include "solve/phase_a.h"
#include "solve/set.h"
#include "solve/solve.h"
#include "solve/specialise.h"
#include "solve/start_given.h"
#include "solve/tested.h"

enum node_kind {
    N_UNKNOWN, /* anything that is not understood; ref: index of the reason */
    N_PARAM,   /* what IR parameter `ref` points to at entry */
    N_PATH,    /* what slot (parent, off, stride) referred to at entry */
    N_REST,    /* everything reachable at entry from root `ref` beyond the depth of paths */
    N_VARARGS, /* the variadic arguments at entry */
    N_GLOBAL,  /* static object `ref` (thread-local ones too) */
    N_GREST,   /* some object reachable from static object `ref` */
    N_STACK,   /* object of STACK instruction `ref` */
    N_HEAP,    /* object made by instruction `ref` (or the call `ref`: the off-th one), latest */
    N_OLD,     /* the earlier objects of the same instruction */
    N_FUNC,    /* function `ref` */
    N_CONSTS,  /* some constant object that holds no pointer: string literals, where there are many
                */
    N_HANDLE,  /* handle of the task started by start record `ref` */
    N_POT,     /* what was stored through entry nodes that may be each other */
    N_MARK,    /* not an object: holds what mark `ref` was put on (marks.h) */
};

struct node {
    uint8_t kind; /* enum node_kind */
    uint8_t depth;
    bool summary;            /* may stand for several objects at once */
    bool wide;               /* its slots are merged in every joined state (state.c, B-S3) */
    bool local;              /* STACK, HEAP, OLD */
    bool channel, immutable; /* open_object.h */
    uint32_t entry;          /* index in the body's entries, RIR_NONE: no entry node */
    uint32_t ref;
    uint32_t parent; /* N_PATH */
    uint32_t root;   /* N_PATH, N_REST: the PARAM, VARARGS or GLOBAL above; others: the node */
    uint32_t rest;   /* of a root: its N_REST, RIR_NONE until there is one */
    uint32_t paths;  /* the first N_PATH whose parent it is, RIR_NONE: there is none */
    uint32_t
        sibling; /* N_PATH: the next one with this parent; they are in the order of their making */
    int32_t off;
    uint32_t stride;
    uint32_t partner; /* N_HEAP: its N_OLD, RIR_NONE until there is one */
};

enum {
    PATH_DEPTH = 2,
    NODE_CAP = 64,
    LARGE_BODY = 250, /* instructions */
    HUGE_BODY = 1000,
    MADE_CAP = 12, /* new objects; in programs that send: */
    MADE_CAP_PACKETS = 48,
    MADE_PER_CALL = 2,
    SLOT_CAP = 128,
    MANY_TARGETS = 16, /* of a call: more have one coarse effect */
    EXIT_SLOTS = 40,
    CROWDED_SLOTS = 16,
    SEEN_SLOTS = 4096,
    SEEN_SETS = 1024,
    SEEN_MEMORIES = 16,
    NAMED_NODES = 256,
    SPREAD_SETS = 64,
    SPREAD_WORDS = 2,
    MAX_PARTS = 4,  /* states kept apart at a block */
    MAX_CLASSES = 3 /* exits of a function */
};

struct bound { /* value -> targets */
    uint32_t value;
    set_id set;
};

struct id_vec {
    uint32_t *data;
    uint32_t len, cap;
};

/* A state at a block's entry. A slot that is absent has its initial content (memory.h). */
struct state {
    bool reached;
    bool fresh;             /* it grew since the block was last executed with it */
    bool havoc;             /* unknown code ran, or somebody wrote through an unknown pointer */
    struct image *mem;      /* NULL: no slots */
    VEC(struct bound) vals; /* sorted by value; live values with a non-empty set */
    struct fact_vec facts;  /* about numbers; of an exit: FACT_RESULT, and parameters by index */
    struct id_vec running;  /* start records whose task may be running */
    struct id_vec sure;     /* ... and on some path certainly is: no join since then */
    struct id_vec single;   /* ... of which only the start that ran last here is running */
    struct id_vec joined;   /* records joined on every path since entry */
    bool joins;             /* some join happened since entry, of whatever */
    bool unlinks;           /* a pointer in memory that others may see was replaced */
};

#define FACT_RESULT (RIR_NONE - 1) /* in an exit: what is known of the first result */
/* No number of the program: which single objects were given away, as a number. States and exits
 * that differ in that are kept apart by it (B-Q9); nothing follows from it. */
#define FACT_GIVEN (RIR_NONE - 2)

struct parts {          /* states that are kept apart at a point, parts.c */
    struct state *list; /* most points have one: room is made as they come */
    uint32_t n, cap;
    uint32_t max; /* how many there may be; 0: not decided yet */
    VEC(struct dull {
        uint32_t value;
        uint8_t level;
    })
    dull; /* values of which the point knows less, or nothing */
};

/* SEND, FREEZE, SHOW: the targets are the whole packet. */
enum access_kind {
    ACCESS_READ,
    ACCESS_WRITE,
    ACCESS_FREE,
    ACCESS_SEND,
    ACCESS_FREEZE,
    ACCESS_SHOW, /* what is of an immutable type is published; no place */
    ACCESS_LEND, /* what a start gives, likewise whole; only packets are asked about */
    ACCESS_ANY,  /* code that is not known has it; only packets are asked about */
};

enum { NO_OPERAND = 255 };

struct access {
    uint32_t insn;
    uint8_t kind;      /* enum access_kind */
    uint8_t arg;       /* operand that holds the address, or C position for described calls */
    bool described;    /* made by a described callee, at this call */
    bool asked;        /* a write that a command asks for: not of a constant */
    const char *doubt; /* why the callee may not do it after all; NULL: it does */
    set_id targets;
    set_id member;    /* where the member begins that a variable address stays in (steps.c); of what
                         is given away: the packet's own objects, without what they lead to */
    set_id given;     /* SEND, FREEZE: the packet, without what else others may see in its place */
    uint32_t format;  /* it happens if the text at this operand has a %n; RIR_NONE: in any case */
    set_id format_is; /* ... which refers to these */
    uint32_t point;   /* index in `points` */
};

/* It puts the mark on its targets: judge_packets.c. */
bool access_gives(const struct access *a, enum mark m);
/* It is to an object of the operand's class, and not to a packet or what lies behind an argument.
 */
bool access_is_of_operand(const struct access *a);

/* A call (or start, or callback) of a body, in terms of the caller's nodes. */
struct call_rec {
    uint32_t insn, callee;
    bool aliased;       /* which entry of the callee */
    bool start;         /* the callee is started as a task */
    bool coarse;        /* the callee's nodes are bound to unknown */
    bool several;       /* the call goes to this function or to others */
    uint32_t nbind;     /* beyond it the callee had no entry nodes when this was recorded */
    const set_id *bind; /* per node of the callee's body: targets here (entry nodes only) */
    uint32_t point;
    /* Of all these targets the entry nodes, once each, as indices in the body's entries. NULL:
     * nobody has asked yet (status_push.c). */
    const uint32_t *passes;
    uint32_t npasses;
};

/* Something that is judged without targets: unknown calls, hidden state. */
struct event {
    uint32_t insn, callee;
    bool hidden;      /* callee has hidden state, or reads some; else: callee is unknown */
    bool changes;     /* hidden: this call writes that state */
    uint32_t if_null; /* hidden: it does so if this operand is null; RIR_NONE: in any case */
    const char *text; /* unknown: reason */
    uint32_t point;
};

struct handing { /* a call that may link its arguments together, or keep them */
    uint32_t insn, point;
    uint32_t value; /* RIR_NONE: all of them */
};

enum tie_kind {
    TIE_PART,    /* the part may be one that others see already: a caller's, or loaded from there */
    TIE_STATIC,  /* the part is a static object */
    TIE_SHOWN,   /* static object `by` leads to it */
    TIE_LINKED,  /* the object of entry node `by` leads to it */
    TIE_UNKNOWN, /* code that is not known may have it; `by`: the node that says why */
};

struct tie { /* between a packet that is sent and what stays, or part of it that has to be asked
                about (aliased.c) */
    uint32_t insn, point;
    uint8_t kind; /* enum tie_kind */
    uint8_t arg;  /* as in the access that sends */
    bool described, root;
    uint8_t cert;       /* enum certain: that `by` leads to the part */
    const char *doubt;  /* why it may not be sent after all; NULL: it is */
    struct target part; /* an object of the packet; its certainty is that of being one */
    uint32_t by;
};

struct waiting {   /* an object of the sender's own may lead to what was sent, where it waits */
    uint32_t insn; /* that waits, or ends the task */
    uint32_t holder;
    int32_t off;
    uint32_t stride;
    struct target part;
    uint8_t edge, mark; /* enum certain: that it leads there; that the part was sent */
};

struct holding { /* it surely does, right behind an instruction by which the part is surely sent */
    uint32_t insn, holder, part;
    int32_t off;
};

struct storing { /* a pointer is stored; recorded where the program sends or freezes */
    uint32_t insn;
    set_id at, value;
};

struct point { /* which tasks may be running, and what has become of objects */
    const uint32_t *running, *sure, *joined;
    uint32_t nrunning, nsure, njoined;
    bool joins;
    set_id marks[MARKS + 1];  /* the last one is MARK_PUT */
    const struct loan *loans; /* B-L8 */
    uint32_t nloans;
};

struct exit { /* what the function does to memory, in terms of its entry nodes */
    bool returns;
    struct fact_vec facts; /* FACT_RESULT, and parameters by index: as at the return */
    bool havoc;
    bool joins, unlinks;
    struct image *mem; /* NULL: no slots */
    VEC(set_id) results;
    struct id_vec running, sure, single, joined;
};

struct use { /* a block calls (starts, calls back) this body, and saw it at this version */
    const struct body *callee;
    uint32_t block, version;
};

struct body {
    struct solver *s;
    uint32_t func;
    bool aliased;      /* the entry: parameters and globals may overlap */
    bool used_pot;     /* overlap made a difference */
    bool coarse;       /* callers must not rely on the exit */
    bool asks_unknown; /* unknown code runs in it */
    bool crowded;      /* its exits had many slots (B-E5) */
    uint32_t version;  /* counts what callers have to see: changes of the exit, new nodes, coarse */
    uint32_t changes;  /* how often body_solve() changed the exit */
    bool solved;       /* at least once */
    bool recorded;     /* some context can run it: it has records */
    uint32_t nwide;    /* how many nodes are wide */
    uint8_t straight;  /* held.c: the answer, plus one; 0: not asked yet */
    bool *resumes;     /* per block: holds a call that may return twice (setjmp); NULL: none does */
    const struct rir_func *f;
    struct flow *w;
    VEC(struct node) nodes;
    struct id_vec entries;  /* the nodes that stand for what the caller has */
    struct id_vec lent;     /* the nodes of loans (lent.h) */
    uint32_t npaths, nmade; /* entry paths and fresh objects among them: capped */
    uint32_t repeated;      /* executions of blocks beyond those with one state */
    uint32_t solved_nodes;  /* how many there were after the last body_solve */
    struct set_shelf sets;
    struct map index;
    struct parts *in;                 /* per block */
    struct exit exit;                 /* of all returns */
    struct exit classes[MAX_CLASSES]; /* of the returns by what is known there */
    uint32_t nclasses;                /* 0: they all do the same */
    struct state returned;            /* join of the states at returns; vals: results by index */
    struct parts returned_parts;
    struct id_vec put_into;    /* the entry nodes behind which MARK_PUT was put */
    VEC(const char *) reasons; /* of N_UNKNOWN nodes */
    VEC(struct use) uses;      /* what the in-states were computed from */
    struct map use_index;      /* block << 32 | function << 1 | aliased -> index in uses */

    VEC(struct access) accesses;
    VEC(struct call_rec) calls;
    VEC(struct event) events;
    VEC(struct handing) handings;
    VEC(struct point) points;
    VEC(struct tie) ties;
    VEC(struct storing) storings;
    VEC(struct waiting) waitings;
    VEC(struct holding) holdings;
};

struct start_rec { /* one start instruction */
    uint32_t func, insn;
    const uint32_t *tasks; /* indices in phase_a_tasks */
    uint32_t ntasks;
    bool many;   /* the instruction may run more than once in an activation of its function */
    bool inside; /* a library runs it inside some other task: handlers, destructors */
};

struct solver {
    const struct rir_module *m; /* the view of `spec`: with copies of functions */
    const struct specialised *spec;
    const struct solve_options *o;
    struct solve_stats *stats;
    struct phase_a *a;
    struct set_table sets;
    struct images images;
    struct found *found;
    uint64_t last_epoch; /* the highest number given to a memory so far */
    struct intern names; /* reasons */
    struct arena arena;
    struct body **bodies[2]; /* [aliased][func]; not aliased: NULL until a call can use it */
    bool *overlap_matters; /* [component of the call graph] arguments that overlap make a difference
                            */
    uint32_t nested;       /* bodies that are analysed for a call of another one */
    struct flow **flows;   /* [func] */
    struct tested **tested; /* [func] */
    uint32_t *shown_as;     /* [func] thunk.c: the answer, plus one; 0: not asked yet */
    struct edge_joins {
        struct edge_join *data;
        uint32_t len, cap;
    } *edge_joins; /* [func] */
    struct call_joins {
        struct call_join *data;
        uint32_t len, cap;
    } *call_joins; /* [func] */
    struct loop_ends {
        struct loop_end *data;
        uint32_t len, cap;
    } *loop_ends;                  /* [func] */
    struct id_vec joined_by_tasks; /* records */
    struct join_insns {            /* all in functions with bodies; none without starts */
        struct join_insn {
            uint32_t func, insn;
        } *data;
        uint32_t len, cap;
    } joins;
    bool *may_join; /* [func] something that the function calls by name joins, or itself */
    VEC(struct start_rec) starts;
    struct lent_form *lent_forms; /* [record] */
    struct point last_point;      /* the one that was recorded last, of whatever body */
    struct id_vec unseen; /* indices in phase_a_tasks: declared, and nobody is seen to start them */
    struct called_back {  /* what unknown code may do by functions that it was given */
        struct id_vec starts, joined; /* records; those that a join of theirs may end */
        struct id_vec locals, shown;  /* thread-local objects that they name, or anybody can / whose
                                         address they give to others */
        struct id_vec exported;       /* thread-local objects that unknown code knows by name */
        bool any, moves;              /* ... some of them may send or freeze */
    } called_back;
    VEC(struct start_host) hosts;
    struct map host_index, host_of; /* func << 32 | insn, or record -> host */
    struct map start_index;         /* func << 32 | insn -> record */
    struct used_as *used_as;        /* [class] open_object.c; NULL: not asked yet */
    struct kept_names *kept_names;  /* kept_names.c; NULL: not asked yet */
    uint8_t *leads_to_static;       /* [class] packets.c: 0 not asked yet, 1 no, 2 yes */
    uint32_t word;                  /* bytes of a pointer */
    struct marks_known marks[MARK_SORTS];
    bool freezes; /* the program freezes something, other than by publishing it */
    struct published {
        uint8_t **says;           /* [func][value] enum says; NULL: no type is immutable */
        bool *related;            /* [type] has to do with an immutable one */
        bool *reached;            /* [type] may lie behind an object of such a type */
        bool *shown_at_start;     /* [global] */
        bool *is_part;            /* [type] some struct or union has a member of it */
        bool has_parts;           /* ... which holds for an immutable one */
        struct marks_known types; /* objects of such types */
    } publish;
    struct id_vec sending_channels; /* types of the channels of functions that send */
    bool any_channel;               /* some send does not say through which channel */
    bool *stores_into_channel;      /* [func] (channel_store.h) */
    uint8_t *leads_back;            /* per phase-A class, apart.c: 0 not asked yet, 1 no, 2 yes */
    bool *read_pointers; /* per phase-A class: pointers are loaded from its objects; for marks */
    bool *interrupted;   /* per phase-A class: handlers that run inside other tasks may change it */
    bool *writes_given;  /* [func] may write memory that a channel was given before (buffers.c) */
    bool *ends;          /* [func] may end the task that calls it (ends.c) */
    bool *started;       /* [func] some task begins there */
    bool *waits;         /* [func] may wait for a packet (behind.c); NULL: nothing is sent */
    bool cancels;        /* tasks may be cancelled, at any call */
    bool ends_anywhere;  /* tasks may be ended between any two instructions */
};

struct reach {
    uint32_t published; /* node it is reachable from: GLOBAL or GREST; RIR_NONE */
    uint8_t cert;       /* of `published` */
    bool linked_known;  /* `linked` has been made */
    uint32_t exposed;   /* an UNKNOWN node it is reachable from; RIR_NONE */
    set_id linked;      /* entry nodes it is reachable from */
};

/* What can be reached in some memory, reach.c. */
struct reachable {
    uint64_t graph;
    VEC(struct reach) nodes; /* per node; one more: what any entry node may be */
    VEC(uint64_t) links;     /* likewise, link_words each: from which entry nodes it is reached */
    uint32_t link_words, entries;
};

/* What was found out about memories, by hashes of their epochs and of what was asked. No two
 * memories of a program have the same epoch, nor do two graphs. */
struct found {
    struct seen_slot { /* memory_slot() */
        uint64_t epoch;
        uint32_t node, stride;
        int32_t off;
        set_id set;
    } slots[SEEN_SLOTS];
    struct seen_set { /* reach_resolve(), of a graph; memory_closure() and _below(), of a memory */
        uint64_t epoch;
        set_id from, to;
    } resolved[SEEN_SETS], closed[SEEN_SETS], below[SEEN_SETS];
    struct reachable reachable[SEEN_MEMORIES];
    struct named_node { /* node_get() */
        const struct body *of;
        uint32_t kind, ref, id;
    } named[NAMED_NODES];
    uint64_t time;      /* of the last answer of reach.c that was computed */
    struct spread_set { /* while one is: what all targets of a set have been marked with */
        uint64_t time;
        set_id set;
        bool published, exposed;
        uint8_t cert;
        uint64_t links[SPREAD_WORDS];
    } spread[SPREAD_SETS];
};

/* The environment while a block is executed abstractly. */
struct env {
    struct body *b;
    uint32_t block;
    set_id *vals;         /* per value; valid for non-constant values */
    struct id_vec active; /* values with a non-empty set */
    struct state st; /* st.vals unused; st.mem: an image of `mem`, once memory_image() made it so */
    bool recording;  /* the fixpoint is reached: write records */
    uint32_t records_end; /* ... of this block: none from here on; 0: none are written */
    bool dead;            /* control cannot get here */
    uint32_t choice;      /* which class of the call's exits is executed, or CHOICE_ALL */
    uint32_t nchoices;    /* set by the call: how many there are */
    struct body *callee;  /* whose classes they are */
    uint32_t nsplits;     /* states that calls of this block have added */
    struct slots mem;     /* what memory refers to now */
    set_id taken;         /* what this instruction takes out of memory that others can see */
    uint64_t epoch; /* which memory this is: equal ones have, where that is seen, one number */
    uint64_t image_epoch; /* the memory that st.mem is the image of; 0: marks have changed since */
    uint64_t marks_epoch; /* counts changes of marks */
    uint64_t graph; /* which of its objects leads to which others: as `epoch`, but it stays where
                       stores change nothing of that */
    struct reachable *reach; /* that of this memory, once somebody asked */
};

static inline struct set_table *sets_of(const struct env *e)
{
    return &e->b->s->sets;
}

/* Behind this instruction nothing of the block is recorded: what it does nobody asks (B-F2). */
static inline bool env_records_last(const struct env *e, uint32_t insn)
{
    return insn + 1 == e->records_end;
}

#define CHOICE_ALL RIR_NONE

#define MUTANT(s, n) ((s)->o->mutant == (n))

/* solve.c */
bool solver_runs_once(const struct solver *s, uint32_t func,
                      uint32_t insn); /* in the whole program */
/* It begins to run by itself: a task that nobody starts, or a root of main. */
bool solver_is_root(const struct solver *s, uint32_t func);

/* The entry "arguments are disjoint" of a function, where it says more than the other (B-O4); NULL:
 * the other one has to serve. */
bool solver_may_be_apart(const struct solver *s, uint32_t func);
struct body *solver_apart(struct solver *s, uint32_t func);

/* buffers.c: fills s->writes_given. */
void buffers_find(struct solver *s);

/* Some object that this one leads to may be global, constant, or not known, somewhere in the
 * program. */
bool solver_leads_to_visible(const struct solver *s, uint32_t cls);

/* node.c */
uint32_t node_get(struct body *b, enum node_kind kind, uint32_t ref);
uint32_t node_path(struct body *b, uint32_t parent, int32_t off, uint32_t stride);
uint32_t node_made(struct body *b, uint32_t insn, uint32_t ordinal); /* latest of an instruction */
uint32_t node_made_before(const struct body *b, uint32_t insn); /* RIR_NONE: there is none so far */
/* The object that slot `off` of `owner` refers to where the block of `insn` begins; rest: what
 * hangs below it. */
uint32_t node_at_slot(struct body *b, uint32_t insn, uint32_t owner, int32_t off, bool rest);
uint32_t node_old(struct body *b, uint32_t made);
uint32_t node_unknown(struct body *b, const char *reason);
bool node_is_outside(const struct body *b, uint32_t node);
bool node_is_in_packet(const struct body *b, uint32_t node);

/* apart.c: two entry nodes (or a static variable) are certainly different objects. */
bool node_is_apart(const struct body *b, uint32_t x, uint32_t y);

bool node_is_unknown_code(const struct body *b,
                          uint32_t node); /* N_UNKNOWN, and neither of these */
extern const char a_number[];
extern const char from_outside[]; /* the reason of bytes that come in (A-I28) */
extern const char in_packet[];    /* ... of what came in a packet, and may be static or constant */
const char *node_reason(const struct body *b, uint32_t node);
static inline bool node_is_entry(const struct body *b, uint32_t node)
{
    return b->nodes.data[node].entry != RIR_NONE;
}
bool node_is_byval(const struct body *b, uint32_t node);              /* the function's own copy */
static inline bool node_is_local(const struct body *b, uint32_t node) /* STACK, HEAP, OLD */
{
    return b->nodes.data[node].local;
}
/* Something that a program can point to: not what the analysis keeps for itself. */
static inline bool node_is_object(const struct body *b, uint32_t node)
{
    return b->nodes.data[node].kind != N_POT && b->nodes.data[node].kind != N_MARK;
}
bool node_is_static(const struct body *b, uint32_t node); /* mutable static memory: GLOBAL, GREST */
/* A static object itself, constant or not; a thread-local one is none. */
bool node_is_named_static(const struct body *b, uint32_t node);
/* A coarser set with fewer targets, where there are too many (node.c, B-N4). */
set_id node_coarsen(struct body *b, set_id s);
uint32_t node_root(const struct body *b,
                   uint32_t node); /* of an entry node: the PARAM, VARARGS or GLOBAL */
bool global_is(const struct body *b, uint32_t node, uint32_t flag);

/* state.c */
void state_free(struct state *st);
void state_copy(struct state *to, const struct state *from);
bool state_join(struct body *b, struct state *into, const struct state *from); /* true: grew */
/* Joining `more`, which knows all that `st` knows of numbers, would change nothing. */
bool state_covers(struct body *b, const struct state *st, const struct state *more);
bool ids_add(struct id_vec *v, uint32_t id); /* sorted; true: was new */
bool ids_has(const struct id_vec *v, uint32_t id);
void ids_remove(struct id_vec *v, uint32_t id);
void ids_all(struct id_vec *v, uint32_t n); /* becomes all of 0 .. n-1, of which it has some */
bool ids_join(struct id_vec *into, const struct id_vec *from);

/* parts.c */
/* Joins the state into the one with its facts; st->facts may be coarsened. True: some state of the
 * point is fresh. */
bool parts_add(struct body *b, struct parts *p, uint32_t max, struct state *st);
struct state *parts_new(struct parts *p); /* one more, empty */
void parts_free(struct parts *p);

/* memory.c */
set_id memory_initial(struct body *b, uint32_t node, int32_t off, uint32_t stride);
set_id memory_slot(struct env *e, uint32_t node, int32_t off, uint32_t stride);
/* The contents at one target; what hangs below something stale is stale (B-M6). */
set_id memory_at(struct env *e, struct target p);
set_id memory_load(struct env *e, set_id ptr);
/* All targets are one place, seen before and after something was taken out (B-M6). */
bool memory_is_one_place(const struct env *e, set_id ptr);
void memory_store(struct env *e, set_id ptr, set_id value, bool weak);
/* ... into one of these places, and once (B-A2) */
void memory_store_once(struct env *e, set_id ptr, set_id value, bool weak);
/* So many bytes at a place (< 0: any number): what they hold, and that value put there, perhaps. */
set_id memory_span(struct env *e, set_id at, int64_t bytes);
void memory_fill(struct env *e, set_id at, set_id value, int64_t bytes);
/* bytes < 0: unknown; plain: plain_words(). */
void memory_copy(struct env *e, set_id dst, set_id src, int64_t bytes, uint32_t plain);
void memory_changed(struct env *e);           /* in any way */
void memory_open(struct env *e);              /* e->mem is what st.mem is an image of */
void memory_image(struct env *e);             /* st.mem becomes the image of e->mem */
void memory_doubt(struct env *e, set_id ptr); /* what is there is about to be replaced, weakly */
/* What the task of a start may return is kept at its handle; an unknown handle may be any. */
void memory_put_result(struct env *e, uint32_t record, set_id value);
set_id memory_task_result(struct env *e, set_id handle);

/* memory_unknown.c */
void memory_havoc(struct env *e);                                    /* unknown code ran */
void memory_expose(struct env *e, set_id value, const char *reason); /* into unknown memory */
void memory_hand(struct env *e, set_id value, const char *reason);   /* unknown code runs with it */
void memory_keep(struct env *e, set_id value, const char *reason); /* ... but does not change it */
/* What stays where it is, if it is sent: whoever receives it has it, too. */
void memory_send(struct env *e, set_id value);
set_id memory_closure(struct env *e, set_id from); /* all nodes reachable, at any offset */
set_id memory_below(struct env *e, set_id from);   /* ... by one load or more */

/* memory_stale.c */
void memory_unlink(struct env *e); /* a pointer that others may have followed was replaced */
void memory_take_out(struct env *e, set_id ptr); /* ... in these objects */
void memory_yield(struct env *e);                /* other tasks may have had their turn */

/* memory_taken.c */
void memory_name_taken(struct env *e); /* behind each instruction (B-M8) */

/* memory_age.c */
void memory_age(struct env *e, uint32_t insn); /* recency: latest -> earlier */

/* reach.c */
struct reach reach_of(struct env *e, uint32_t node);
struct reach reach_seen(struct env *e, uint32_t node); /* the same, but `linked` may not be set */
bool reach_linked(struct env *e, uint32_t node);       /* some entry node leads to it */
/* It makes no difference to all of this which of the two a slot refers to. */
bool reach_is_same(const struct body *b, set_id x, set_id y);
set_id reach_resolve(struct env *e,
                     set_id set); /* adds what published, exposed, linked objects are */

/* transfer.c */
void env_set(struct env *e, uint32_t value, set_id set);
set_id env_get(struct env *e, uint32_t value);
void transfer(struct env *e, uint32_t insn);
bool transfer_records(const struct rir_insn *in); /* it may leave records */
struct facts env_facts(struct env *e);
void record_access(struct env *e, uint32_t insn, enum access_kind kind, uint32_t arg,
                   bool described, set_id targets);
uint32_t record_point(struct env *e);
uint32_t access_operand(const struct body *b, const struct access *a); /* that holds the address */

/* calls.c */
/* So many bytes further, and any multiple of `stride`. */
set_id transfer_shifted(struct env *e, set_id s, int64_t by, uint32_t stride);
void transfer_call(struct env *e, uint32_t insn);
bool call_has_choices(const struct env *e, uint32_t insn); /* its result may tell exits apart */
/* The effect of a call that ends in the middle of what it calls: by longjmp, or as its thread ends
 * (pthread_exit, cancellation). */
void transfer_cut_short(struct env *e, uint32_t insn);
extern const char ifunc_is_open[]; /* the reason, behind the name of an ifunc */
void transfer_start(struct env *e, uint32_t insn);
void transfer_join(struct env *e, uint32_t insn);

/* apply.c: a callee's exit, in the caller's terms */
struct operands { /* per IR parameter of the callee: what is passed */
    const set_id *params;
    uint32_t nparams;
    set_id variadic;
    uint32_t nvariadic;
    bool many;          /* it is one of too many functions to look at what each does */
    bool only_recorded; /* nobody asks for the effect of the call */
};
enum apply_mode {
    APPLY_ONE,    /* this function is called */
    APPLY_MAYBE,  /* on some path it is called, once or more often */
    APPLY_ONE_OF, /* it may be called, or others in its place: what it does is no evidence */
    APPLY_START,  /* it is started as a task: its effects come at any time */
};
/* results[0 .. nresults): joined with what the callee returns. False: it does not return. */
bool apply_body(struct env *e, uint32_t insn, uint32_t callee, const struct operands *ops,
                enum apply_mode mode, set_id *results, uint32_t nresults);
/* A call of code that nobody has seen: it may keep and change all that `args` reaches. */
void apply_unknown(struct env *e, uint32_t insn, set_id args, const char *reason);
void apply_leaf(struct env *e, uint32_t insn, set_id args,
                const char *reason); /* it calls nothing */
/* called_back.c: what else such a call may change than what it is given; and then its effects. */
set_id called_back_args(struct env *e, set_id args);
void called_back_effects(struct env *e, set_id args, const char *why);
set_id called_back_leaf_args(struct env *e, set_id args);
void called_back_leaf_effects(struct env *e, set_id args, const char *why);
void called_back_prepare(struct solver *s);
void called_back_free(struct solver *s);
void record_handing(struct env *e, uint32_t insn);
void record_telling(struct env *e, uint32_t insn, uint32_t value); /* that argument alone */
/* A call of code that was seen, of which nothing is known but its arguments; what it may start is
 * the caller's to say. */
void apply_anything(struct env *e, set_id args, const char *why, uint32_t func);
void record_state(struct env *e, uint32_t insn, uint32_t callee, bool changes, const char *text);
/* Hidden state that is written if the operand is null; what to do then. */
extern const char state_of_its_own[];
void record_state_if_null(struct env *e, uint32_t insn, uint32_t callee, uint32_t operand);
void record_event(struct env *e, uint32_t insn, uint32_t callee, bool hidden, const char *text);

struct call_join { /* when that call returns, all tasks of a record have been joined (B-J23) */
    uint32_t insn, record;
};
/* joins.c: which starts a join, or a loop of joins, ends */
struct edge_join { /* on the edge from -> to, all tasks of a record have been joined */
    uint32_t from, to, record;
    uint32_t counter;   /* of the loop that starts; RIR_NONE: what was started is counted */
    uint32_t join, phi; /* by which the loop joins, and what it steps */
};
/* The operand that holds the handle (a join) or the place for it (a start); RIR_NONE. */
uint32_t handle_operand(const struct solver *s, const struct rir_insn *in);
/* The address at which a start of this function, or a call that is as good as one (B-J20), leaves
 * its handle, or RIR_NONE; that is where its result is stored. */
uint32_t start_place(const struct solver *s, uint32_t func, uint32_t insn);
bool start_returns_handle(const struct solver *s, uint32_t func, uint32_t insn);
/* The instruction, at this operand, is what puts the handle of that start there. */
bool start_puts_handle(const struct solver *s, uint32_t func, uint32_t start, uint32_t insn,
                       uint32_t operand);
/* Its result may say that nothing was started. */
bool start_tells(const struct solver *s, uint32_t func, uint32_t insn);
bool is_join(const struct solver *s, const struct rir_insn *in);
/* It joins one task, for certain: a join, or a call of what joins what it is given (B-J19). */
bool joins_one(const struct solver *s, const struct rir_insn *in);
/* The function may be active more than once at a time. */
bool joins_calls_itself(const struct solver *s, uint32_t func);
/* As what its result says, if the join may give up; else NULL. */
const struct rir_ann *join_condition(const struct solver *s, const struct rir_insn *in);
void joins_apply(struct env *e, set_id handle);                /* one join of this handle */
void joins_on_edge(struct env *e, uint32_t from, uint32_t to); /* after a loop */
/* The edge would end the record's tasks, but the loop that started them was entered while others of
 * the same start surely ran: these have lost their handles. */
bool joins_miss_earlier(const struct env *e, uint32_t from, uint32_t to, uint32_t record);
/* The operand of a start that is handed to the task, or RIR_NONE. */
uint32_t start_argument(const struct solver *s, const struct rir_insn *in);
/* The record that did not start anything if the condition holds (or does not), or RIR_NONE. */
uint32_t start_failed_if(const struct solver *s, uint32_t func, uint32_t condition, bool holds);
/* The record that did not start anything if the branch at the end of `from` takes `side`, or
 * RIR_NONE. */
uint32_t start_failed_on_edge(const struct solver *s, uint32_t func, uint32_t from, uint32_t side);
void joins_prepare(struct solver *s, uint32_t func); /* finds the loops of a function */
/* Outside the loop, no block that leads into it may have tasks of the record running. */
struct walk;
bool joins_entered_idle(struct solver *s, uint32_t func, const struct walk *loop, uint32_t record);

/* elements.c: elements of an array that a loop gives away */
/* An address operand that is element `counter` of a static array, in a counted loop that runs the
 * instruction once per value of the counter, and is entered once while tasks of `record` run: never
 * the same element twice. */
bool joins_each_element_once(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                             uint32_t record);
/* The record's tasks were given other elements of the array than the one at `address`. */
bool start_takes_other_element(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                               uint32_t record);

/* lent_elements.c */
/* Likewise of any object, of which such elements are lent (lent.h): none of what this activation
 * has lent with the record is the element at `address`; and the start never lends one twice. */
bool lent_other_element(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                        uint32_t record);
bool lent_each_element_once(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                            uint32_t record);

/* The element at `address` is the one whose task this trip of a loop has joined (B-L18). */
bool lent_joined_element(struct solver *s, uint32_t func, uint32_t insn, uint32_t address,
                         uint32_t record);
/* What the callee does with the parameter, for which the address of a part of an element is passed,
 * is all within that element (B-L20). */
bool lent_stays_within(const struct solver *s, uint32_t func, uint32_t record, uint32_t address,
                       uint32_t callee, uint32_t param);
/* join_given.c: the function joins the task whose handle is a parameter, or lies `off` bytes behind
 * what that points to (B-J19). */
struct join_given {
    uint32_t param;
    int32_t off;
    bool loaded;
};
bool join_given(const struct solver *s, uint32_t func, struct join_given *out);

/* Where a join takes its handle from; RIR_NONE. */
uint32_t joined_at(const struct solver *s, const struct rir_func *f, const struct rir_insn *join);

/* join_doubt.c: what is no longer sure after a loop that joins */
struct loop_end { /* the edge from -> to leaves a loop in which `join` is */
    uint32_t from, to, join;
};
void join_doubt_prepare(struct solver *s); /* finds the loops */
bool join_may_end(const struct solver *s, uint32_t func, uint32_t join, uint32_t record);
/* ... and whether the instruction is such a join, or calls something that comes to one. */
bool join_may_be_in(const struct solver *s, uint32_t func, uint32_t insn, uint32_t record);
/* Adds the records that this join may end. */
void join_doubt_of(const struct solver *s, uint32_t func, uint32_t join, struct id_vec *records);
void join_doubt_on_edge(struct env *e, uint32_t from, uint32_t to);

/* records.c */
/* Of the records from these on, made for several states of a block: each one once. */
void records_tidy(struct body *b, uint32_t accesses, uint32_t calls, uint32_t events);

/* body_sets.c */
/* From now on sets are those of this body; whose they were before. */
struct set_shelf *body_sets_open(struct body *b);
/* They are the other one's again, and the body has only those that it still names. */
void body_sets_close(struct body *b, struct set_shelf *outer);

/* body.c */
struct body *body_new(struct solver *s, uint32_t func, bool aliased);
/* To the fixpoint with the callees' present exits; executes only blocks that may see something new.
 * True: its version changed. */
bool body_solve(struct body *b);
void body_make_coarse(struct body *b); /* callers rely on nothing from now on */
void body_note_use(struct env *e, const struct body *callee);
void body_record(struct body *b); /* fills accesses, calls, events */
/* Some callee has got entry nodes since that the records do not bind. */
bool body_record_is_stale(const struct body *b);
void body_forget_states(struct body *b); /* it is solved and recorded for good */
void body_free(struct body *b);

/* crowded.c: the state at the returns, with less told apart where it is large (B-E5). */
void crowded_leave(struct body *b, struct state *st);

/* exit.c */
void exit_collect(struct env *e, const struct rir_insn *ret); /* at a return */
void exit_cut_short(struct env *e, uint32_t insn);            /* the task ends at this call */
bool exit_install(struct body *b); /* what was collected becomes the exits; true: they changed */
void exit_free(struct exit *x);
/* Adds what slots of a node hold to the one that stands for all of its memory. */
void exit_put_anywhere(struct body *b, struct slots *out, uint32_t node, set_id set);

#endif
