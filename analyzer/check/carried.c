/* What fbp-cc compiled carries its units: they are read off it, and no source is parsed.
 *
 * A linked file says which units belong together: each of them has it as the object that it was
 * compiled into, so that programs.c sees one target. Units of an object or of an archive are units
 * as if their sources had been named. What carries nothing, or cannot be read, is one line. */
#include "check/carried.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/load.h"
#include "check/paths.h"
#include "check/say.h"
#include "object/archive.h"
#include "object/elf.h"
#include "object/record.h"

struct mapped {
    const unsigned char *data;
    size_t size;
};

struct carrier {
    struct units *u;
    const char *shown; /* with the member in brackets, where it is one */
    const char *path;  /* absolute: of the file, or of the archive */
    enum elf_kind kind;
    uint32_t records;
    bool whole;
    bool after_link;
};

/* ---- the file ---- */

static struct mapped map_file(const char *file)
{
    struct mapped m = {0};
    struct stat st;
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0) {
        if (fd >= 0)
            close(fd);
        return m;
    }
    void *data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (data != MAP_FAILED)
        m = (struct mapped){data, (size_t)st.st_size};
    return m;
}

static void unmap(struct mapped *m)
{
    if (m->data != NULL)
        munmap((void *)m->data, m->size);
}

static bool is_bitcode(const unsigned char *data, size_t size)
{
    return size >= 4 &&
           (memcmp(data, "BC\xC0\xDE", 4) == 0 || memcmp(data, "\xDE\xC0\x17\x0B", 4) == 0);
}

bool carried_is_compiled(const char *file)
{
    struct mapped m = map_file(file);
    bool yes = elf_is(m.data, m.size) || archive_kind(m.data, m.size) != ARCHIVE_NONE ||
               is_bitcode(m.data, m.size);
    unmap(&m);
    return yes;
}

/* ---- records ---- */

static void refuse(struct carrier *c, const char *what)
{
    say("%s: %s; compile it again with fbp-cc", c->shown, what);
    c->whole = false;
}

/* All that was linked into one file is one target, whatever the file is called. */
static struct object object_in(const struct carrier *c, const struct unit *unit)
{
    if (c->kind == ELF_PROGRAM || c->kind == ELF_SHARED)
        return (struct object){c->path, c->path, path_base(c->path), c->kind == ELF_SHARED};
    return object_of(c->path, unit->file, unit->dir, &c->u->arena);
}

static void add_unit(struct carrier *c, const struct record *r)
{
    struct units *u = c->u;
    const char *dir = path_absolute(path_cwd(), r->dir, &u->arena);
    struct unit unit = {.dir = dir, .carrier = c->path, .lang = LANG_C};
    unit.file = path_absolute(dir, r->source, &u->arena);
    unit.shown = path_shown(unit.file);
    if (strcmp(r->language, "C++") == 0)
        unit.lang = LANG_CXX;
    if (r->failure[0] != '\0') {
        /* What a script compiles from standard input it tries out, and looks at what is printed. */
        if (c->after_link && strcmp(r->source, "-") == 0)
            return;
        say("%s: not analysed when %s was made: %s; build that again, or give the source",
            unit.shown, c->shown, r->failure);
        c->whole = false;
        return;
    }
    unit.module = load_carried(&unit, c->shown, r->rir, r->rir_size);
    if (unit.module == NULL) {
        c->whole = false;
        return;
    }
    struct object object = object_in(c, &unit);
    vec_push(&unit.objects, object);
    vec_push(&u->v, unit);
}

/* Linkers may pad with zeros between what they concatenate. */
static void read_records(void *ctx, const unsigned char *data, size_t size)
{
    struct carrier *c = ctx;
    struct record_error error;
    for (size_t at = 0, used = 0; at < size; at += used) {
        struct unpacked unpacked;
        used = 1;
        if (data[at] == 0)
            continue;
        c->records++;
        c->u->records++;
        if (!record_read(data + at, size - at, &used, &unpacked, &error)) {
            refuse(c, error.text);
            return;
        }
        add_unit(c, &unpacked.record);
        unpacked_free(&unpacked);
    }
}

static void read_object(struct carrier *c, const unsigned char *data, size_t size)
{
    struct record_error error;
    if (is_bitcode(data, size)) {
        say("%s: is LLVM bitcode (-flto); give the program or library that is linked from it",
            c->shown);
        c->whole = false;
        return;
    }
    if (!elf_sections(data, size, RECORD_SECTION, read_records, c, &error))
        refuse(c, error.text);
}

/* ---- archives ---- */

static void read_member(void *ctx, const struct archive_member *m)
{
    struct carrier *c = ctx;
    struct arena *a = &c->u->arena;
    const char *name = arena_printf(a, "%.*s", (int)m->name_len, m->name), *shown = c->shown;
    struct mapped file = {m->data, m->size};
    if (m->data == NULL) {
        const char *folder = arena_printf(a, "%.*s", (int)(path_base(c->path) - c->path), c->path);
        const char *path = path_absolute(folder, name, a);
        file = map_file(path);
        if (file.data == NULL) {
            say("%s: names %s, which cannot be read; build it again", c->shown, path_shown(path));
            c->whole = false;
            return;
        }
    }
    c->shown = arena_printf(a, "%s(%s)", c->shown, name);
    if (elf_is(file.data, file.size) || is_bitcode(file.data, file.size))
        read_object(c, file.data, file.size);
    c->shown = shown;
    if (m->data == NULL)
        unmap(&file);
}

/* ---- all of it ---- */

bool carried_read(struct units *u, const char *file, bool after_link)
{
    struct carrier c = {.u = u, .shown = file, .whole = true, .after_link = after_link};
    struct record_error error;
    struct mapped m = map_file(file);
    c.path = path_absolute(path_cwd(), file, &u->arena);
    c.kind = elf_kind(m.data, m.size);
    if (m.data == NULL) {
        say("%s: %s; %s", file, strerror(errno), advice_on_reading(errno));
        return false;
    }
    if (archive_kind(m.data, m.size) == ARCHIVE_NONE)
        read_object(&c, m.data, m.size);
    else if (!archive_members(m.data, m.size, read_member, &c, &error))
        refuse(&c, error.text);
    unmap(&m);
    if (c.records == 0 && c.whole && !after_link) {
        say("%s: nothing in it was compiled with fbp-cc; give C sources, or compile it with fbp-cc",
            file);
        return false;
    }
    return c.whole;
}
