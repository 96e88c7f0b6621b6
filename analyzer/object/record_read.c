/* Unpacking a record that anybody may have written.
 *
 * R1 Nothing is read beyond the length in the header, and that lies within what was given.
 * R2 Memory is asked for once, for the size in the header: at most RECORD_LARGEST, and no more than
 *    zstd could make of so many bytes; the frame must give exactly that size.
 * R3 The facts are text without control characters: they are printed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zstd.h>

#include "object/record.h"
#include "object/record_int.h"

static uint64_t fixed(const unsigned char *from, int n)
{
    uint64_t v = 0;
    for (int i = 0; i < n; i++)
        v |= (uint64_t)from[i] << (8 * i);
    return v;
}

#define REFUSE(error, ...) (snprintf((error)->text, sizeof(error)->text, __VA_ARGS__), false)

static bool check_header(const unsigned char *data, size_t size, struct record_error *e)
{
    if (size < 4 || memcmp(data, RECORD_MAGIC, 4) != 0)
        return REFUSE(e, "what is in " RECORD_SECTION " is no record of fbp-cc");
    if (size < RECORD_HEADER)
        return REFUSE(e, "a record is cut off");
    uint64_t version = fixed(data + RECORD_AT_VERSION, 4);
    if (version != RECORD_VERSION)
        return REFUSE(e, "a record is of version %llu, this program reads version %d",
                      (unsigned long long)version, RECORD_VERSION);
    uint64_t length = fixed(data + RECORD_AT_LENGTH, 8);
    if (length > size - RECORD_HEADER)
        return REFUSE(e, "a record is cut off");
    if (fixed(data + RECORD_AT_CHECKSUM, 8) != record_checksum(data, length))
        return REFUSE(e, "a record is damaged: its checksum is wrong");
    return true;
}

/* zstd makes at most some 2^17 bytes of three (a block that repeats one byte). */
static bool size_is_likely(uint64_t plain, uint64_t length)
{
    return plain <= RECORD_LARGEST && plain / 65536 <= length;
}

static unsigned char *unpack(const unsigned char *data, uint64_t length, uint64_t plain,
                             struct record_error *e)
{
    if (!size_is_likely(plain, length)) {
        REFUSE(e, "a record is damaged: it says that %llu bytes are in it",
               (unsigned long long)plain);
        return NULL;
    }
    unsigned char *memory = malloc(plain + 1);
    if (memory == NULL)
        abort();
    size_t got = ZSTD_decompress(memory, plain, data, length);
    if (!ZSTD_isError(got) && got == plain)
        return memory;
    REFUSE(e, "a record is damaged: it cannot be unpacked");
    free(memory);
    return NULL;
}

/* The text at *at, which moves behind its NUL; NULL: there is none. Names of files have any other
 * byte. */
static const char *fact(const unsigned char **at, const unsigned char *end)
{
    const unsigned char *start = *at, *nul = memchr(start, '\0', (size_t)(end - start));
    *at = nul == NULL ? end : nul + 1;
    return (const char *)(nul == NULL ? NULL : start);
}

static bool read_payload(struct unpacked *out, size_t plain, struct record_error *e)
{
    const unsigned char *at = out->memory, *end = at + plain;
    struct record *r = &out->record;
    const char **facts[RECORD_FACTS] = {&r->source, &r->dir, &r->language, &r->target, &r->failure};
    for (int i = 0; i < RECORD_FACTS; i++) {
        *facts[i] = fact(&at, end);
        if (*facts[i] == NULL)
            return REFUSE(e, "a record is damaged: its facts are no text");
    }
    r->rir = at;
    r->rir_size = (size_t)(end - at);
    return true;
}

bool record_read(const unsigned char *data, size_t size, size_t *used, struct unpacked *out,
                 struct record_error *error)
{
    *used = 0;
    *out = (struct unpacked){0};
    if (!check_header(data, size, error))
        return false;
    uint64_t length = fixed(data + RECORD_AT_LENGTH, 8);
    uint64_t plain = fixed(data + RECORD_AT_UNPACKED, 8);
    out->memory = unpack(data + RECORD_HEADER, length, plain, error);
    if (out->memory == NULL)
        return false;
    if (!read_payload(out, plain, error)) {
        unpacked_free(out);
        return false;
    }
    *used = RECORD_HEADER + length;
    return true;
}

void unpacked_free(struct unpacked *u)
{
    free(u->memory);
    *u = (struct unpacked){0};
}
