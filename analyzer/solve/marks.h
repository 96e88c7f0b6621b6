/* What has become of objects since a function was entered: which were sent away, which were frozen.
 *
 * A *mark* is a set of objects. It lies in memory, as what slot 0 of a node of its own leads to, so
 * that it is joined, renamed and copied as any contents are: SURE is what was sent on every path to
 * here, PATH what was sent on some. Objects that had a mark when the function was entered are the
 * business of statuses (status.h).
 *
 * B-K1 (I2). What is sent may be, from there on, any target of the mark or what may be the same
 * object (marks_of). B-K2. A packet is all that can be reached, so marks are put on that; of
 * what is reached by several ways, or through what stands for several objects, it is not sure that
 * it was. B-K3. Code that is not followed may have done it to all that it gets at. B-K4. An object
 * is sent, or frozen, only if phase A sees some operation of the program that may reach its class.
 * B-K5. A task has sent nothing when it begins; what it sends, of what it was lent, or returns in
 * the end, may be sent from its start on for whoever started it, which is no evidence.
 */
#ifndef FBP_SOLVE_MARKS_H
#define FBP_SOLVE_MARKS_H

#include <stdbool.h>
#include <stdint.h>

#include "solve/set.h"

struct env;
struct body;
struct solver;

/* Those behind MARKS: held.c; MARK_PUT is what is of an immutable type and was stored behind an
 * argument (publish.c). From MARK_LENT on, one for each start record (lent.h). */
enum mark {
    MARK_SENT,
    MARK_FROZEN,
    MARKS,
    MARK_SHARED = MARKS,
    MARK_MOVED,
    MARK_HOME,
    MARK_PUT,
    MARK_LENT,
    MARK_SORTS
};

struct marks_known { /* per sort of mark, of the whole program */
    bool *classes;   /* per phase-A class: may be reached by what is sent; NULL: nothing ever is */
    bool outside;    /* something is sent that phase A sees nobody make: it has no class */
    bool unknown, escaped;   /* one of them is so */
    bool exported;           /* an exported variable leads to one */
    bool statics, constants; /* one that is unknown or escaped has static objects, or constants */
    uint32_t *makers;        /* functions that put it by themselves, or start what may do so */
    uint32_t nmakers;
    uint8_t *may_put; /* per function: what marks_may_put() said; 0: nobody has asked */
};

void marks_find(struct solver *s);
void marks_free(struct solver *s);
/* The program does it at all. */
bool marks_any(const struct solver *s, enum mark m);
/* Something that this value of a function refers to is sent, frozen or lent. */
void marks_note_value(struct solver *s, enum mark m, uint32_t func, uint32_t value);
/* B-K4: an object that a value refers to may have the mark. RIR_NONE: it is not known which value.
 */
bool marks_may_have(const struct solver *s, enum mark m, uint32_t func, uint32_t value);

/* B-K3: code of the function, or what it calls, may put the mark on something. What it starts
 * counts, too: a library may run that inside the task (a handler). */
bool marks_may_put(const struct solver *s, enum mark m, uint32_t func);
/* The value's class is in *k, or an object of it may be. */
bool marks_known_has(const struct solver *s, const struct marks_known *k, uint32_t func,
                     uint32_t value);
/* Something adds that class; `deep`: and all that it leads to. */
void marks_note_class(struct solver *s, struct marks_known *k, uint32_t cls, bool deep);
/* What is known of the classes together. */
void marks_note_kinds(const struct solver *s, struct marks_known *k);

/* There is a constant in the class. */
bool marks_has_constant(const struct solver *s, uint32_t cls);

/* What the value refers to has no pointer in it that the program knows or reads. */
bool marks_is_alone(const struct solver *s, uint32_t func, uint32_t value);
/* All objects of the packet, each as sure as it is part of it; value: that refers to it, RIR_NONE:
 * not known. */
set_id marks_packet(struct env *e, set_id packet, uint32_t value);
/* The packet, as marks_packet() gave it, is sent or frozen, no more certainly than `most`. */
void marks_put(struct env *e, enum mark m, set_id packet, enum certain most);
/* B-K3: whatever gets at all that `args` leads to may have done either; func: who does, RIR_NONE:
 * not known. */
void marks_put_anything(struct env *e, set_id args, uint32_t func);
set_id marks_get(struct env *e, enum mark m);

/* B-Q9 (I4, I5): what tells this memory apart from others of the body, as a fact about FACT_GIVEN.
 * Where states meet of which one has sent an object and the other one still has it in a variable,
 * the sum would say that what is in the variable may have been sent. */
struct slots;
struct fact_vec;
void marks_tell_apart(struct body *b, const struct slots *mem, struct fact_vec *facts);

/* Is a target what a mark names, or may it be? *node: which one of the mark's nodes is it, if it
 * is. */
enum marked {
    MARKED_NOT,
    MARKED_OPEN, /* of loans only: not known (B-L19) */
    MARKED_MAY,
    MARKED_PATH,
    MARKED_SURE
};
enum marked marks_of(const struct body *b, set_id mark, struct target t);

#endif
