/* What the files of the interpreter share; nobody else includes this.
 *
 * interp.c       run, tasks, scheduler          interp_mem.c    objects, contents, pointers
 * interp_exec.c  one instruction                interp_model.c  states, owners, events
 * interp_num.c   arithmetic                     interp_reach.c  what is global, packets
 * interp_packet.c  what changes hands           interp_share.c  parts of objects that are lent
 * interp_immutable.c  types that are immutable  interp_behind.c  what senders keep
 * interp_call.c  calls, described functions     interp_libc*.c  built-in functions
 * interp_varargs.c  variadic arguments          interp_bytes.c  parts of values
 * interp_unknown.c  code that nobody knows      interp_known.c  what it has
 *
 * A run ends through run_stop, which jumps back to interp_run: nothing in between has to clean up,
 * because all memory belongs to the run. */
#ifndef FBP_RIR_INTERP_INT_H
#define FBP_RIR_INTERP_INT_H

#include <setjmp.h>
#include <stddef.h>

#include "base/map.h"
#include "rir/interp.h"

__extension__ typedef unsigned __int128 u128;
__extension__ typedef __int128 i128;

/* ---- values ---- */

enum { REF_CHANNEL = 1, REF_SHARED = 2, REF_INSIDE = 4 };

/* Provenance of a pointer: its object and the life it was made in. obj 0: none, the address
 * decides. */
struct iref {
    uint32_t obj;
    uint32_t life : 24;
    uint32_t tag : 8; /* REF_*: points to a channel or shared member; to a member of a struct */
    uint32_t item;    /* size of the element of an array that it points to; 0: to no element */
};

struct islot { /* a pointer in memory */
    uint64_t off;
    struct iref ref;
    uint64_t time; /* when it was put there, see interp_behind.c */
};

struct iwide { /* a value of more than 16 bytes */
    uint8_t *bytes;
    uint64_t size;
    struct islot *slots;
    uint32_t nslots;
};

/* The bits of a value, with the provenance of the pointers in its first and second word. */
struct ival {
    uint64_t lo, hi;
    struct iref ref, ref2;
    struct iwide *wide; /* NULL unless wider than 128 bits */
};

/* ---- objects ---- */

#define OWNER_NONE UINT32_MAX

enum istate { STATE_LIVE, STATE_TRANSIT, STATE_FROZEN, STATE_CONST, STATE_CHANNEL, STATE_SHARED };

struct span { /* bytes of an object */
    struct object *o;
    uint64_t lo, hi;
};

struct share { /* bytes of an object that a task has on loan */
    uint64_t lo, hi;
    uint32_t task, from;  /* whose they are, and who lent them */
    uint32_t mark, visit; /* epochs of interp_reach.c */
};

struct gift { /* that an object was sent, the last time; interp_behind.c */
    uint32_t task, life;
    uint32_t func, insn; /* where; RIR_NONE: where nothing is judged */
    uint64_t time;       /* 0: never */
};

struct behind { /* a reference that a task has kept to what it sent */
    uint32_t obj, task;
    uint64_t off;
    struct iref ref;
    uint32_t func, insn; /* the send */
    uint64_t frame;      /* whose business it is, by its serial number; UINT64_MAX: no function's */
    uint32_t block, pc;  /* where that one waits */
};

struct object {
    uint64_t addr, size;
    uint8_t *bytes;
    VEC(struct islot) slots; /* pointers in it, sorted by offset, not overlapping */
    uint32_t index, ordinal;
    uint32_t owner; /* of what is not lent: a task, OWNER_NONE (static) */
    uint32_t item;  /* of a static array: size of its elements, 0 if it is none */
    VEC(struct share) shares;
    uint32_t type;       /* source type or RIR_NONE */
    uint32_t func, insn; /* where it was made; func: function of a function object */
    uint32_t global;     /* of a static or thread-local one, else RIR_NONE */
    uint32_t life;
    uint32_t mark, visit; /* epochs of interp_reach.c */
    uint8_t *open; /* of what comes from outside: 1 for each word that nobody wrote; or NULL */
    uint32_t from; /* ... and the object behind a word of which it came; 0: none */
    uint8_t kind;  /* enum interp_object_kind */
    uint8_t state; /* enum istate */
    bool dead;
    bool typed, shown; /* interp_immutable.c */
    bool behind;       /* interp_behind.c: something in it is pending */
    uint64_t came;     /* when its owner got it from somebody else */
    struct gift gift;
};

struct place { /* a pointer that was looked up */
    struct object *o;
    uint64_t off;
    uint32_t life, item;
    uint8_t tag;
};

/* ---- frames and tasks ---- */

enum flow { FLOW_DONE, FLOW_PUSHED, FLOW_BLOCKED };

struct run;
struct task;
struct frame;

/* A built-in function that calls back is a frame with a step function; `got` tells whether
 * frame->ret holds the result of its last callback. FLOW_DONE: it returns ret. */
struct call;
typedef enum flow builtin(struct run *r, struct task *t, const struct call *c, struct ival *ret);
typedef enum flow native_step(struct run *r, struct task *t, struct frame *f, struct ival *ret);

enum { MAX_RET = 8 };

struct frame {
    uint64_t serial; /* no two frames of a run have the same */
    uint32_t func, pc, block, prev;
    struct ival *vals;
    struct vararg { /* variadic arguments */
        struct ival v;
        struct rir_scalar type;
        uint64_t size; /* not 0: a struct of so many bytes, to a copy of which v points */
    } *va;
    uint32_t nva;
    VEC(uint32_t) stack; /* objects that die with it */
    bool quiet;          /* in or below a trusted function: nothing is judged */
    struct ival *after;  /* arguments of a trusted function, whose annotations hold at its return */
    uint32_t nafter;
    native_step *native;
    void *state; /* of the native frame; malloc'ed */
    bool got;
    struct ival ret[MAX_RET];
};

enum wait { WAIT_NOTHING, WAIT_JOIN, WAIT_LOCK, WAIT_SEMAPHORE, WAIT_OTHERS, WAIT_DONE };

struct task {
    uint32_t id, starter;
    enum wait wait;
    uint64_t wait_on; /* task, or address of the lock or semaphore */
    uint64_t handle;
    bool joined, detached;
    VEC(struct frame *) frames;
    struct ival result;
    uint32_t *tls;             /* object of each thread-local global, 0: not yet */
    VEC(uint32_t) loans;       /* objects of which it has a share */
    VEC(struct ival) specific; /* thread-specific data, by key */
    uint32_t errno_obj;
    bool in_wait;                  /* inside a wait on a condition */
    uint32_t last_read, last_unit; /* object and element, to keep the set of reads out of the way */
};

/* A write that is a violation only if something later in the run says so. */
struct deferred {
    uint32_t func, insn, task, obj;
    uint32_t cand;   /* lent static object that would make obj global, or RIR_NONE */
    uint32_t reader; /* main's write: the running task that must read obj; else RIR_NONE */
    uint32_t unit;   /* ... which element of it, plus one; 0: any byte */
    uint64_t step;   /* when it was written */
};

/* A touch of what is lent, or a second start with it, if the static objects by which it was lent
 * turn out to be named by no task: these are `count` of run.spared, from `first` on. */
struct deferred_loan {
    uint32_t func, insn, task, obj, first, count;
    enum interp_kind kind;
    uint64_t step;
};

/* Where a longjmp comes back to: the call of setjmp at `pc` in a frame. */
struct jump {
    uint64_t frame;
    uint32_t task, pc, block;
};

struct queued {
    uint64_t channel;
    struct ival value;
};

enum sent_how { SENT_NOT, SENT, SENT_AS_LOAN };

struct run {
    const struct rir_module *m;
    struct interp_options o;
    struct interp_result *r;
    jmp_buf stop;
    struct arena arena;
    uint64_t rng;
    uint32_t switch_mask; /* how rarely tasks are switched */

    VEC(struct object *) objs; /* by index, addresses ascending; [0] is no object */
    uint64_t next_addr, bytes;
    uint32_t ordinals[INTERP_OTHER + 1];
    uint32_t *global_obj, *func_obj;
    uint32_t *global_of, *func_of; /* aliases resolved */
    uint32_t *resolved; /* by ifunc: what its resolver returned, RIR_NONE: not yet asked */

    VEC(struct task *) tasks;
    uint32_t current;
    struct frame *building;
    uint64_t nframes;
    VEC(struct jump) jumps; /* by the word in a jmp_buf, see interp_libc_jump.c */
    bool yield;             /* switch before the next instruction */

    bool *named; /* by global: a task's code used its address */
    bool marks_valid;
    uint32_t epoch, visit;
    VEC(uint32_t) lent;    /* static objects that are lent, or elements of which are */
    VEC(struct iref) kept; /* references that a described function keeps, or an unknown one */
    VEC(struct ival) gone; /* pointers that have left, in bytes of a size that the call says */
    VEC(uint32_t) met;     /* functions that unknown code was given, or has come by, in some call */
    struct {               /* what the unknown code that runs has at present */
        VEC(uint32_t) objs, funcs;
        uint32_t unnamed; /* before it: objects whose address it gives nobody */
        uint32_t passing; /* before it: those to which it keeps no reference */
        uint32_t given;   /* from there to it: what it was given, and what is below that */
    } has;
    VEC(uint32_t) worklist;
    VEC(struct span) spans;
    VEC(struct queued) queue;
    bool immutables; /* some type of the program is immutable */
    bool lending;    /* a task is being started: what is wrong with that is about loans */
    bool given;      /* something was sent */
    VEC(struct behind) behind;
    struct map sent;          /* (object, task): enum sent_how, by that task */
    struct map reads;         /* (task, object) */
    struct map element_reads; /* (task, object, element) */
    struct map seen;          /* events and deferred writes already recorded */
    VEC(struct deferred) deferred;
    VEC(struct deferred_loan) deferred_loans;
    VEC(uint32_t) spared; /* objects */

    builtin **builtins;    /* by function, once looked up */
    struct map locks;      /* address of a mutex -> task + 1 that holds it */
    struct map semaphores; /* address -> how often it can be taken */
    struct map onces;
    struct map channels; /* those that come from outside, by type and number */
    VEC(uint32_t) atexit;
    struct ival token;      /* where strtok goes on */
    VEC(struct ival) keys;  /* destructors of thread-specific data */
    VEC(char) output, text; /* text: of the printf that is running */
};

_Noreturn void run_stop(struct run *r, enum interp_status s, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
uint64_t run_random(struct run *r);

static inline struct task *run_task(struct run *r)
{
    return r->tasks.data[r->current];
}

/* The innermost RIR frame of a task, whose instruction is the place of what happens; NULL at the
 * start. */
struct frame *task_place(const struct task *t);
void frame_push(struct run *r, struct task *t, struct frame *f);
/* Ends the innermost frames, as longjmp and exit do, until there are n. */
void frame_unwind(struct run *r, struct task *t, uint32_t n);
/* Ends the innermost frame and hands its results to the one below; ends the task with the last one.
 */
void frame_return(struct run *r, struct task *t, const struct ival *ret, uint32_t nret);
void run_exit(struct run *r, int code);

/* ---- interp_mem.c ---- */

uint8_t mem_undefined(const struct run *r); /* a byte that nobody has written */
struct object *mem_new(struct run *r, enum interp_object_kind kind, uint64_t size, uint64_t align);
void mem_kill(struct run *r, struct object *o);
struct object *mem_global(struct run *r, struct task *t, uint32_t global);
struct object *mem_func(struct run *r, uint32_t func);
/* Their addresses: null for what is weak and defined nowhere. */
struct ival mem_global_address(struct run *r, struct task *t, uint32_t global, int64_t addend);
struct ival mem_func_address(struct run *r, uint32_t func, int64_t addend);
struct ival mem_pointer(const struct object *o, uint64_t off); /* in its present life */
/* Looks a pointer up for an access of `size` bytes; a wrong one ends the run (A1). */
struct place mem_place(struct run *r, const struct ival *p, uint64_t size);
/* The same without an access: false when it points to no live object. */
bool mem_find(const struct run *r, const struct ival *p, struct place *out);
struct ival mem_get(struct run *r, const struct object *o, uint64_t off, struct rir_scalar t);
void mem_put(struct run *r, struct object *o, uint64_t off, struct rir_scalar t,
             const struct ival *v);
void mem_put_int(struct run *r, struct object *o, uint64_t off, unsigned size, uint64_t v);
void mem_move(struct run *r, struct object *d, uint64_t doff, struct object *s, uint64_t soff,
              uint64_t n);
void mem_fill(struct run *r, struct object *o, uint64_t off, int byte, uint64_t n);
void mem_free_all(struct run *r);

/* ---- interp_reach.c ---- */

void reach_changed(struct run *r, const struct object *o); /* before or after o's slots changed */
bool reach_global(struct run *r, const struct span *s);    /* static and not lent, or reached so */
/* The lent static objects that are or reach o, in r->worklist's place: calls back for each. */
void reach_candidates(struct run *r, struct object *o,
                      void (*each)(struct run *r, uint32_t cand, void *ctx), void *ctx);
/* The packet at a root: indices into r->worklist, root first; stops at immutable objects, channels
 * and other static objects (these are not included). Returns their number. */
uint32_t reach_packet(struct run *r, struct object *root);
/* What a loan of these bytes lends, in r->spans, the bytes first: the same, by what pointers
 * denote. */
uint32_t reach_loan(struct run *r, const struct span *root);
bool reach_follow(const struct run *r, const struct object *o, const struct islot *s,
                  struct object **target);
/* All that some objects lead to, static and immutable objects included, nothing behind channels: in
 * r->worklist, each once. */
void reach_begin(struct run *r);
void reach_add(struct run *r, struct object *o);
bool reach_has(const struct run *r, const struct object *o);
void reach_close(struct run *r);

/* ---- interp_share.c ---- */

/* What a pointer to byte `off` of an object denotes, if that is an element of so many bytes; 0: if
 * it says of none. */
struct span share_denoted(const struct run *r, struct object *o, uint64_t off, uint32_t item);
struct span share_at(const struct place *p, uint64_t size);
bool share_meets(const struct span *s);                /* some byte of it is lent */
bool share_covers(const struct span *s);               /* all are */
bool share_owned(const struct span *s, uint32_t task); /* all are the task's, lent or not */
/* ... or were, before the start of task `to` that is on its way: one start gives nothing twice */
bool share_owned_before(const struct span *s, uint32_t task, uint32_t to);
void share_give(const struct span *s, uint32_t from, uint32_t to);
bool share_end(struct object *o, uint32_t task, uint32_t *from); /* true: it had one */

/* ---- interp_model.c: p is where, size how much, in the current task ---- */

void model_read(struct run *r, const struct place *p, uint64_t size);
void model_write(struct run *r, const struct place *p, uint64_t size);
void model_free(struct run *r, const struct place *p);
void model_event(struct run *r, enum interp_kind k, const struct object *o);
void model_event_at(struct run *r, enum interp_kind k, uint32_t func, uint32_t insn, uint32_t task,
                    const struct object *o); /* of what was wrong there, as is known now */
void model_hidden_state(struct run *r, const char *name);
void model_task_end(struct run *r, struct task *t);
void model_finish(struct run *r); /* decides what was deferred */
void model_trace(struct run *r, const struct place *p, enum interp_access_kind k, uint64_t size,
                 bool in_call, const uint64_t *value);

/* interp_packet.c: what changes hands */
void model_send(struct run *r, const struct ival *packet, uint64_t channel);
struct ival model_give(struct run *r, const struct ival *packet); /* in transit: its next life */
bool model_receive(struct run *r, uint64_t channel, struct ival *out);
void model_take(struct run *r, struct ival *packet); /* received: becomes the current task's */
void model_freeze(struct run *r, const struct ival *packet);
void model_lend(struct run *r, struct task *to, const struct ival *arg);
void model_join(struct run *r, struct task *joined);

/* interp_behind.c */
void behind_sent(struct run *r, struct object *o); /* before its new life begins */
void behind_came(const struct run *r, struct object *o);
void behind_wait(struct run *r); /* the current task does, for a packet */
void behind_end(struct run *r);
void behind_touched(struct run *r, struct object *o);

/* interp_immutable.c */
bool immutable_any(const struct rir_module *m);
bool immutable_names(const struct rir_module *m, uint32_t pointer); /* a pointer type */
bool immutable_is(const struct rir_module *m, uint32_t type);       /* or an array of such */
void immutable_shown(struct run *r, struct object *o);
void immutable_stored(struct run *r, const struct object *into, const struct islot *slots,
                      uint32_t n);
void immutable_found(struct run *r, const struct object *in, const struct ival *v);
void immutable_used(struct run *r, const struct ival *p, uint32_t type); /* as that struct */
void immutable_returned(struct run *r, const struct rir_func *f, const struct ival *result);
/* The packet at a root is about to change hands; true: it stays, frozen. */
bool immutable_given(struct run *r, const struct ival *given, struct object *root);

/* ---- interp_num.c ---- */

struct ival num_int(u128 v);
u128 num_value(const struct ival *v, unsigned bits); /* zero-extended */
struct ival num_bin(struct run *r, uint8_t op, struct rir_scalar t, const struct ival *a,
                    const struct ival *b);
struct ival num_un(struct run *r, uint8_t op, struct rir_scalar to, struct rir_scalar from,
                   const struct ival *a);
bool num_cmp(struct run *r, uint8_t pred, struct rir_scalar t, const struct ival *a,
             const struct ival *b);
double num_double(const struct ival *v, struct rir_scalar t, struct run *r);

/* ---- interp_exec.c ---- */

void exec_step(struct run *r, struct task *t); /* one instruction or native step */

/* ---- interp_call.c ---- */

struct call {
    uint32_t func;
    struct ival *args;
    struct rir_scalar *types;
    const struct rir_argpos *pos; /* NULL: operand i is C parameter i + 1 */
    uint32_t nargs;
    struct rir_scalar result; /* bits 0: none */
    const uint64_t *sizes;    /* of structs passed by value, 0: not known; NULL: of none */
};

/* FLOW_DONE: *ret is the result. */
enum flow call_function(struct run *r, struct task *t, const struct call *c, struct ival *ret);
enum flow call_pointer(struct run *r, struct task *t, const struct ival *fn, struct call *c,
                       struct ival *ret);
/* From native frames: with n arguments of pointer width. */
enum flow call_back(struct run *r, struct task *t, const struct ival *fn, const struct ival *args,
                    uint32_t n, struct ival *ret);
/* Whether it is in a trusted function that sends if its result says so. */
bool task_gives(const struct run *r, const struct task *t);
void call_after(struct run *r, struct task *t, uint32_t func, const struct ival *args,
                uint32_t nargs, struct ival *ret);
uint32_t call_target(struct run *r, const struct ival *fn); /* function a pointer points to */
struct task *task_new(struct run *r, uint32_t starter);
/* Starts a task; returns its handle. The memory model's part included. */
uint64_t task_start(struct run *r, struct task *t, uint32_t func, const struct ival *arg);
/* True when the task with that handle has ended and is now joined; false: the caller is blocked. */
bool task_join(struct run *r, struct task *t, uint64_t handle, struct ival *result);

/* interp_described.c */
enum flow described_call(struct run *r, struct task *t, const struct call *c, struct ival *ret);

/* interp_bytes.c: a value of these bytes and pointers, which become its own; what lies at byte
 * `off` of a value; a value of n parts, one after the other. */
struct ival bytes_value(struct run *r, uint8_t *bytes, uint64_t size, struct islot *slots,
                        uint32_t nslots);
struct ival bytes_part(struct run *r, const struct ival *v, uint64_t off, struct rir_scalar t);
struct ival bytes_pack(struct run *r, const struct ival *parts, const struct rir_scalar *types,
                       uint32_t n);

/* interp_varargs.c: a list that leads to the frame's variadic arguments, and what is next in one;
 * unjudged. */
uint64_t varargs_list_size(const struct run *r);
void varargs_start(struct run *r, struct frame *f, const struct place *list);
struct ival varargs_next(struct run *r, const struct place *list, struct rir_scalar t);

/* interp_outside.c: starts the declared tasks that nothing starts, and returns how many; a packet
 * where nothing was sent; gives the word there its pointer, before one is loaded */
uint32_t outside_start(struct run *r);
void outside_receive(struct run *r, struct ival *out);
void outside_pointer(struct run *r, const struct place *at);

/* interp_unknown.c */
enum flow unknown_call(struct run *r, struct task *t, const struct call *c, struct ival *ret);

/* interp_known.c: finds out what unknown code has that was given these, in r->has */
struct known_arg {
    struct object *o; /* to which it points */
    bool by_value, borrowed;
};
void known_collect(struct run *r, struct task *t, const struct known_arg *args, uint32_t n,
                   bool opaque);
bool known_is_function(const struct object *o);

/* ---- interp_libc*.c: NULL when there is no such function ---- */

builtin *libc_find(const char *name);
builtin *libc_find_string(const char *name);
builtin *libc_find_thread(const char *name);
builtin *libc_find_format(const char *name);
builtin *libc_find_jump(const char *name);

struct libc_entry {
    const char *name;
    builtin *fn;
};
builtin *libc_in(const struct libc_entry *table, size_t n, const char *name);

/* Calls the destructors of thread-specific data, one per call (FLOW_PUSHED), until none is left. */
enum flow key_destructors(struct run *r, struct task *t, uint32_t *next);
void task_finish(struct run *r, struct task *t, const struct ival *result); /* pthread_exit */
void main_finish(struct run *r);                                            /* by main */

/* For built-in functions: judged and traced accesses. */
struct ival call_arg(const struct call *c, uint32_t i); /* 0 when missing */
struct place libc_access(struct run *r, const struct ival *p, uint64_t size, bool write);
uint64_t libc_strlen(struct run *r, const struct ival *p); /* judged as a read of it all */
struct ival libc_alloc(struct run *r, uint64_t size, uint32_t type);
struct ival libc_offset(const struct ival *p, int64_t n);
void libc_output(struct run *r, const char *s, size_t n);

#endif
