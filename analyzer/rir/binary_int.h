/* The layout of the binary form, known to its writer and its reader.
 *
 * A record: "FBPR", version (4 bytes), length of the payload (8), checksum of the payload (8), all
 * little-endian; then the payload: string table, module, types, globals, functions. Numbers are
 * unsigned LEB128; signed ones are zigzag-coded first; an index that may be RIR_NONE is stored plus
 * one. A string is its index in the table plus one; 0 is NULL. Arrays start with their length.
 *
 * An instruction starts with its operation and a mask of the members that follow; the others have
 * their usual value. */
#ifndef FBP_RIR_BINARY_INT_H
#define FBP_RIR_BINARY_INT_H

#define RIR_BINARY_MAGIC "FBPR"

enum { RIR_BINARY_HEADER = 24 };

enum { /* of an instruction, in the order in which they follow */
       BINARY_SUB = 1u << 0,
       BINARY_FLAGS = 1u << 1,
       BINARY_SITE = 1u << 2,
       BINARY_RESULTS = 1u << 3,
       BINARY_REF = 1u << 4,
       BINARY_FIELD = 1u << 5,
       BINARY_IMM = 1u << 6,
       BINARY_SRC = 1u << 7,
       BINARY_ARGS = 1u << 8,
       BINARY_POS = 1u << 9,
       BINARY_BLOCKS = 1u << 10, /* and cases, of a switch */
       BINARY_TEXT = 1u << 11,
       BINARY_ALL = (1u << 12) - 1,
};

enum { /* in the byte that starts a value */
       BINARY_VALUE_KIND = 0x0f,
       BINARY_VALUE_SRC = 0x10,
       BINARY_VALUE_NAME = 0x20,
};

enum { BINARY_SAME_FILE = 0x10 }; /* in the byte that starts a site */

#endif
