/* Files of the process, mapped to be read while a report is made: without malloc and stdio (R19).
 *
 * R50 (files). Every read is of bytes that were checked to lie in the section, and every section
 *    lies in the file as it was mapped: what is damaged tells nothing. */
#include "module.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct bytes bytes_from(struct bytes all, uint64_t offset)
{
    if (offset > (uint64_t)(all.end - all.at))
        return (struct bytes){.bad = true};
    if (offset > 0)
        all.at += offset;
    return all;
}

void bytes_skip(struct bytes *b, uint64_t n)
{
    if (n > (uint64_t)(b->end - b->at)) {
        b->bad = true;
        b->at = b->end;
    } else if (n > 0) {
        b->at += n;
    }
}

uint64_t bytes_number(struct bytes *b, unsigned n)
{
    uint64_t v = 0;
    const unsigned char *at = b->at;
    bytes_skip(b, n);
    for (unsigned i = 0; i < n && !b->bad; i++)
        v |= (uint64_t)at[i] << 8 * i;
    return v;
}

uint64_t bytes_uleb(struct bytes *b)
{
    uint64_t v = 0, byte;
    unsigned shift = 0;
    do {
        byte = bytes_number(b, 1);
        if (shift < 64)
            v |= (byte & 0x7f) << shift;
        shift += 7;
    } while ((byte & 0x80) != 0);
    return v;
}

int64_t bytes_sleb(struct bytes *b)
{
    uint64_t v = 0, byte;
    unsigned shift = 0;
    do {
        byte = bytes_number(b, 1);
        if (shift < 64)
            v |= (byte & 0x7f) << shift;
        shift += 7;
    } while ((byte & 0x80) != 0);
    if (shift < 64 && (byte & 0x40) != 0)
        v |= ~UINT64_C(0) << shift;
    return (int64_t)v;
}

const char *bytes_string(struct bytes *b)
{
    const unsigned char *s = b->at;
    size_t left = (size_t)(b->end - b->at);
    const unsigned char *zero = left == 0 ? NULL : memchr(s, 0, left);
    if (zero == NULL) {
        b->bad = true;
        b->at = b->end;
        return "";
    }
    b->at = zero + 1;
    return (const char *)s;
}

/* ---- which file ---- */

struct search {
    uintptr_t pc, base;
    const char *name;
    bool found;
};

static int look(struct dl_phdr_info *info, size_t size, void *context)
{
    struct search *s = context;
    (void)size;
    for (size_t i = 0; i < info->dlpi_phnum && !s->found; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        uintptr_t low = info->dlpi_addr + p->p_vaddr;
        s->found = p->p_type == PT_LOAD && s->pc >= low && s->pc - low < p->p_memsz;
    }
    s->base = info->dlpi_addr;
    s->name = info->dlpi_name;
    return s->found;
}

static bool map_file(const char *name, struct module *m)
{
    struct stat st;
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    void *data = MAP_FAILED;
    if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size >= (off_t)sizeof(Elf64_Ehdr))
        data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (fd >= 0)
        close(fd);
    if (data == MAP_FAILED)
        return false;
    m->data = data;
    m->size = (size_t)st.st_size;
    return memcmp(m->data, ELFMAG, SELFMAG) == 0 && m->data[EI_CLASS] == ELFCLASS64;
}

bool module_of(uintptr_t pc, const char *program, struct module *module)
{
    enum { KEPT = 8 };
    static struct {
        struct module m;
        bool used, good;
    } kept[KEPT];
    struct search s = {.pc = pc};
    dl_iterate_phdr(look, &s);
    if (!s.found)
        return false;
    size_t i = 0;
    while (i < KEPT - 1 && kept[i].used && kept[i].m.base != s.base)
        i++;
    if (kept[i].used && kept[i].m.base != s.base) {
        if (kept[i].m.data != NULL)
            munmap((void *)(uintptr_t)kept[i].m.data, kept[i].m.size);
        kept[i].used = false;
    }
    if (!kept[i].used) {
        kept[i].m = (struct module){.base = s.base};
        kept[i].used = true;
        kept[i].good = map_file(s.name == NULL || s.name[0] == '\0' ? program : s.name, &kept[i].m);
    }
    *module = kept[i].m;
    return kept[i].good;
}

/* ---- sections ---- */

static bool inside(const struct module *m, uint64_t at, uint64_t n)
{
    return at <= m->size && n <= m->size - at;
}

static bool header(const struct module *m, const Elf64_Ehdr *file, uint64_t index, Elf64_Shdr *s)
{
    if (index >= file->e_shnum || file->e_shentsize != sizeof *s ||
        !inside(m, file->e_shoff, (index + 1) * sizeof *s))
        return false;
    memcpy(s, m->data + file->e_shoff + index * sizeof *s, sizeof *s);
    return inside(m, s->sh_offset, s->sh_type == SHT_NOBITS ? 0 : s->sh_size);
}

struct bytes module_section(const struct module *m, const char *name)
{
    Elf64_Ehdr file;
    Elf64_Shdr names, s;
    size_t n = strlen(name) + 1;
    memcpy(&file, m->data, sizeof file);
    if (!header(m, &file, file.e_shstrndx, &names))
        return (struct bytes){0};
    for (uint64_t i = 1; header(m, &file, i, &s); i++) {
        if (s.sh_type != SHT_PROGBITS || (s.sh_flags & SHF_COMPRESSED) != 0 ||
            s.sh_name >= names.sh_size || n > names.sh_size - s.sh_name ||
            memcmp(m->data + names.sh_offset + s.sh_name, name, n) != 0)
            continue;
        const unsigned char *at = m->data + s.sh_offset;
        return (struct bytes){.at = at, .end = at + s.sh_size};
    }
    return (struct bytes){0};
}
