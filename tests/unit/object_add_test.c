/* A section is added behind a file: what was there is still there, the new one is found, once and
 * twice; a file that is cut short or has any bit changed is refused or changed, and nothing outside
 * of it is touched (the sanitizers watch). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <elf.h>
#include <unistd.h>

#include "object/elf.h"
#include "object/elf_add.h"

static char path[] = "/tmp/object_add_XXXXXX";

struct contents {
    char data[4096];
    size_t size;
};

static struct contents contents(void)
{
    struct contents c = {.size = 0};
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    c.size = fread(c.data, 1, sizeof c.data, f);
    fclose(f);
    return c;
}

static void write_file(const void *data, size_t size)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
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

struct found {
    unsigned n;
    char text[64];
};

static void keep(void *ctx, const unsigned char *data, size_t size)
{
    struct found *f = ctx;
    f->n++;
    assert_true(size < sizeof f->text);
    memcpy(f->text, data, size);
    f->text[size] = '\0';
}

static void has(const char *name, const char *text)
{
    struct contents c = contents();
    struct found f = {.n = 0};
    struct record_error e;
    assert_true(elf_sections((unsigned char *)c.data, c.size, name, keep, &f, &e));
    assert_int_equal(f.n, 1);
    assert_string_equal(f.text, text);
}

static void test_added(void **state)
{
    struct sample f = sample();
    struct record_error e;
    (void)state;
    write_file(&f, sizeof f);
    assert_true(elf_add_section(path, ".new", "one", 3, &e));
    has(".new", "one");
    has(".fbp", "xxx");
    struct contents once = contents();
    assert_memory_equal(once.data + sizeof f.h, (char *)&f + sizeof f.h, sizeof f - sizeof f.h);
    assert_true(elf_add_section(path, ".new", "one", 3, &e));
    struct contents twice = contents();
    assert_int_equal(once.size, twice.size);
    assert_memory_equal(once.data, twice.data, once.size);
    assert_true(elf_add_section(path, ".new", "another", 7, &e));
    has(".new", "another");
    assert_true(elf_add_section(path, ".newer", "third", 5, &e));
    has(".newer", "third");
    has(".new", "another");
    has(".fbp", "xxx");
}

static void refused(const void *data, size_t size, const char *why)
{
    struct record_error e;
    write_file(data, size);
    assert_false(elf_add_section(path, ".new", "one", 3, &e));
    assert_string_equal(e.text, why);
    struct contents c = contents();
    assert_int_equal(c.size, size);
    assert_memory_equal(c.data, data, size);
}

static void test_refused(void **state)
{
    const char *table = "its table of sections cannot be added to";
    struct sample f = sample();
    struct record_error e;
    (void)state;
    for (size_t n = 1; n < sizeof f; n++)
        refused(&f, n, table);
    f.h.e_ident[EI_DATA] = ELFDATA2MSB;
    refused(&f, sizeof f, table);
    f = sample();
    f.h.e_shnum = SHN_LORESERVE - 1;
    refused(&f, sizeof f, table);
    assert_false(elf_add_section("/nonexistent/file", ".new", "one", 3, &e));
    assert_string_equal(e.text, "it cannot be read: No such file or directory");
}

static void test_damaged(void **state)
{
    struct sample f = sample();
    struct record_error e;
    (void)state;
    for (size_t i = 0; i < sizeof f; i++)
        for (int bit = 0; bit < 8; bit += 3) {
            ((unsigned char *)&f)[i] ^= (unsigned char)(1u << bit);
            write_file(&f, sizeof f);
            elf_add_section(path, ".fbp", "one", 3, &e);
            elf_add_section(path, ".new", "one", 3, &e);
            ((unsigned char *)&f)[i] ^= (unsigned char)(1u << bit);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_added),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_damaged),
    };
    int fd = mkstemp(path);
    if (fd < 0)
        return 1;
    close(fd);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
