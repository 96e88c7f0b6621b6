/* ELF of either class and byte order, read as far as the names and places of sections.
 *
 * E1 Every read is of a range that was checked to lie in the file (`inside`).
 * E2 Work is bounded by the file's size: a table of n sections lies in the file with its n entries.
 */
#include "object/elf.h"

#include <elf.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct file {
    const unsigned char *data;
    uint64_t size;
    bool wide, big; /* 64 bits; most significant byte first */
};

struct section {
    uint32_t name, type, link;
    uint64_t flags, offset, size;
};

static uint64_t number(const struct file *f, uint64_t at, unsigned n)
{
    uint64_t v = 0;
    for (unsigned i = 0; i < n; i++)
        v |= (uint64_t)f->data[at + i] << 8 * (f->big ? n - 1 - i : i);
    return v;
}

static bool inside(const struct file *f, uint64_t at, uint64_t n)
{
    return at <= f->size && n <= f->size - at;
}

#define FIELD(f, at, Type, member)                                                                 \
    ((f)->wide                                                                                     \
         ? number(f, (at) + offsetof(Elf64_##Type, member), sizeof(((Elf64_##Type *)0)->member))   \
         : number(f, (at) + offsetof(Elf32_##Type, member), sizeof(((Elf32_##Type *)0)->member)))

bool elf_is(const unsigned char *data, size_t size)
{
    return size >= SELFMAG && memcmp(data, ELFMAG, SELFMAG) == 0;
}

static bool open_file(struct file *f, const unsigned char *data, size_t size)
{
    *f = (struct file){.data = data, .size = size};
    if (size < EI_NIDENT || !elf_is(data, size))
        return false;
    f->wide = data[EI_CLASS] == ELFCLASS64;
    f->big = data[EI_DATA] == ELFDATA2MSB;
    return inside(f, 0, f->wide ? sizeof(Elf64_Ehdr) : sizeof(Elf32_Ehdr));
}

static bool has_interpreter(const struct file *f)
{
    uint64_t at = FIELD(f, 0, Ehdr, e_phoff), n = FIELD(f, 0, Ehdr, e_phnum);
    uint64_t size = f->wide ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr);
    bool any = false;
    if (FIELD(f, 0, Ehdr, e_phentsize) != size || !inside(f, at, n * size))
        return false;
    for (uint64_t i = 0; i < n; i++)
        any |= FIELD(f, at + i * size, Phdr, p_type) == PT_INTERP;
    return any;
}

enum elf_kind elf_kind(const unsigned char *data, size_t size)
{
    struct file f;
    if (!open_file(&f, data, size))
        return ELF_NONE;
    switch (FIELD(&f, 0, Ehdr, e_type)) {
    case ET_REL:
        return ELF_RELOCATABLE;
    case ET_EXEC:
        return ELF_PROGRAM;
    case ET_DYN:
        return has_interpreter(&f) ? ELF_PROGRAM : ELF_SHARED;
    default:
        return ELF_NONE;
    }
}

/* ---- sections ---- */

static uint64_t header_size(const struct file *f)
{
    return f->wide ? sizeof(Elf64_Shdr) : sizeof(Elf32_Shdr);
}

static struct section section_at(const struct file *f, uint64_t table, uint64_t index)
{
    uint64_t at = table + index * header_size(f);
    return (struct section){.name = (uint32_t)FIELD(f, at, Shdr, sh_name),
                            .type = (uint32_t)FIELD(f, at, Shdr, sh_type),
                            .link = (uint32_t)FIELD(f, at, Shdr, sh_link),
                            .flags = FIELD(f, at, Shdr, sh_flags),
                            .offset = FIELD(f, at, Shdr, sh_offset),
                            .size = FIELD(f, at, Shdr, sh_size)};
}

/* Where the table is, how many sections it has and which one has their names; counts that are too
 * large for the header are in the first section. */
static bool find_table(const struct file *f, uint64_t *table, uint64_t *n, uint64_t *names)
{
    *table = FIELD(f, 0, Ehdr, e_shoff);
    *n = FIELD(f, 0, Ehdr, e_shnum);
    *names = FIELD(f, 0, Ehdr, e_shstrndx);
    if (*table == 0) {
        *n = 0;
        return true;
    }
    if (FIELD(f, 0, Ehdr, e_shentsize) != header_size(f) || !inside(f, *table, header_size(f)))
        return false;
    struct section first = section_at(f, *table, 0);
    if (*n == 0)
        *n = first.size;
    if (*names == SHN_XINDEX)
        *names = first.link;
    return *n <= f->size / header_size(f) && inside(f, *table, *n * header_size(f)) && *names < *n;
}

static bool is_called(const struct file *f, const struct section *names, const struct section *s,
                      const char *name)
{
    size_t n = strlen(name) + 1;
    return s->name < names->size && n <= names->size - s->name &&
           memcmp(f->data + names->offset + s->name, name, n) == 0;
}

#define REFUSE(error, ...) (snprintf((error)->text, sizeof(error)->text, __VA_ARGS__), false)

static bool give(const struct file *f, const struct section *s, const char *name, elf_found *found,
                 void *ctx, struct record_error *error)
{
    if (s->type == SHT_NOBITS || !inside(f, s->offset, s->size))
        return REFUSE(error, "the section %s lies outside of the file", name);
    if ((s->flags & SHF_COMPRESSED) != 0)
        return REFUSE(error, "the section %s was compressed by another program", name);
    found(ctx, f->data + s->offset, s->size);
    return true;
}

bool elf_sections(const unsigned char *data, size_t size, const char *name, elf_found *found,
                  void *ctx, struct record_error *error)
{
    struct file f;
    uint64_t table, n, names_at;
    if (!open_file(&f, data, size) || !find_table(&f, &table, &n, &names_at))
        return REFUSE(error, "not an ELF file, or one that is damaged");
    if (n == 0)
        return true;
    struct section names = section_at(&f, table, names_at);
    if (names.type == SHT_NOBITS || !inside(&f, names.offset, names.size))
        return REFUSE(error, "not an ELF file, or one that is damaged");
    for (uint64_t i = 1; i < n; i++) {
        struct section s = section_at(&f, table, i);
        if (is_called(&f, &names, &s, name) && !give(&f, &s, name, found, ctx, error))
            return false;
    }
    return true;
}

bool elf_loaded_at(const unsigned char *data, size_t size, uint64_t address, uint64_t n,
                   size_t *offset)
{
    struct file f;
    if (!open_file(&f, data, size))
        return false;
    uint64_t table = FIELD(&f, 0, Ehdr, e_phoff), count = FIELD(&f, 0, Ehdr, e_phnum);
    uint64_t entry = f.wide ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr);
    if (FIELD(&f, 0, Ehdr, e_phentsize) != entry || !inside(&f, table, count * entry))
        return false;
    for (uint64_t i = 0; i < count; i++) {
        uint64_t at = table + i * entry;
        uint64_t start = FIELD(&f, at, Phdr, p_vaddr), bytes = FIELD(&f, at, Phdr, p_filesz);
        uint64_t from = FIELD(&f, at, Phdr, p_offset);
        if (FIELD(&f, at, Phdr, p_type) != PT_LOAD || address < start || address - start > bytes ||
            n > bytes - (address - start) || !inside(&f, from, bytes))
            continue;
        *offset = (size_t)(from + (address - start));
        return true;
    }
    return false;
}
