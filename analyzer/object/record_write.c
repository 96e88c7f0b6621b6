/* Packing a record: facts and RIR one after the other, compressed as one zstd frame.
 *
 * Deterministic: no time, no name of a machine, no path but those that the compiler was given; one
 * thread, a fixed level. zstd is linked in, so its version is ours and not the machine's. */
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#include "object/record.h"
#include "object/record_int.h"

/* The columns of the binary form differ in what is frequent in them: blocks are split where that
 * changes. Level 12 takes a third of the time that 19 takes, for 2 to 5% more bytes. (The name of
 * the parameter changed.) */
enum { LEVEL = 12 };
#ifdef ZSTD_c_useBlockSplitter
#define SPLIT ZSTD_c_useBlockSplitter
#else
#define SPLIT ZSTD_c_splitAfterSequences
#endif

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

static size_t compress(unsigned char *to, size_t room, const unsigned char *data, size_t size)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    if (context == NULL)
        abort();
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, LEVEL);
    ZSTD_CCtx_setParameter(context, SPLIT, ZSTD_ps_enable);
    size_t length = ZSTD_compress2(context, to, room, data, size);
    ZSTD_freeCCtx(context);
    if (ZSTD_isError(length))
        abort(); /* out of memory: the room is enough */
    return length;
}

unsigned char *record_write(const struct record *record, size_t *size)
{
    size_t plain;
    unsigned char *data = payload(record, &plain);
    size_t room = ZSTD_compressBound(plain);
    unsigned char *out = allocate(RECORD_HEADER + room);
    size_t length = compress(out + RECORD_HEADER, room, data, plain);
    free(data);
    memcpy(out, RECORD_MAGIC, 4);
    set_fixed(out + RECORD_AT_VERSION, RECORD_VERSION, 4);
    set_fixed(out + RECORD_AT_LENGTH, length, 8);
    set_fixed(out + RECORD_AT_UNPACKED, plain, 8);
    set_fixed(out + RECORD_AT_CHECKSUM, record_checksum(out, length), 8);
    *size = RECORD_HEADER + length;
    return out;
}
