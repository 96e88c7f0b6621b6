/* Phase A: what holds for the whole program without looking at the order of things.
 * Flow-insensitive, near-linear (unification of offset-sensitive classes, after Steensgaard 1996
 * and Lattner's DSA 2007).
 *
 * A *class* stands for a set of memory objects that the analysis cannot keep apart; every pointer
 * value refers into one class. Sound over-approximation: if value v may point into object o at run
 * time, then o is in class_of(v), or class_of(v) is unknown. Functions are no objects: all that is
 * nothing but a function has one class, and which functions a call may reach is asked for itself.
 */
#ifndef FBP_SOLVE_PHASE_A_H
#define FBP_SOLVE_PHASE_A_H

#include "rir/rir.h"

struct phase_a; /* opaque */

struct pa_task {
    uint32_t func;       /* the task function; phase_a_outside(): one that is not known */
    uint32_t start_func; /* function with the start call, or RIR_NONE (annotated, named) */
    uint32_t start_insn;
    bool guess;      /* the function is not known: this is one that unknown code was given */
    bool open;       /* what it is given is not known */
    int arg;         /* C position of the argument at the start call; 0: none */
    const char *how; /* "started", "FBP_TASK", "--task", "exported", or: */
};
#define HOW_SIGNAL "signal handler"
#define HOW_FORK "fork handler"
#define HOW_DESTRUCTOR "thread-specific destructor"

struct phase_a_options {
    const char *const *task_names; /* --task */
    uint32_t ntask_names;
    bool library;    /* exported functions are entry points (task role) */
    uint32_t mutant; /* solve_options.mutant */
};

struct phase_a *phase_a_run(const struct rir_module *m, const struct phase_a_options *o);
uint32_t phase_a_mutant(const struct phase_a *a); /* of its options */
void phase_a_free(struct phase_a *a);

/* Tasks: one entry per (function, start call). Roots of main: main, constructors, destructors,
 * atexit functions; when there is no main and not library: every function that is exported or that
 * nothing calls. Behind those that are sure, what unknown code was given, which it may call in main
 * or not (B-D7). */
const struct pa_task *phase_a_tasks(const struct phase_a *a, uint32_t *n);
const uint32_t *phase_a_main_roots(const struct phase_a *a, uint32_t *n);
uint32_t phase_a_sure_roots(const struct phase_a *a);

/* Stands for all code that is not known where a function is asked for (reads, reach, tasks). */
uint32_t phase_a_outside(const struct phase_a *a);
bool phase_a_is_unknown(const struct phase_a *a, uint32_t func); /* it, or a function without body
                                                                    and description */

/* Was a function with the name task_names[name] defined in the program? */
bool phase_a_task_name_found(const struct phase_a *a, uint32_t name);

/* Functions a call instruction may reach (direct ones, indirect ones, callbacks through FBP_CALLS
 * are separate: see below). *complete is false when unknown functions may be called as well. None,
 * and complete: it is never executed (A-I32). */
const uint32_t *phase_a_callees(const struct phase_a *a, uint32_t func, uint32_t insn, uint32_t *n,
                                bool *complete);
/* Only because the pointer comes from outside, and code outside was given that function. */
bool phase_a_callee_is_guess(const struct phase_a *a, uint32_t func, uint32_t insn,
                             uint32_t callee);
/* Functions that a described callee calls back before it returns (qsort's comparison): for the
 * annotation FBP_CALLS(f, a) with operand f, the possible functions. For a direct call of an
 * unknown function: every function that unknown code was given (incomplete). */
const uint32_t *phase_a_callbacks(const struct phase_a *a, uint32_t func, uint32_t insn,
                                  uint32_t *n, bool *complete);

/* The opaque instruction may call: it is given a function. */
bool phase_a_opaque_calls(const struct phase_a *a, uint32_t func, uint32_t insn);

/* Strongly connected components of the call graph (calls and callbacks), callees before callers. */
uint32_t phase_a_nsccs(const struct phase_a *a);
const uint32_t *phase_a_scc(const struct phase_a *a, uint32_t scc, uint32_t *n);
uint32_t phase_a_scc_of(const struct phase_a *a, uint32_t func);

/* Reached from some task (starts not followed: a started task is its own root) / from main's roots.
 */
bool phase_a_in_task(const struct phase_a *a, uint32_t func);
bool phase_a_in_main(const struct phase_a *a, uint32_t func);
/* The program has a function that any code may be made to call (A-I35). */
bool phase_a_has_implicit(const struct phase_a *a);
/* A root that somebody calls at a time that is not known. */
bool phase_a_runs_late(const struct phase_a *a, uint32_t func);
/* Functions that unknown code was given / functions that it may run, by these. */
const uint32_t *phase_a_given_away(const struct phase_a *a, uint32_t *n);
bool phase_a_run_by_unknown(const struct phase_a *a, uint32_t func);
bool phase_a_leads_to(const struct phase_a *a, uint32_t from, uint32_t to); /* by calls */
bool phase_a_task_reaches(const struct phase_a *a, uint32_t task,
                          uint32_t func); /* index in tasks */

/* Memory classes. RIR_NONE: the value points to nothing that is known to be an object. */
uint32_t phase_a_class(const struct phase_a *a, uint32_t func,
                       uint32_t value);                                     /* what v points into */
uint32_t phase_a_class_of_global(const struct phase_a *a, uint32_t global); /* the object itself */
/* Pointers of this class may as well point into memory that we do not know: to anything escaped. */
bool phase_a_class_unknown(const struct phase_a *a, uint32_t cls);
bool phase_a_class_escaped(const struct phase_a *a,
                           uint32_t cls); /* unknown code may hold pointers to its objects */
/* May two classes have an object in common? Equal ones, and an unknown one with every unknown or
 * escaped one. RIR_NONE, when touched, overlaps with everything. */
bool phase_a_classes_overlap(const struct phase_a *a, uint32_t x, uint32_t y);
bool phase_a_class_global(const struct phase_a *a,
                          uint32_t cls); /* some object in it may be reachable from a static one */
/* May a pointer of one class lead to the other, through any number of loads? Every class leads to
 * itself. */
bool phase_a_class_reaches(const struct phase_a *a, uint32_t from, uint32_t to);
/* Static objects in a class. */
const uint32_t *phase_a_class_globals(const struct phase_a *a, uint32_t cls, uint32_t *n);

/* Every object of the class, and all that its pointers may point to, is a static object or a
 * function. */
bool phase_a_class_is_static(const struct phase_a *a, uint32_t cls);

/* May it refer to objects: a pointer, a word that is wide enough, or a piece (a number, narrower
 * than a pointer or of a floating-point type, that may be a part of a pointer that is put together
 * again somewhere)? It has a class then. */
bool phase_a_refers(const struct phase_a *a, uint32_t func, uint32_t value);

/* May what leaves the program's memory by this call (FBP_MODEL_LEAVES) have pointers in it? */
bool phase_a_leaves(const struct phase_a *a, uint32_t func, uint32_t insn);
/* Marks their classes, and what these reach. False: nothing leaves by this call. */
bool phase_a_mark_leaving(const struct phase_a *a, uint32_t func, uint32_t insn, bool *marks);

/* Does this call print that number, or that address, as far as a literal format says? It matters
 * where the program may read it back. */
bool phase_a_prints(const struct rir_module *m, const struct rir_func *f, const struct rir_insn *in,
                    uint32_t operand);
bool phase_a_text_is_read(const struct phase_a *a);
/* May bytes and numbers that come from outside be pointers? (A-I37) */
bool phase_a_comes_back(const struct phase_a *a);

/* Coarse effects: classes read or written by a function and everything it calls (not what it
 * starts). */
bool phase_a_reads(const struct phase_a *a, uint32_t func, uint32_t cls);
bool phase_a_writes(const struct phase_a *a, uint32_t func, uint32_t cls);
/* The same for the hidden state of described functions: does `func`, or what it calls, read one
 * that a call of `callee` changes? */
bool phase_a_reads_state(const struct phase_a *a, uint32_t func, uint32_t callee);
/* Does a call of `reader` itself read a state that a call of `writer` changes? */
bool phase_a_same_state(const struct phase_a *a, uint32_t reader, uint32_t writer);
/* Does the program name the library's variable of that name? */
bool phase_a_shows_variable(const struct phase_a *a, const char *name);

/* A global is reached "by name" by code of a task: its address occurs in a function that a task
 * reaches, or it is reachable from a static object other than itself. DESIGN.md: such an object is
 * not lent. */
bool phase_a_named_in_task(const struct phase_a *a, uint32_t global);
/* If so: is it only because one of several objects that are one class may be, and no initialiser
 * says that it is this one; or because its address is compared, or subtracted from another one? */
bool phase_a_named_doubtfully(const struct phase_a *a, uint32_t global);

/* Sets marks[c] for cls and every class that it leads to. */
void phase_a_mark_reachable(const struct phase_a *a, uint32_t cls, bool *marks);
/* The class leads to itself: through one pointer or several. */
bool phase_a_leads_back(const struct phase_a *a, uint32_t cls);
/* Pointers in objects of the class may be to one of those that are marked. */
bool phase_a_holds_any(const struct phase_a *a, uint32_t cls, const bool *marks);
/* ... or to any object at all, or one that is not known. */
bool phase_a_leads_on(const struct phase_a *a, uint32_t cls);
/* A class of packets on their way, those that come from outside the program among them. */
bool phase_a_is_packets(const struct phase_a *a, uint32_t cls);
/* ... that the program puts there, whatever code that is not known may do. */
bool phase_a_holds_pointers(const struct phase_a *a, uint32_t cls);
/* Nothing in the program puts a pointer, or a part of one, into a word that begins `at` bytes
 * behind where the value points; false also where that is not known. */
bool phase_a_word_is_plain(const struct phase_a *a, uint32_t func, uint32_t value, int64_t at);
/* All that is said of words there is known: nothing comes from elsewhere. */
bool phase_a_has_words(const struct phase_a *a, uint32_t func, uint32_t value);
/* A word that may hold a pointer may begin there. */
bool phase_a_word_begins(const struct phase_a *a, uint32_t func, uint32_t value, int64_t at);
/* ... or into any byte from there on. */
bool phase_a_rest_is_plain(const struct phase_a *a, uint32_t func, uint32_t value);
/* Some bytes from where a value points on. */
struct pa_bytes {
    uint32_t func, value;
    int64_t lo, n;
};
/* Both are in objects of one class, and never the same bytes of one object (A-I1). */
bool phase_a_bytes_apart(const struct phase_a *a, const struct pa_bytes *x,
                         const struct pa_bytes *y);
/* True if some memory holds a pointer to an object of the class. */
bool phase_a_class_held(const struct phase_a *a, uint32_t cls);
/* Per class: the one static object that is in it or leads to it, RIR_NONE if none does,
 * PHASE_A_MANY if several do, or memory that is not known. In `arena`. */
#define PHASE_A_MANY (UINT32_MAX - 1)
uint32_t *phase_a_sole_roots(const struct phase_a *a, struct arena *arena);

/* Per class the number of its part: two classes of which one leads to the other are in one part,
 * and so are all that may have an object in common. Numbers are those of classes, or one more. In
 * `arena`. */
uint32_t *phase_a_parts(const struct phase_a *a, struct arena *arena);

struct phase_a_stats {
    uint32_t classes, collapsed, indirect_calls, incomplete_calls, sccs, largest_scc;
};
struct phase_a_stats phase_a_stats(const struct phase_a *a);

#endif
