/* All that a report says, found out first: then it is written, as text or as JSON. */
#ifndef FBP_VERIFY_FACTS_H
#define FBP_VERIFY_FACTS_H

#include "asked.h"
#include "report.h"
#include "symbols.h"

enum { FACT_FRAMES = 32, FACT_NAME = 128 };

struct who {
    bool known;
    uint64_t serial;  /* 0: main */
    const char *name; /* of the task's function; NULL: not known any more */
};

struct frames {
    size_t n;
    struct place at[FACT_FRAMES];
};

enum memory { MEMORY_HEAP, MEMORY_STATIC, MEMORY_STACK, MEMORY_OTHER };

struct facts {
    const struct violation *violation;
    struct who who;
    struct frames frames;
    enum memory memory;
    uint64_t size, offset;
    bool freed;
    const char *variable; /* MEMORY_STATIC: its name */
    struct who stack_of;
    bool given; /* sent, frozen or lent before */
    enum how how;
    struct who giver, borrower;
    const char *through;
    struct frames given_at;
    struct who owner; /* who has it now, where a task has */
    bool in_transit;
    bool allocated;
    struct who allocator;
    struct frames allocated_at;
    bool asked; /* by the static analysis, of this place */
    struct question question;
};

void facts_find(struct facts *facts, const struct violation *violation);

#endif
