/* Giving a packet away: sending, freezing, lending. */
#ifndef FBP_VERIFY_MOVE_H
#define FBP_VERIFY_MOVE_H

#include "report.h"
#include "senders.h"
#include "set.h"
#include "tasks.h"
#include "walk.h"

struct move {
    struct walk walk;
    enum how how;
    uint64_t packet;
    uintptr_t root;
    uintptr_t place;
    const char *through;
    struct task *to; /* of a loan */
    bool element;    /* what is given is part of an array */
    tag self;
    bool checked; /* the thread is known: what is wrong is reported */
    uint64_t serial;
    const struct block *block; /* what is looked at right now, at this address */
    uintptr_t at;
    struct set frames; /* local variables that were looked into */
    const struct fbp_type *type;
    unsigned problems;
    struct violation problem; /* the first */
};

/* For a loan tasks_hold holds; so what is wrong is kept in `problem`, to be reported afterwards.
 */
void move_begin(struct move *move, enum how how, uintptr_t root, uintptr_t place,
                const char *through);
void move_packet(struct move *move, uint64_t form, const struct fbp_type *type);
void move_contents(struct move *move, uintptr_t low, uintptr_t high, const struct fbp_type *type);

#endif
