/* The layout of the binary form, known to its writer and its reader.
 *
 * A record: "FBPR", version (4 bytes), length of the payload (8), checksum of the payload (8), all
 * little-endian; then the payload: the length of each column, and the columns (binary_columns.def),
 * one after the other. Members that mean the same lie in one column, because such a column
 * compresses well: half of what the members would take one after the other.
 *
 * Numbers are unsigned LEB128; signed ones are zigzag-coded first; an index that may be RIR_NONE is
 * stored plus one. Arrays start with their length. A string is 0 (NULL), 1 (the next of the table)
 * or 1 plus how far back in it the string is. The same way, most numbers that grow are stored as
 * the distance to their like.
 *
 * Instructions and values start with their shape: the number of a key in a table of keys, in the
 * order of their first use (0: the next of the table). A key holds the members that take few
 * values, and a mask of the others that follow in their columns; what does not follow has its usual
 * value. */
#ifndef FBP_RIR_BINARY_INT_H
#define FBP_RIR_BINARY_INT_H

#include "rir/rir.h"

#define RIR_BINARY_MAGIC "FBPR"

enum { RIR_BINARY_HEADER = 24 };

enum binary_column {
#define COLUMN(ID, what) COLUMN_##ID,
#include "rir/binary_columns.def"
#undef COLUMN
    COLUMN_COUNT
};

enum { /* of an instruction, in the order in which they follow */
       BINARY_SITE_NEXT =
           1u << 0, /* the site after that of the instruction before: nothing follows */
       BINARY_SITE = 1u << 1,
       BINARY_RESULT = 1u << 2, /* else the next value that an instruction defines */
       BINARY_REF = 1u << 3,
       BINARY_FIELD = 1u << 4,
       BINARY_IMM = 1u << 5,
       BINARY_FIELD_IMM = 1u << 6, /* the offset of that field: nothing follows */
       BINARY_SRC = 1u << 7,
       BINARY_POS = 1u << 8,
       BINARY_TEXT = 1u << 9,
       BINARY_MASK_BITS = 10,
};

/* The key of an instruction: operation, sub-operation, flags, mask, and three counts, of which the
 * largest value says that the count follows. */
enum {
    BINARY_MOST_ARGS = 7,
    BINARY_MOST_BLOCKS = 3,
    BINARY_MOST_RESULTS = 3,
};

struct binary_shape {
    uint8_t op, sub;
    uint16_t flags, mask;
    uint8_t nargs, nblocks, nresults;
};

static inline uint64_t binary_key(struct binary_shape s)
{
    return (uint64_t)s.op | (uint64_t)s.sub << 8 | (uint64_t)s.nargs << 16 |
           (uint64_t)s.nblocks << 19 | (uint64_t)s.nresults << 21 | (uint64_t)s.mask << 23 |
           (uint64_t)s.flags << (23 + BINARY_MASK_BITS);
}

static inline struct binary_shape binary_shape(uint64_t key)
{
    return (struct binary_shape){.op = (uint8_t)key,
                                 .sub = (uint8_t)(key >> 8),
                                 .nargs = key >> 16 & BINARY_MOST_ARGS,
                                 .nblocks = key >> 19 & BINARY_MOST_BLOCKS,
                                 .nresults = key >> 21 & BINARY_MOST_RESULTS,
                                 .mask = key >> 23 & ((1u << BINARY_MASK_BITS) - 1),
                                 .flags = (uint16_t)(key >> (23 + BINARY_MASK_BITS))};
}

enum { /* in the key of a value, below its scalar type */
       BINARY_VALUE_KIND = 0x0f,
       BINARY_VALUE_SRC = 0x10,
       BINARY_VALUE_NAME = 0x20,
       BINARY_VALUE_BITS = 6,
};

enum { BINARY_SAME_FILE = 0x10 }; /* in the byte that starts a site */

/* The next value after `from` that an instruction defines; nvalues if there is none. */
static inline uint32_t binary_next_result(const struct rir_func *f, uint32_t from)
{
    while (from < f->nvalues && f->values[from].kind != RIR_V_INSN)
        from++;
    return from;
}

#endif
