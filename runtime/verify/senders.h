/* Who gave a piece of memory away, how and where: the last two times. */
#ifndef FBP_VERIFY_SENDERS_H
#define FBP_VERIFY_SENDERS_H

#include "blocks.h"
#include "shadow.h"

enum how {
    HOW_SENT,
    HOW_FROZEN,
    HOW_LENT,
    HOW_PERHAPS, /* lent, if a word of unknown type is a pointer: senders_perhaps alone tells it */
};

struct sending {
    uint64_t packet;     /* one number for all that one event moved */
    uint64_t by;         /* the task's serial */
    uint64_t to;         /* HOW_LENT: the serial of the task that has it */
    uintptr_t low, high; /* what was moved here */
    uintptr_t place;     /* the call */
    const char *through;
    uint8_t how;
    tag to_number;
};

uint64_t senders_new_packet(void);
/* [low, high) in the block was moved. */
void senders_note(const struct block *block, const struct sending *sending);
/* The last event of the memory at the address; with `by`, of those of that task. */
bool senders_latest(const struct block *block, uintptr_t address, struct sending *found);
bool senders_by(const struct block *block, uintptr_t address, uint64_t by, struct sending *found);
/* Whether the last event was HOW_PERHAPS. */
bool senders_perhaps(const struct block *block, struct sending *found);
/* Forgets the event again. */
void senders_undo(const struct block *block, const struct sending *sending);
void senders_reset_locks(void);

#endif
