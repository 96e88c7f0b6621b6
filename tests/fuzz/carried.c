/* A libFuzzer target: what fbp-check does with a file that somebody gives it, up to verified RIR.
 *
 * The first byte of the input says what the rest is:
 *   'F'  a file: ELF, or an archive with ELF files in it
 *   'P'  a record, whose checksum is put right first, so that what lies behind it is tried
 *   'R'  RIR in binary form, whose length and checksum are put right first
 *
 * Whatever comes in, the readers return; what the verifier accepts can be written, and is read
 * again as what it was. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "object/archive.h"
#include "object/elf.h"
#include "object/record.h"
#include "object/record_int.h"
#include "rir/binary.h"
#include "rir/binary_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

unsigned carried_modules; /* how many were read and verified: replay.c asks whether its seeds are */

static void set_fixed(unsigned char *to, uint64_t v, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = (unsigned char)(v >> (8 * i));
}

static void read_rir(const unsigned char *data, size_t size)
{
    struct rir_error error;
    size_t used, first, second;
    struct rir_module *m = rir_binary_read(data, size, &used, &error);
    if (m == NULL)
        return;
    carried_modules++;
    unsigned char *a = rir_binary_write(m, &first);
    struct rir_module *again = rir_binary_read(a, first, &used, &error);
    if (again == NULL || used != first)
        abort();
    unsigned char *b = rir_binary_write(again, &second);
    if (first != second || memcmp(a, b, first) != 0)
        abort();
    free(a);
    free(b);
    rir_module_free(m);
    rir_module_free(again);
}

static void read_records(void *ctx, const unsigned char *data, size_t size)
{
    struct record_error error;
    struct unpacked u;
    (void)ctx;
    for (size_t at = 0, used = 0; at < size; at += used) {
        used = 1;
        if (data[at] == 0)
            continue;
        if (!record_read(data + at, size - at, &used, &u, &error))
            return;
        read_rir(u.record.rir, u.record.rir_size);
        unpacked_free(&u);
    }
}

static void read_elf(const unsigned char *data, size_t size)
{
    struct record_error error;
    elf_kind(data, size);
    elf_sections(data, size, RECORD_SECTION, read_records, NULL, &error);
}

static void read_member(void *ctx, const struct archive_member *m)
{
    (void)ctx;
    if (m->name_len > 0 && m->name[m->name_len - 1] == '\0')
        return;
    if (m->data != NULL)
        read_elf(m->data, m->size);
}

static void read_file(const unsigned char *data, size_t size)
{
    struct record_error error;
    if (archive_kind(data, size) == ARCHIVE_NONE)
        read_elf(data, size);
    else
        archive_members(data, size, read_member, NULL, &error);
}

static void repair_record(unsigned char *data, size_t size)
{
    if (size < RECORD_HEADER)
        return;
    set_fixed(data + RECORD_AT_LENGTH, size - RECORD_HEADER, 8);
    set_fixed(data + RECORD_AT_CHECKSUM, record_checksum(data, size - RECORD_HEADER), 8);
}

static void repair_rir(unsigned char *data, size_t size)
{
    if (size < RIR_BINARY_HEADER)
        return;
    set_fixed(data + 8, size - RIR_BINARY_HEADER, 8);
    set_fixed(data + 16, hash_mem(data + RIR_BINARY_HEADER, size - RIR_BINARY_HEADER), 8);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size)
{
    if (size < 1)
        return 0;
    size_t n = size - 1;
    unsigned char *data = malloc(n == 0 ? 1 : n); /* exactly so long: reading beyond it is seen */
    if (data == NULL)
        return 0;
    memcpy(data, input + 1, n);
    if (input[0] == 'P') {
        repair_record(data, n);
        read_records(NULL, data, n);
    } else if (input[0] == 'R') {
        repair_rir(data, n);
        read_rir(data, n);
    } else {
        read_file(data, n);
    }
    free(data);
    return 0;
}
