/* Records: what an object file carries of one unit. Self-delimiting, versioned, the same bytes for
 * the same unit on every machine. The layout is in docs/records.md. */
#ifndef FBP_OBJECT_RECORD_H
#define FBP_OBJECT_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#define RECORD_SECTION ".fbp"

enum { RECORD_VERSION = 1, RECORD_HEADER = 32 };

struct record {
    const char *source;       /* the unit's main file, as debug information has it */
    const char *dir;          /* the folder that the compiler ran in, as debug information has it */
    const char *language;     /* "C" or "C++" */
    const char *target;       /* triple */
    const char *failure;      /* why there is no RIR, in one line; "" if there is */
    const unsigned char *rir; /* binary RIR (rir/binary.h); none where it failed */
    size_t rir_size;
};

/* malloc'ed bytes, the caller frees. */
unsigned char *record_write(const struct record *record, size_t *size);

struct record_error {
    char text[160]; /* one line, without the name of the file */
};

/* An unpacked record; what it points to is in `memory`. */
struct unpacked {
    struct record record;
    unsigned char *memory;
};

/* The record at the start of data[0..size); *used is its whole length. False and error->text if
 * there is none that can be read. */
bool record_read(const unsigned char *data, size_t size, size_t *used, struct unpacked *out,
                 struct record_error *error);
void unpacked_free(struct unpacked *u);

#endif
