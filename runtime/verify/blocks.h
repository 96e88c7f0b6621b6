/* Where the heap's blocks begin and end. */
#ifndef FBP_VERIFY_BLOCKS_H
#define FBP_VERIFY_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct block {
    uintptr_t start, end; /* the bytes that were asked for */
    bool freed;           /* ... and it was not allocated again since */
    bool sent;            /* senders.h knows it since it was allocated */
};

bool blocks_map(void);
void block_made(uintptr_t start, size_t bytes);
void block_freed(uintptr_t start);
/* No block is in [low, high) any more: the memory has another use now. */
void block_forget(uintptr_t low, uintptr_t high);
/* The block that the address is in. */
bool block_find(uintptr_t address, struct block *found);

/* Every block that is not freed. Others may allocate meanwhile: of what changes some is seen. */
void block_each(void (*call)(const struct block *, void *), void *context);

/* A flag of the granule at the address that lasts until a block is made there. */
bool block_set_sent(uintptr_t address, bool sent);
bool block_is_sent(uintptr_t address);

#endif
