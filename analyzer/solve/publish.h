/* Objects of FBP_IMMUTABLE types, which nobody may write once they are published: publish.c. */
#ifndef FBP_SOLVE_PUBLISH_H
#define FBP_SOLVE_PUBLISH_H

#include "solve/body.h"

struct context;
struct contexts;

/* What the types on the way to a value say of the object that it points to. */
enum says {
    SAYS_NOTHING,
    SAYS_OTHER, /* its type is neither immutable, nor part of such a type, nor has it such a part,
                 */
    SAYS_APART, /* nor does one lead to it */
    SAYS_IMMUTABLE /* it is of an immutable type */
};
static inline bool says_other(enum says s)
{
    return s == SAYS_OTHER || s == SAYS_APART;
}

void publish_find(struct solver *s);
void publish_free(struct solver *s);
/* Some type of the program is immutable. */
static inline bool publish_any(const struct solver *s)
{
    return s->publish.says != NULL;
}
/* Of what a pointer of that type points to. */
enum says publish_says_type(const struct solver *s, uint32_t pointer_type);
enum says publish_says(const struct solver *s, uint32_t func, uint32_t value);
/* The variable, parameter or result that the value is, is declared so. */
bool publish_is_declared(const struct solver *s, uint32_t func, uint32_t value);
/* ... or an array of such that it points into: not only used so somewhere. */
bool publish_is_told(const struct solver *s, uint32_t func, uint32_t value);
/* Who goes by the address uses the object as an immutable type there. */
bool publish_is_used_as(const struct solver *s, uint32_t func, uint32_t address);
/* "struct config"; NULL: it has no name. */
const char *publish_name_of(const struct solver *s, uint32_t type, struct arena *arena);
/* The name of the immutable type, with "struct"; NULL: it has none. */
const char *publish_type_name(const struct solver *s, uint32_t func, uint32_t value,
                              struct arena *arena);
/* A pointer to an object of an immutable type. */
bool publish_is_named(const struct solver *s, uint32_t pointer_type);
/* What the function returns is published, as its result's type says. */
bool publish_returns_named(const struct solver *s, const struct rir_func *f);
/* The initialiser of some variable has the static object's address. */
bool publish_shown_at_start(const struct solver *s, uint32_t global);

/* B-X2: the instruction stores what `value` refers to in all these places. */
void publish_store(struct env *e, uint32_t insn, set_id places, uint32_t value);
/* ... what the bytes refer to that it copies from there. */
void publish_copy(struct env *e, uint32_t insn, set_id places, set_id from);
/* ... what operand `value` of a described call refers to. */
void publish_linked(struct env *e, uint32_t insn, set_id places, uint32_t value, set_id held);
/* ... what a callee put behind its argument, if it is among `put`. */
void publish_put(struct env *e, struct target place, set_id value, set_id put);
/* ... and may have put there at some time. */
void publish_replaced(struct env *e, set_id places, set_id put);
/* The function returns. */
void publish_return(struct env *e, uint32_t insn);
/* A function without a body that is looked at has returned it. */
void publish_result(struct env *e, uint32_t insn, const struct rir_func *f, set_id result);
/* Code that is not known gets it, and may put it anywhere. */
void publish_handed(struct env *e, uint32_t insn, set_id args);
/* Kept by code that is described. */
void publish_kept(struct env *e, uint32_t insn, set_id kept);
/* It is about to be sent, or handed to a task. True: all of it is immutable, and stays. */
bool publish_given(struct env *e, uint32_t insn, uint32_t value, set_id roots, set_id packet,
                   enum certain most);
/* It was received into what the value refers to. */
void publish_received(struct env *e, uint32_t insn, enum says says, set_id root, set_id rest);
/* It was put behind an argument where others may see it. */
bool publish_is_behind(const struct solver *s, const struct context *c, uint32_t point,
                       struct target t);
/* What is below an entry node may be seen by others: it is not surely a caller's stack object. */
bool publish_may_be_seen(const struct context *c, uint32_t entry);
#endif
