/* Adding a section: its contents, a copy of the names of all sections and a copy of their table are
 * written behind the end of the file, and then its first bytes, which say where the table is.
 *
 * E3 Nothing that was there is overwritten but the header of the file, or the one entry of a
 * section that is there already, and that last of all: a file of which writing failed is cut to
 * what it was. The same contents written twice change nothing. */
#include "object/elf_add.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct adding {
    int fd;
    const unsigned char *data; /* the file as it was */
    uint64_t size, end;        /* its length, and where the next thing is to be written */
    Elf64_Ehdr header;
    Elf64_Shdr *sections; /* of the table, with one more behind it */
    const char *names;
    uint64_t names_size;
};

static bool inside(const struct adding *a, uint64_t at, uint64_t n)
{
    return at <= a->size && n <= a->size - at;
}

static bool read_table(struct adding *a)
{
    Elf64_Ehdr *h = &a->header;
    if (a->size < sizeof *h)
        return false;
    memcpy(h, a->data, sizeof *h);
    if (memcmp(h->e_ident, ELFMAG, SELFMAG) != 0 || h->e_ident[EI_CLASS] != ELFCLASS64 ||
        h->e_ident[EI_DATA] != ELFDATA2LSB || h->e_shnum == 0 || h->e_shnum + 1 >= SHN_LORESERVE ||
        h->e_shentsize != sizeof(Elf64_Shdr) || h->e_shstrndx >= h->e_shnum ||
        !inside(a, h->e_shoff, h->e_shnum * sizeof(Elf64_Shdr)))
        return false;
    a->sections = calloc(h->e_shnum + 1u, sizeof *a->sections);
    if (a->sections == NULL)
        abort();
    memcpy(a->sections, a->data + h->e_shoff, h->e_shnum * sizeof *a->sections);
    const Elf64_Shdr *names = &a->sections[h->e_shstrndx];
    a->names = (const char *)a->data + names->sh_offset;
    a->names_size = names->sh_size;
    return names->sh_type == SHT_STRTAB && inside(a, names->sh_offset, names->sh_size);
}

/* The section of that name; 0: there is none. */
static unsigned find(const struct adding *a, const char *name)
{
    size_t n = strlen(name) + 1;
    for (unsigned i = 1; i < a->header.e_shnum; i++) {
        uint64_t at = a->sections[i].sh_name;
        if (at < a->names_size && n <= a->names_size - at && memcmp(a->names + at, name, n) == 0)
            return i;
    }
    return 0;
}

static bool put(struct adding *a, uint64_t at, const void *data, size_t size)
{
    const char *from = data;
    while (size > 0) {
        ssize_t n = pwrite(a->fd, from, size, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        from += n;
        at += (uint64_t)n;
        size -= (size_t)n;
    }
    return true;
}

/* Behind all that is there, at a multiple of 8; says where. */
static bool append(struct adding *a, const void *data, size_t size, uint64_t *at)
{
    *at = (a->end + 7) / 8 * 8;
    a->end = *at + size;
    return put(a, *at, data, size);
}

static bool add_names(struct adding *a, const char *name, Elf64_Shdr *added)
{
    size_t n = strlen(name) + 1;
    Elf64_Shdr *s = &a->sections[a->header.e_shstrndx];
    char *names = malloc(a->names_size + n);
    if (names == NULL)
        abort();
    memcpy(names, a->names, a->names_size);
    memcpy(names + a->names_size, name, n);
    added->sh_name = (Elf64_Word)a->names_size;
    s->sh_size = a->names_size + n;
    bool good = append(a, names, s->sh_size, &s->sh_offset);
    free(names);
    return good;
}

static bool add_new(struct adding *a, const char *name, const void *data, size_t size)
{
    Elf64_Shdr *s = &a->sections[a->header.e_shnum];
    *s = (Elf64_Shdr){.sh_type = SHT_PROGBITS, .sh_size = size, .sh_addralign = 8};
    uint64_t table;
    if (!append(a, data, size, &s->sh_offset) || !add_names(a, name, s))
        return false;
    size_t n = a->header.e_shnum + 1u;
    if (!append(a, a->sections, n * sizeof *a->sections, &table))
        return false;
    a->header.e_shnum = (Elf64_Half)n;
    a->header.e_shoff = table;
    return put(a, 0, &a->header, sizeof a->header);
}

static bool replace(struct adding *a, unsigned i, const void *data, size_t size)
{
    Elf64_Shdr *s = &a->sections[i];
    if (s->sh_size == size && inside(a, s->sh_offset, size) &&
        memcmp(a->data + s->sh_offset, data, size) == 0)
        return true;
    s->sh_size = size;
    return append(a, data, size, &s->sh_offset) &&
           put(a, a->header.e_shoff + i * sizeof *s, s, sizeof *s);
}

static bool add(struct adding *a, const char *name, const void *data, size_t size,
                struct record_error *error)
{
    if (!read_table(a)) {
        snprintf(error->text, sizeof error->text, "its table of sections cannot be added to");
        return false;
    }
    unsigned i = find(a, name);
    if (i == 0 ? add_new(a, name, data, size) : replace(a, i, data, size))
        return true;
    snprintf(error->text, sizeof error->text, "it cannot be written: %s", strerror(errno));
    if (ftruncate(a->fd, (off_t)a->size) != 0)
        return false; /* what is behind the end disturbs nobody */
    return false;
}

bool elf_add_section(const char *file, const char *name, const void *data, size_t size,
                     struct record_error *error)
{
    struct adding a = {.fd = open(file, O_RDWR | O_CLOEXEC)};
    struct stat st;
    void *map = MAP_FAILED;
    if (a.fd >= 0 && fstat(a.fd, &st) == 0 && st.st_size > 0)
        map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, a.fd, 0);
    bool good = map != MAP_FAILED;
    if (good) {
        a.data = map;
        a.size = a.end = (uint64_t)st.st_size;
        good = add(&a, name, data, size, error);
        munmap(map, (size_t)st.st_size);
    } else {
        snprintf(error->text, sizeof error->text, "it cannot be read: %s", strerror(errno));
    }
    free(a.sections);
    if (a.fd >= 0)
        close(a.fd);
    return good;
}
