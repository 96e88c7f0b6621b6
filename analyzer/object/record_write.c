/* Packing a record: facts and RIR one after the other, compressed as one zstd frame.
 *
 * Deterministic: no time, no name of a machine, no path but those that the compiler was given; one
 * thread, a fixed level. zstd is linked in, so its version is ours and not the machine's. */
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>
#include <zstd.h>

#include "object/record.h"
#include "object/record_int.h"

enum { LEVEL = 19 };

static void set_fixed(unsigned char *to, uint64_t v, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = (unsigned char)(v >> (8 * i));
}

uint64_t record_checksum(const unsigned char *record, uint64_t length)
{
    XXH3_state_t state;
    XXH3_64bits_reset(&state);
    XXH3_64bits_update(&state, record, RECORD_AT_CHECKSUM);
    XXH3_64bits_update(&state, record + RECORD_AT_UNPACKED,
                       RECORD_HEADER - RECORD_AT_UNPACKED + length);
    return XXH3_64bits_digest(&state);
}

static unsigned char *allocate(size_t size)
{
    unsigned char *data = malloc(size);
    if (data == NULL)
        abort();
    return data;
}

static unsigned char *payload(const struct record *r, size_t *size)
{
    const char *facts[RECORD_FACTS] = {r->source, r->dir, r->language, r->target, r->failure};
    *size = r->rir_size;
    for (int i = 0; i < RECORD_FACTS; i++)
        *size += strlen(facts[i]) + 1;
    unsigned char *data = allocate(*size), *at = data;
    for (int i = 0; i < RECORD_FACTS; i++) {
        memcpy(at, facts[i], strlen(facts[i]) + 1);
        at += strlen(facts[i]) + 1;
    }
    if (r->rir_size > 0)
        memcpy(at, r->rir, r->rir_size);
    return data;
}

unsigned char *record_write(const struct record *record, size_t *size)
{
    size_t plain;
    unsigned char *data = payload(record, &plain);
    size_t room = ZSTD_compressBound(plain);
    unsigned char *out = allocate(RECORD_HEADER + room);
    size_t length = ZSTD_compress(out + RECORD_HEADER, room, data, plain, LEVEL);
    free(data);
    if (ZSTD_isError(length))
        abort(); /* out of memory: the room is enough */
    memcpy(out, RECORD_MAGIC, 4);
    set_fixed(out + RECORD_AT_VERSION, RECORD_VERSION, 4);
    set_fixed(out + RECORD_AT_LENGTH, length, 8);
    set_fixed(out + RECORD_AT_UNPACKED, plain, 8);
    set_fixed(out + RECORD_AT_CHECKSUM, record_checksum(out, length), 8);
    *size = RECORD_HEADER + length;
    return out;
}
