/* The layout of a record, known to its writer and its reader (docs/records.md). */
#ifndef FBP_OBJECT_RECORD_INT_H
#define FBP_OBJECT_RECORD_INT_H

#include <stdint.h>

#define RECORD_MAGIC "FBPO"

enum { /* offsets in the header */
       RECORD_AT_VERSION = 4,
       RECORD_AT_LENGTH = 8,    /* of what follows the header */
       RECORD_AT_CHECKSUM = 16, /* XXH3 of the rest of the header and of what follows it */
       RECORD_AT_UNPACKED = 24, /* size of what follows once it is unpacked */
};

enum { RECORD_FACTS = 5 }; /* strings that come before the RIR, each ended by a NUL */

/* What nobody's unit needs, and what nobody's machine should be asked for. */
enum { RECORD_LARGEST = 1 << 30 };

/* Of a whole record, its checksum left out. */
uint64_t record_checksum(const unsigned char *record, uint64_t length);

#endif
