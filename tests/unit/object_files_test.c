/* Readers of ELF files and archives: what is there is found; every prefix and every changed byte of
 * a good file is refused or read, and nothing outside of it is touched (the sanitizers watch). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <elf.h>

#include "object/archive.h"
#include "object/elf.h"

struct seen {
    unsigned sections, members;
    size_t bytes;
    char last[64];
};

static void see_section(void *ctx, const unsigned char *data, size_t size)
{
    struct seen *s = ctx;
    s->sections++;
    for (size_t i = 0; i < size; i++)
        s->bytes += data[i] == 'x';
}

static void see_member(void *ctx, const struct archive_member *m)
{
    struct seen *s = ctx;
    s->members++;
    s->bytes += m->size;
    snprintf(s->last, sizeof s->last, "%.*s", (int)m->name_len, m->name);
}

/* An object with the sections "", ".fbp" (3 x), ".shstrtab". */
struct sample {
    Elf64_Ehdr h;
    char text[3];
    char names[17];
    char pad[4];
    Elf64_Shdr s[3];
};

static struct sample sample(void)
{
    struct sample f;
    memset(&f, 0, sizeof f);
    memcpy(f.h.e_ident, ELFMAG, SELFMAG);
    f.h.e_ident[EI_CLASS] = ELFCLASS64;
    f.h.e_ident[EI_DATA] = ELFDATA2LSB;
    f.h.e_type = ET_REL;
    f.h.e_shoff = offsetof(struct sample, s);
    f.h.e_shentsize = sizeof(Elf64_Shdr);
    f.h.e_shnum = 3;
    f.h.e_shstrndx = 2;
    memcpy(f.text, "xxx", 3);
    memcpy(f.names, "\0.fbp\0.shstrtab", 16);
    f.s[1] = (Elf64_Shdr){.sh_name = 1,
                          .sh_type = SHT_PROGBITS,
                          .sh_offset = offsetof(struct sample, text),
                          .sh_size = 3};
    f.s[2] = (Elf64_Shdr){.sh_name = 6,
                          .sh_type = SHT_STRTAB,
                          .sh_offset = offsetof(struct sample, names),
                          .sh_size = 16};
    return f;
}

/* From a block of exactly that size, so that a read beyond it is seen. */
static bool read_elf(const void *data, size_t size, struct seen *seen, struct record_error *e)
{
    unsigned char *copy = malloc(size == 0 ? 1 : size);
    assert_non_null(copy);
    memcpy(copy, data, size);
    *seen = (struct seen){0};
    bool good = elf_sections(copy, size, ".fbp", see_section, seen, e);
    elf_kind(copy, size);
    free(copy);
    return good;
}

static void test_section_is_found(void **state)
{
    struct sample f = sample();
    struct seen seen;
    struct record_error e;
    (void)state;
    assert_int_equal(elf_kind((void *)&f, sizeof f), ELF_RELOCATABLE);
    assert_true(read_elf(&f, sizeof f, &seen, &e));
    assert_int_equal(seen.sections, 1);
    assert_int_equal(seen.bytes, 3);
}

/* More sections than the header can count: the first section has the number. */
static void test_many_sections(void **state)
{
    struct sample f = sample();
    struct seen seen;
    struct record_error e;
    (void)state;
    f.h.e_shnum = 0;
    f.h.e_shstrndx = SHN_XINDEX;
    f.s[0].sh_size = 3;
    f.s[0].sh_link = 2;
    assert_true(read_elf(&f, sizeof f, &seen, &e));
    assert_int_equal(seen.sections, 1);
    f.s[0].sh_size = UINT64_MAX;
    assert_false(read_elf(&f, sizeof f, &seen, &e));
}

static void test_section_outside(void **state)
{
    struct sample f = sample();
    struct seen seen;
    struct record_error e;
    (void)state;
    f.s[1].sh_size = sizeof f;
    assert_false(read_elf(&f, sizeof f, &seen, &e));
    assert_string_equal(e.text, "the section .fbp lies outside of the file");
    f.s[1].sh_size = 3;
    f.s[1].sh_flags = SHF_COMPRESSED;
    assert_false(read_elf(&f, sizeof f, &seen, &e));
    assert_string_equal(e.text, "the section .fbp was compressed by another program");
}

static void test_damaged_elf(void **state)
{
    struct sample f = sample();
    struct seen seen;
    struct record_error e;
    (void)state;
    for (size_t n = 0; n < sizeof f; n++)
        assert_false(read_elf(&f, n, &seen, &e));
    for (size_t i = 0; i < sizeof f; i++) {
        for (int bit = 0; bit < 8; bit++) {
            ((unsigned char *)&f)[i] ^= (unsigned char)(1u << bit);
            read_elf(&f, sizeof f, &seen, &e);
            ((unsigned char *)&f)[i] ^= (unsigned char)(1u << bit);
        }
    }
}

/* ---- archives ---- */

#define HEADER(name, size) name "0           0     0     644     " size "`\n"

static const char gnu[] = "!<arch>\n" HEADER("/               ", "4         ") "\0\0\0\0" HEADER(
    "//              ",
    "26        ") "a_rather_long_member.o/\n\n\n" HEADER("short.o/        ",
                                                         "3         ") "abc\n" HEADER("/0      "
                                                                                      "       "
                                                                                      " ",
                                                                                      "2       "
                                                                                      "  ") "d"
                                                                                            "e";
static const char bsd[] =
    "!<arch>\n" HEADER("#1/20           ", "24        ") "a_rather_long_one.o\0abcd";
static const char thin[] = "!<thin>\n" HEADER(
    "//              ", "14        ") "sub/member.o/\n" HEADER("/0              ", "9999      ");

static bool read_archive(const void *data, size_t size, struct seen *seen, struct record_error *e)
{
    unsigned char *copy = malloc(size);
    assert_non_null(copy);
    memcpy(copy, data, size);
    *seen = (struct seen){0};
    bool good = archive_members(copy, size, see_member, seen, e);
    free(copy);
    return good;
}

static void test_members(void **state)
{
    struct seen seen;
    struct record_error e;
    (void)state;
    assert_int_equal(archive_kind((const void *)gnu, sizeof gnu - 1), ARCHIVE_WHOLE);
    assert_true(read_archive(gnu, sizeof gnu - 1, &seen, &e));
    assert_int_equal(seen.members, 2);
    assert_int_equal(seen.bytes, 5);
    assert_string_equal(seen.last, "a_rather_long_member.o");
    assert_true(read_archive(bsd, sizeof bsd - 1, &seen, &e));
    assert_int_equal(seen.members, 1);
    assert_int_equal(seen.bytes, 4);
    assert_string_equal(seen.last, "a_rather_long_one.o");
    assert_int_equal(archive_kind((const void *)thin, sizeof thin - 1), ARCHIVE_THIN);
    assert_true(read_archive(thin, sizeof thin - 1, &seen, &e));
    assert_int_equal(seen.members, 1);
    assert_string_equal(seen.last, "sub/member.o");
}

static void damage(const char *data, size_t size)
{
    struct seen seen;
    struct record_error e;
    char copy[512];
    for (size_t n = 8; n < size; n++)
        read_archive(data, n, &seen, &e);
    memcpy(copy, data, size);
    for (size_t i = 8; i < size; i++) {
        for (int c = 0; c < 256; c++) {
            copy[i] = (char)c;
            read_archive(copy, size, &seen, &e);
        }
        copy[i] = data[i];
    }
}

static void test_damaged_archives(void **state)
{
    struct seen seen;
    struct record_error e;
    (void)state;
    damage(gnu, sizeof gnu - 1);
    damage(bsd, sizeof bsd - 1);
    damage(thin, sizeof thin - 1);
    assert_false(read_archive(gnu, sizeof gnu - 2, &seen, &e));
    assert_string_equal(e.text, "an archive that is damaged: byte 222");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_section_is_found), cmocka_unit_test(test_many_sections),
        cmocka_unit_test(test_section_outside),  cmocka_unit_test(test_damaged_elf),
        cmocka_unit_test(test_members),          cmocka_unit_test(test_damaged_archives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
