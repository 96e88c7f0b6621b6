/* The binary form of RIR: a self-delimiting, versioned record, the same bytes for the same module
 * on every machine (little-endian, LEB128 numbers in columns). Readers refuse what is
 * truncated, foreign or inconsistent; they never crash on hostile input and always run the
 * verifier. */
#ifndef FBP_RIR_BINARY_H
#define FBP_RIR_BINARY_H

#include <stddef.h>

#include "rir/rir.h"
#include "rir/text.h"

enum { RIR_BINARY_VERSION = 4 };

/* malloc'ed bytes, the caller frees. */
unsigned char *rir_binary_write(const struct rir_module *m, size_t *size);

/* Reads the record at the start of data[0..size); *used is its whole length. NULL and err->text on
 * error (err->line 0, err->col the byte offset). */
struct rir_module *rir_binary_read(const unsigned char *data, size_t size, size_t *used,
                                   struct rir_error *err);

#endif
