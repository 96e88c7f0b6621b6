/* Between the files that make findings of verdicts only. */
#ifndef FBP_SOLVE_VERDICT_INT_H
#define FBP_SOLVE_VERDICT_INT_H

#include "solve/orders.h"
#include "solve/verdict.h"

struct place {
    uint32_t ctx;
    bool is_event;
    uint32_t index; /* in the body's accesses or events; of what is tied: in its ties */
    struct judgement j;
    struct rir_pos pos;
    uint32_t func;
    uint32_t write;            /* in `orders`, RIR_NONE if it is proved */
    const struct chain *shown; /* by which it is so; NULL: by the judgement's own */
    uint32_t next;             /* in `others`: the next at this position, or RIR_NONE */
};

struct user { /* of a static object: somebody who surely touches it */
    uint32_t ctx, insn;
    uint32_t task; /* function of a task; RIR_NONE: main */
    bool writes;
    struct target at; /* in the context */
    struct touched bytes;
    uint32_t point; /* of main: in the body's points */
    uint32_t next;  /* in `users`, of the same object; RIR_NONE */
};

enum meeting {                 /* somebody else who uses what a task writes: */
               MEETS_NOBODY,   /* none was found */
               MEETS_APART,    /* main, while no such task runs */
               MEETS_SOMEBODY, /* at the same time, perhaps */
};

struct collect {
    struct judge j;
    struct contexts *x;
    struct solve_result *out;
    VEC(struct place) places; /* the worst of each position */
    VEC(struct place) others; /* the rest of what is not proved */
    struct map by_pos, by_insn;
    struct orders orders;
    VEC(const char *) steps; /* what paths say of calls */
    struct map step_of;      /* function << 33 | its entry << 32 | call -> index in `steps` */
    VEC(struct user) users;  /* once somebody asks */
    struct map users_of;     /* global -> the last of its users */
    bool users_known;
};

/* verdict.c */
/* Of an instruction of a context, or of the innermost call that leads to it and has one: up a
 * chain, as far as that goes, and then the way in which contexts were first reached. Line 0: none
 * has. */
struct rir_pos verdict_position(const struct collect *c, uint32_t ctx, uint32_t insn,
                                const struct link *up, uint32_t n);
/* The function of the input, where the context's may be a copy. */
uint32_t verdict_origin(const struct collect *c, uint32_t func);
/* The chain that the finding's path shows. */
void verdict_chain(const struct collect *c, uint32_t ctx, const struct judgement *j,
                   struct chain *out);

/* verdict_finding.c */
/* What is said of a place; its texts last as long as the result. */
struct finding verdict_finding(struct collect *c, const struct place *p);
struct source_pos verdict_source_pos(struct rir_pos p);
/* ", as 'ops->put'": a call through a pointer, by what it is called in the line; "": a call by
 * name, or it has no name. */
const char *verdict_by_pointer(struct collect *c, const struct body *b, uint32_t insn);
/* The call that a copy was made for; NULL: it was made for a start, or another function calls it.
 */
const struct copy_site *verdict_copied_for(const struct solver *s, uint32_t func);

/* verdict_tasks.c: who runs. Tasks are named by their functions; RIR_NONE: main. */
const char *verdict_who(struct collect *c, uint32_t func);  /* "task 'x'", "signal handler 'x'" */
const char *verdict_task(struct collect *c, uint32_t task); /* the same, by its index */
bool verdict_is_handler(struct collect *c, uint32_t func);  /* of signals */
/* What to do about its write of a global, of a handler of fork() or a destructor; NULL: it is
 * neither. */
const char *verdict_callback_help(struct collect *c, uint32_t func, const char *name);
/* What begins with that function, the first if there are several; NULL: not known. */
const struct pa_task *verdict_start_of(struct collect *c, uint32_t func);
/* The call starts the callee: "task 'x' is started here by 'main'". */
const char *verdict_start_text(struct collect *c, uint32_t func, uint32_t insn, uint32_t callee);
/* More than one task with this function may run at the same time. */
bool verdict_several(struct collect *c, uint32_t func);
/* "task 'x' (started in line 5) reads 'total' here"; `here` is where that is said. */
const char *verdict_use_text(struct collect *c, uint32_t func, const char *verb, const char *object,
                             struct rir_pos here);

/* verdict_starter.c */
struct starter {       /* who starts a task */
    uint32_t func;     /* RIR_NONE: not known */
    const char *name;  /* of the function */
    const char *line;  /* "line 20": of the start there, or of the call that leads to it; or NULL */
    const char *joins; /* the function that joins tasks: itself, or the only one; or NULL */
    bool in_task;      /* it runs in a task itself */
    bool several;      /* others that use `global` may be running, or started again */
};
struct starter verdict_starter(struct collect *c, uint32_t task, uint32_t global,
                               struct rir_pos here);
/* "line 20"; "queue.c:20" where that is another file than `here`'s; NULL: it has no line. */
const char *verdict_line(struct collect *c, struct rir_pos at, struct rir_pos here);

/* verdict_users.c: somebody other than this task who uses these bytes of a global; or the place
 * where that task reads them, which main writes. `at`: what is written. */
enum meeting verdict_other_user(struct collect *c, uint32_t global, const struct touched *bytes,
                                uint32_t task, struct rir_pos at, struct finding_note *out);
/* Some other task may use the object, as far as can be told without order. */
bool verdict_others_may(const struct collect *c, uint32_t global, uint32_t task);
bool verdict_read_by(struct collect *c, uint32_t global, const struct touched *bytes, uint32_t task,
                     struct finding_note *out);
/* The task reads it again and again: it may wait for what main writes. */
bool verdict_reads_in_loop(const struct collect *c, uint32_t global, uint32_t task);

/* verdict_written.c: what is said of a write; `end`: what it is in `end_ctx`. */
/* The static object that a target is, or is reached from; NULL: neither. */
const struct rir_global *verdict_global(struct collect *c, struct target end, uint32_t end_ctx);
/* "global 'total'" of "global " and "total"; of "jobs[]": "an element of global 'jobs'". */
const char *verdict_object_words(struct arena *a, const char *adjective, const char *object);
/* It is reached from the object by a pointer. */
bool verdict_is_below(const struct collect *c, struct target end, uint32_t end_ctx);
const char *verdict_written_message(struct collect *c, const struct place *p, uint32_t task,
                                    struct target end, uint32_t end_ctx, const char **object);
/* Behind "'total' is declared here": why that is not a task's own; `other`: who else uses it is
 * said, too. */
const char *verdict_declared_as(struct collect *c, const struct rir_global *g, struct target end,
                                uint32_t end_ctx, uint32_t task, enum meeting other,
                                enum ordering order);
/* Somebody else who uses it. */
enum meeting verdict_user(struct collect *c, const struct place *p, struct target end,
                          uint32_t end_ctx, uint32_t task, struct finding_note *out);
/* Several tasks may use it: others, or several of this one. */
bool verdict_is_contended(struct collect *c, uint32_t global, uint32_t task);
/* It has no name, but that which the program calls it by: "the compound literal that 'origin'
 * points to"; NULL: it has one. */
const char *verdict_nameless(struct collect *c, const struct rir_global *g);
/* It is a variable of a function. */
bool verdict_is_function_static(const struct rir_global *g);
/* What to do, a sentence to a line; NULL: the message says it. */
const char *verdict_written_help(struct collect *c, const struct place *p, uint32_t task,
                                 struct target end, uint32_t end_ctx, enum ordering order,
                                 const char *held);

/* verdict_share.c: how it is declared that tasks are meant to share it; `held`: a lock that is held
 * here, or NULL. */
const char *verdict_share_help(struct collect *c, const struct place *p, uint32_t task,
                               struct target end, uint32_t end_ctx, const char *held);
/* verdict_unread.c: nothing in the program reads it, or may do so by its address. */
bool verdict_is_unread(const struct collect *c, const struct rir_global *g);

/* verdict_advice.c: the same where nothing orders the write; `held`: a lock that is held here, or
 * NULL. */
const char *verdict_unordered_help(struct collect *c, const struct place *p, uint32_t task,
                                   struct target end, uint32_t end_ctx, const char *held);

/* verdict_how.c: how it is written */
const char *verdict_does(struct collect *c, const struct place *p);
const char *verdict_written_as(struct collect *c, const struct place *p);
bool verdict_came_from(struct collect *c, const struct place *p, const char *object,
                       struct finding_note *out);
/* Where the program takes the address of what is written through a pointer, in a function of the
 * path; `below`: where it gives a task what that object points to. False: it is not seen. */
bool verdict_taken(struct collect *c, const struct place *p, const struct chain *chain,
                   const struct rir_global *g, bool below, struct finding_note *out);

/* verdict_when.c: ", if 'urgent' is not 0": where the instruction runs on some paths only that come
 * to `then` (RIR_NONE: to the end), what decides it; "": every path runs it, or it is not known. */
const char *verdict_when(struct collect *c, const struct body *b, uint32_t insn, uint32_t then);
/* "'sent' is not 0": what decides that the instruction runs, if that is tested behind `since`;
 * NULL: it is not, or it is not known. */
const char *verdict_when_behind(struct collect *c, const struct body *b, uint32_t insn,
                                uint32_t since);
/* The instruction runs only where the result of the call `since` is what says that the call has
 * taken its packet. */
bool verdict_when_taken(struct collect *c, const struct body *b, uint32_t insn, uint32_t since);
/* From the case of a switch in which the instruction is, the path runs on into that of `then`. */
bool verdict_when_falls(struct collect *c, const struct body *b, uint32_t insn, uint32_t then);
/* The instruction runs only where the value is not NULL, and that is tested last before it. */
bool verdict_when_set(struct collect *c, const struct body *b, uint32_t insn, uint32_t value);
/* ", which takes 'm' when its result is 0", or "". */
const char *verdict_when_result(struct collect *c, const struct rir_insn *call, const char *what);

/* verdict_links.c: by which stores before an instruction the objects `roots` lead to the node;
 * returns how many notes. */
uint32_t verdict_links(struct collect *c, const struct body *b, uint32_t node, set_id roots,
                       uint32_t before, struct finding_note *out, uint32_t max);
/* The name by which a pointer to the node was last stored before an instruction; NULL: none. */
const char *verdict_stored_name(struct collect *c, const struct body *b, uint32_t node,
                                uint32_t before);
/* What holds a pointer to the node in one of the objects `roots` ("b->header"), by the last store
 * before an instruction, and where that stands; NULL: none is known. */
const char *verdict_linked_in(struct collect *c, const struct body *b, uint32_t node, set_id roots,
                              uint32_t before, struct rir_pos *at);
/* The copy of a struct before an instruction, from or into one of the objects `roots`, by which
 * what is called `said` is what they lead to; 0: none is known. */
uint32_t verdict_copied(struct collect *c, const struct body *b, set_id roots, uint32_t before,
                        const char *said, struct finding_note *out);
/* By what the object, given away as `given`, got its name `said` before an instruction: a store
 * into that, or the copy of a struct; 0: not known. */
uint32_t verdict_renamed(struct collect *c, const struct body *b, uint32_t node, uint32_t before,
                         const char *said, const char *given, struct finding_note *out);
/* "m->size" is said of "m", "jobs[3]" of "jobs". */
bool packet_is_said_of(const char *name, const char *whole);
/* The operand of the link's call that is the parameter from which the callee's value is computed;
 * RIR_NONE: there is none. *with (or NULL): ", with '&buf' as 'm'", or "". */
uint32_t verdict_passed(struct collect *c, struct link l, const struct rir_func *callee,
                        uint32_t value, const char **with);

/* verdict_packet.c: what is said of what was sent or frozen before; *object: the name of what is
 * touched. */
const char *verdict_packet_message(struct collect *c, const struct place *p, const char *who,
                                   const char **object);
/* What to do; NULL: nothing is said of that. */
const char *verdict_packet_help(struct collect *c, const struct place *p);
/* " (line 27)": where it was given away; "": nowhere. */
const char *packet_at_since(struct collect *c, const struct place *p);
/* "line 20": where what is now read, or written, has always been so by this name (with quotes)
 * before it was given away, the last such place; NULL: nowhere. */
const char *packet_done_before(struct collect *c, const struct place *p, enum access_kind kind,
                               const char *name);
/* "line 28": where the same call, with the same arguments, has always been made before it was given
 * away, in the function that did so; NULL: nowhere. */
const char *packet_called_before(struct collect *c, const struct place *p, uint32_t insn);
/* verdict_copy.c: ", with copies of what the pointers in it lead to", as a copy has to be that is
 * given away; "": there are no pointers in it. */
const char *verdict_copy_apart(const struct collect *c, const struct place *p);
/* verdict_frozen.c: what to do about what is written after it was frozen or published */
const char *verdict_frozen_help(struct collect *c, const struct place *p, const char *name);
/* verdict_release.c: the same of what is frozen, and is freed; `name` with quotes. */
const char *verdict_release_help(struct collect *c, const struct place *p, const char *name);
/* A violation: where it was sent or frozen, step by step; returns how many. */
enum { PACKET_NOTES = 8 };
uint32_t verdict_packet_since(struct collect *c, const struct place *p,
                              struct finding_note out[PACKET_NOTES]);
/* It is touched in a function that is called where the finding stands. */
bool verdict_packet_elsewhere(const struct place *p);
struct finding_note verdict_packet_access(struct collect *c, const struct place *p); /* there */

/* verdict_aliased.c: what is said of what stays and refers into a packet that is sent; `end`: what
 * the chain ends at. */
const char *verdict_aliased_message(struct collect *c, const struct place *p, const char *who,
                                    struct target end, uint32_t end_ctx, const char **object);
/* Where that came about: returns how many notes. */
uint32_t verdict_aliased_since(struct collect *c, const struct place *p, struct target end,
                               uint32_t end_ctx, struct finding_note out[PACKET_NOTES]);
const char *verdict_aliased_help(struct collect *c, const struct place *p, struct target end,
                                 uint32_t end_ctx);
/* The operand that a place is about; RIR_NONE: there is none. */
uint32_t verdict_operand(const struct collect *c, const struct place *p);
/* What is given away, by the name that it has there; NULL: it has none. */
const char *verdict_packet_name(struct collect *c, const struct place *p);

/* verdict_unowned.c: what is said of what is not the giver's; `end`: what it is in `end_ctx`. */
const char *verdict_unowned_message(struct collect *c, const struct place *p, const char *who,
                                    struct target end, uint32_t end_ctx, const char **object);
uint32_t verdict_unowned_since(struct collect *c, const struct place *p,
                               struct finding_note out[PACKET_NOTES]);
const char *verdict_unowned_help(struct collect *c, const struct place *p, struct target end,
                                 uint32_t end_ctx);

/* verdict_packet.c, of an access: the access itself, what it does ("reads"; plain: "read"),
 * what it names (whole: the pointer, not the place), that name or "a packet", whether what is named
 * only leads to what was given away, and whether that was so in an earlier round of a loop. */
const struct access *packet_access(const struct collect *c, const struct place *p);
const char *packet_verb(const struct collect *c, const struct place *p, bool plain);
const char *packet_name(struct collect *c, uint32_t ctx, uint32_t operand, bool whole);
/* "m": the pointer by which the access comes to "m->size"; NULL: it has no name. */
const char *packet_base_name(struct collect *c, const struct place *p);
bool packet_is_changed(const struct collect *c, const struct place *p); /* read and written: n++ */
bool packet_is_whole(const struct access *a);
const char *packet_quoted(struct collect *c, const char *name);
bool packet_is_part(const struct collect *c, const struct place *p);
const char *packet_earlier_round(const struct collect *c, const struct place *p);
/* The function without a body that reads or writes what it is given; NULL: none does. */
const char *packet_called(const struct collect *c, const struct place *p);
bool packet_makes_another(const struct collect *c, const struct place *p); /* realloc() */
bool packet_has(const struct collect *c, set_id s, uint32_t node);
/* Only a pointer to it was copied, with the struct around that, and the other one was sent. */
bool packet_is_copied(struct collect *c, const struct place *p);
/* By its type it is immutable, and was published; "sent", "frozen", "published". */
bool packet_is_published(const struct collect *c, const struct place *p);
const char *packet_done(const struct collect *c, const struct place *p);
/* The access of an instruction that gives something away (NULL: none does); of several the one that
 * the place is about. */
const struct access *packet_giving_at(const struct body *b, uint32_t insn, enum mark m);
const struct access *packet_giving_of(const struct collect *c, const struct place *p,
                                      const struct body *b, uint32_t insn);
/* The name in the function that sent it, where it is touched in one that is called; NULL: none. */
const char *packet_name_elsewhere(struct collect *c, const struct place *p);
/* What was given away, where this function did so itself; NULL: it did not. */
const struct access *packet_given_here(const struct collect *c, const struct place *p);

/* verdict_since.c */
/* "struct config": the immutable type by which it is used; NULL: it has no name. */
const char *packet_immutable_type(struct collect *c, const struct place *p);
/* Where the function that did it comes to what is wrong: the access, or the call that leads there;
 * RIR_NONE: it does not. */
uint32_t packet_meeting(struct collect *c, const struct place *p);
/* An immutable object: "after 'config_new' stored a pointer to the object", by which call others
 * could see it; NULL: by none, or it was received. */
const char *packet_published_by(struct collect *c, const struct place *p);
/* The function that made the immutable object and showed it; NULL: the object was known before.
 * *when: "before the return", until when it can set values. */
const char *packet_made_by(struct collect *c, const struct place *p, const char **when);
/* verdict_when(), with what the place is about as what comes later. */
const char *packet_when(struct collect *c, const struct place *p, const struct body *b,
                        uint32_t insn);

/* verdict_lent.c: likewise of what is lent */
const char *verdict_lent_message(struct collect *c, const struct place *p, const char *who,
                                 const char **object);
uint32_t verdict_lent_since(struct collect *c, const struct place *p,
                            struct finding_note out[PACKET_NOTES]);
const char *lent_borrower(struct collect *c, const struct place *p); /* "task 'worker'" */
/* "'first'": what the borrower got, by the name that it has here; NULL: it has none here. */
const char *lent_given(struct collect *c, const struct place *p);
/* "'shop'": what both tasks get, where that is only a part of what the start gives; NULL: it has no
 * name in the function that starts. */
const char *lent_part(struct collect *c, const struct place *p);
/* verdict_lent_help.c */
const char *verdict_lent_help(struct collect *c, const struct place *p);

/* verdict_lists.c */
/* Tasks, unknown functions, calls, and what is believed. */
void verdict_lists(struct collect *c);

#endif
