/* Names that the linker itself defines, for the ends of segments: a pointer that starts at one may
 * get to any variable with static storage (`&end - size`, a walk from `__data_start` to `_end`).
 *
 * Where a program declares one and defines it nowhere, it gets a constructor that says so in RIR,
 * as lowering does for what assembly and linker sets name: that they are all one object. */
#include <string.h>

#include "rir/build.h"
#include "rir/link_int.h"

/* Of the default scripts of GNU ld, gold and lld, and of the C runtime's start files. */
static const char *const names[] = {
    "etext",       "edata",   "end",         "_etext",        "_edata",
    "_end",        "__etext", "__bss_start", "__bss_start__", "__bss_end__",
    "_bss_end__",  "__end__", "data_start",  "__data_start",  "__executable_start",
    "__ehdr_start"};

static bool is_end(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool names_end(const struct rir_module *m)
{
    bool any = false;
    for (uint32_t i = 0; i < m->globals.len; i++) {
        const struct rir_global *g = &m->globals.data[i];
        any |= (g->flags & RIR_GLOBAL_DEFINED) == 0 && g->alias == NULL && is_end(g->name);
    }
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        const struct rir_func *f = &m->funcs.data[i];
        any |= (f->flags & RIR_FUNC_DEFINED) == 0 && f->alias == NULL && is_end(f->name);
    }
    return any;
}

/* What a segment holds: all variables but those of threads, and string literals, which nobody may
 * write. */
static uint32_t addresses(struct rir_module *m, struct rir_builder *b, uint32_t *to)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->globals.len; i++)
        if ((m->globals.data[i].flags & (RIR_GLOBAL_STRING | RIR_GLOBAL_TLS)) == 0)
            to[n++] = rir_build_global(b, i, 0);
    for (uint32_t i = 0; i < m->funcs.len; i++)
        if ((m->funcs.data[i].flags & RIR_FUNC_DEFINED) == 0 && is_end(m->funcs.data[i].name))
            to[n++] = rir_build_func(b, i);
    return n;
}

/* A program that was linked before has one already, perhaps of less. */
static const char *new_name(struct linker *l)
{
    const char *name = "ends of segments (constructor)";
    for (uint32_t n = 1; rir_find_func(l->out, name) != RIR_NONE; n++)
        name = arena_printf(&l->arena, "ends of segments (constructor).%u", n);
    return name;
}

void rir_link_ends(struct linker *l)
{
    struct rir_module *m = l->out;
    if (!names_end(m))
        return;
    struct rir_pos pos = {m->files.len == 0 ? NULL : m->files.data[0], 1, 0};
    struct rir_func f = {.name = new_name(l),
                         .linkage = RIR_INTERNAL,
                         .flags = RIR_FUNC_CTOR,
                         .type = RIR_NONE,
                         .pos = pos};
    struct rir_builder *b = rir_build_start(m, rir_add_func(m, &f));
    rir_build_at(b, rir_build_block(b, NULL));
    uint32_t *symbols = ARENA_ARRAY(&l->arena, uint32_t, m->globals.len + m->funcs.len);
    rir_build_one_object(b, symbols, addresses(m, b, symbols), pos);
    struct rir_insn ret = {.op = RIR_RET, RIR_INSN_INIT};
    rir_build_insn(b, &ret, NULL);
    rir_build_finish(b);
}
