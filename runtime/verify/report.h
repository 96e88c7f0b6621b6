/* One violation, told. */
#ifndef FBP_VERIFY_REPORT_H
#define FBP_VERIFY_REPORT_H

#include "blocks.h"
#include "senders.h"
#include "shadow.h"

/* The kinds that a run can show: identifiers of analyzer/report/kinds.def. */
enum kind {
    KIND_NONE,
    KIND_GLOBAL_WRITE,
    KIND_FROZEN_WRITE,
    KIND_USE_AFTER_SEND,
    KIND_DOUBLE_SEND,
    KIND_SEND_ALIASED,
    KIND_SEND_UNOWNED,
    KIND_FOREIGN_ACCESS,
    KIND_PACKET_LEAK,
    KINDS,
};

enum doing { DOING_ACCESS, DOING_SEND, DOING_FREEZE, DOING_START, DOING_RETURN };

struct violation {
    enum kind kind;
    enum doing doing;
    bool write;
    bool lost;            /* where that is in the source is not known: the place is near it */
    bool marked;          /* the check itself says what is accepted there, which was looked at */
    uint64_t bytes;       /* of an access; 0: not known */
    uintptr_t address;    /* what is touched; of a send, the object that is wrong */
    uintptr_t checked;    /* of an access, the address that was looked at */
    uintptr_t root;       /* of a send: what is sent */
    uintptr_t place;      /* where */
    const char *through;  /* the function that sends */
    struct block block;   /* of the heap, as it was when it was looked at; start 0: none */
    struct sending given; /* what the one who touches it did with it; packet 0: nothing */
    tag owner;            /* the tag found there */
    bool outside;         /* of a send: something else refers to the address: */
    const char *variable; /* this variable, or (NULL) an object of the sender */
    const char *led_by;   /* of what is global: a variable with static storage that leads there */
    /* Asked last of all, since it may take long: is it one after all? NULL: it is. */
    bool (*still)(struct violation *);
};

/* Says it, and ends the program unless it is suppressed or is to go on. The caller is inside
 * (thread.h) and holds no lock. */
void report(struct violation *violation);
/* In a child: who made a report in another thread is not there. */
void report_reset_lock(void);

const char *kind_name(enum kind kind);

#endif
