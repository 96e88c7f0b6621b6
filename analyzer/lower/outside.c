/* What assembler and linker make of the module's symbols behind C's back: file-scope assembly,
 * which may give an object a second name, and linker sets, whose `__start_X` and `__stop_X` name
 * the same bytes as what lies in section X.
 *
 * Said in RIR by a constructor for each, in which they are one object (rir_build_one_object). For
 * assembly it also calls a function that nobody knows, with all of them. A symbol that only another
 * unit has is declared here, weakly: it must not be asked for because of this. */
#include <ctype.h>
#include <string.h>

#include "lower/internal.h"

struct symbols { /* of the module, by interned name: the first of each */
    struct map globals, funcs;
    uint32_t nglobals, nfuncs; /* so many of the module's are in the maps */
};

struct joint { /* the symbols that may be one object, and functions that go with them */
    struct lower *l;
    struct symbols *symbols;
    VEC(uint32_t) globals, funcs;
    struct map seen; /* of `globals`, of functions behind them */
};

static void note(struct map *names, const char *name, uint32_t index)
{
    uint32_t first;
    if (!map_get(names, (uint64_t)(uintptr_t)name, &first))
        map_put(names, (uint64_t)(uintptr_t)name, index);
}

static uint32_t find(const struct map *names, const char *name)
{
    uint32_t index;
    return map_get(names, (uint64_t)(uintptr_t)name, &index) ? index : RIR_NONE;
}

/* Those that the module has got since they were last asked for. */
static void catch_up(struct symbols *s, const struct rir_module *m)
{
    for (; s->nglobals < m->globals.len; s->nglobals++)
        note(&s->globals, m->globals.data[s->nglobals].name, s->nglobals);
    for (; s->nfuncs < m->funcs.len; s->nfuncs++)
        note(&s->funcs, m->funcs.data[s->nfuncs].name, s->nfuncs);
}

static void add(struct joint *j, bool is_func, uint32_t index)
{
    uint32_t old;
    uint64_t key = (uint64_t)index << 1 | is_func;
    if (map_get(&j->seen, key, &old))
        return;
    map_put(&j->seen, key, 0);
    if (is_func)
        vec_push(&j->funcs, index);
    else
        vec_push(&j->globals, index);
}

static void add_func(struct joint *j, uint32_t func)
{
    j->l->m->funcs.data[func].flags |= RIR_FUNC_ADDRESS_TAKEN;
    add(j, true, func);
}

static void add_named(struct joint *j, const char *interned)
{
    struct rir_module *m = j->l->m;
    catch_up(j->symbols, m);
    uint32_t func = find(&j->symbols->funcs, interned);
    uint32_t global = find(&j->symbols->globals, interned);
    if (func != RIR_NONE) {
        add_func(j, func);
        return;
    }
    if (global == RIR_NONE) {
        struct rir_global g = {.name = interned, .linkage = RIR_WEAK, .type = RIR_NONE};
        global = rir_add_global(m, &g);
    }
    add(j, false, global);
}

static void release(struct joint *j)
{
    vec_free(&j->globals);
    vec_free(&j->funcs);
    map_free(&j->seen);
}

/* ---- the constructor ---- */

static void join_symbols(struct joint *j, struct rir_builder *b, struct rir_pos pos)
{
    uint32_t *args = ARENA_ARRAY(&j->l->arena, uint32_t, j->globals.len);
    for (uint32_t i = 0; i < j->globals.len; i++)
        args[i] = rir_build_global(b, j->globals.data[i], 0);
    rir_build_one_object(b, args, j->globals.len, pos);
}

/* `callee`: RIR_NONE: that there is unknown code is not worth telling. */
static void hand_out(struct joint *j, struct rir_builder *b, struct rir_pos pos, uint32_t callee,
                     const char *why)
{
    uint32_t n = 0;
    uint32_t *args = ARENA_ARRAY(&j->l->arena, uint32_t, j->globals.len + j->funcs.len);
    for (uint32_t i = 0; i < j->globals.len; i++)
        args[n++] = rir_build_global(b, j->globals.data[i], 0);
    for (uint32_t i = 0; i < j->funcs.len; i++)
        args[n++] = rir_build_func(b, j->funcs.data[i]);
    struct rir_insn in = {.op = callee == RIR_NONE ? RIR_OPAQUE : RIR_CALL, RIR_INSN_INIT};
    in.ref = callee;
    in.text = why;
    in.args = args;
    in.nargs = n;
    in.site = rir_build_site(b, RIR_SITE_CALL, pos);
    rir_build_insn(b, &in, NULL);
}

/* What the linker does gives no new code; versions of symbols are seen by code outside of the
 * program; assembly is code. */
enum outside { SET, VERSIONS, CODE };

static void write_constructor(struct joint *j, const char *why, enum outside what)
{
    struct lower *l = j->l;
    LLVMMetadataRef file = ll_unit_file(l->module);
    struct rir_pos pos = {file == NULL ? l->m->name : file_of_node(l, file), 1, 0};
    struct rir_func f = {.name = arena_printf(&l->arena, "%s (constructor)", why),
                         .linkage = RIR_INTERNAL,
                         .flags = RIR_FUNC_CTOR,
                         .type = RIR_NONE,
                         .pos = pos};
    struct rir_func callee = {.name = why,
                              .linkage = RIR_INTERNAL,
                              .flags = RIR_FUNC_VARIADIC,
                              .type = RIR_NONE,
                              .pos = pos};
    uint32_t self = rir_add_func(l->m, &f);
    uint32_t other = what == CODE ? rir_add_func(l->m, &callee) : RIR_NONE;
    struct rir_builder *b = rir_build_start(l->m, self);
    rir_build_at(b, rir_build_block(b, NULL));
    if (j->globals.len != 0)
        join_symbols(j, b, pos);
    if (what != SET)
        hand_out(j, b, pos, other, why);
    struct rir_insn ret = {.op = RIR_RET, RIR_INSN_INIT};
    rir_build_insn(b, &ret, NULL);
    rir_build_finish(b);
}

/* ---- file-scope assembly ---- */

static bool in_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '$';
}

/* Every word that can be a symbol: not a number, nor what is marked as a register (%), a type or a
 * version (@). Instructions are such words, too: which are, the target knows. So a variable that is
 * called like one of them counts as named. */
static void add_words(struct joint *j, const char *s, const char *end)
{
    char before = '\n';
    while (s < end) {
        const char *from = s;
        if (!in_name(*s)) {
            before = *s++;
            continue;
        }
        while (s < end && in_name(*s))
            s++;
        from += *from == '$' && from + 1 < s; /* an immediate operand */
        bool symbol = *from != '.' && !isdigit((unsigned char)*from);
        if (symbol && before != '%' && before != '@')
            add_named(j, intern_n(&j->l->m->strings, from, (size_t)(s - from)));
    }
}

/* Names may also be put together by a macro, or stand in another file. */
static bool names_anything(const char *text, size_t n)
{
    static const char include[] = ".include";
    for (size_t i = 0; i < n; i++)
        if (text[i] == '\\' ||
            (n - i >= sizeof include - 1 && memcmp(text + i, include, sizeof include - 1) == 0))
            return true;
    return false;
}

static void add_everything(struct joint *j)
{
    struct rir_module *m = j->l->m;
    for (uint32_t i = 0; i < m->globals.len; i++)
        if ((m->globals.data[i].flags & (RIR_GLOBAL_STRING | RIR_GLOBAL_TLS)) == 0)
            add(j, false, i);
    for (uint32_t i = 0; i < m->funcs.len; i++)
        if ((m->funcs.data[i].flags & RIR_FUNC_DEFINED) != 0)
            add_func(j, i);
}

static bool is_blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isspace((unsigned char)s[i]))
            return false;
    return true;
}

static const char *statement_end(const char *s, const char *end)
{
    while (s < end && *s != '\n' && *s != ';')
        s++;
    return s;
}

/* Nothing but what libraries say to give a function more than one version. */
static bool only_versions(const char *s, const char *end)
{
    static const char symver[] = ".symver";
    size_t n = sizeof symver - 1;
    for (const char *stop; s < end; s = stop + (stop < end)) {
        stop = statement_end(s, end);
        while (s < stop && isspace((unsigned char)*s))
            s++;
        bool versions =
            (size_t)(stop - s) > n && memcmp(s, symver, n) == 0 && isspace((unsigned char)s[n]);
        if (s < stop && !versions)
            return false;
    }
    return true;
}

static void read_assembly(struct lower *l, struct symbols *symbols)
{
    size_t n;
    const char *text = LLVMGetModuleInlineAsm(l->module, &n);
    struct joint j = {.l = l, .symbols = symbols};
    if (is_blank(text, n))
        return;
    add_words(&j, text, text + n);
    if (names_anything(text, n))
        add_everything(&j);
    const char *file = strrchr(l->m->name, '/');
    write_constructor(
        &j,
        arena_printf(&l->arena, "file-scope assembly in %s", file == NULL ? l->m->name : file + 1),
        only_versions(text, text + n) ? VERSIONS : CODE);
    release(&j);
}

/* ---- linker sets ---- */

static bool is_identifier(const char *s)
{
    if (s == NULL || isdigit((unsigned char)*s) || *s == '\0')
        return false;
    for (; *s != '\0'; s++)
        if (!isalnum((unsigned char)*s) && *s != '_')
            return false;
    return true;
}

/* The section, interned, that has a start and a stop, and that this variable lies in or is the
 * start or stop of; NULL: none. */
static const char *set_of(struct lower *l, LLVMValueRef v)
{
    size_t n;
    const char *name = LLVMGetValueName2(v, &n), *set = NULL;
    if (!LLVMIsDeclaration(v))
        set = LLVMGetSection(v);
    else if (strncmp(name, "__start_", 8) == 0)
        set = name + 8;
    else if (strncmp(name, "__stop_", 7) == 0)
        set = name + 7;
    return is_identifier(set) ? intern_str(&l->m->strings, set) : NULL;
}

/* `first` is the first variable in it. */
static void read_set(struct lower *l, struct symbols *symbols, LLVMValueRef first, const char *set)
{
    struct joint j = {.l = l, .symbols = symbols};
    for (LLVMValueRef g = first; g != NULL; g = LLVMGetNextGlobal(g)) {
        uint32_t index;
        if (set_of(l, g) == set && !LLVMIsThreadLocal(g) &&
            map_get(&l->globals, (uint64_t)(uintptr_t)g, &index))
            add(&j, false, index);
    }
    struct intern *strings = &l->m->strings;
    add_named(&j, intern_str(strings, arena_printf(&l->arena, "__start_%s", set)));
    add_named(&j, intern_str(strings, arena_printf(&l->arena, "__stop_%s", set)));
    write_constructor(&j, arena_printf(&l->arena, "section %s", set), SET);
    release(&j);
}

static void read_sets(struct lower *l, struct symbols *symbols)
{
    struct map read = {0};
    for (LLVMValueRef g = LLVMGetFirstGlobal(l->module); g != NULL; g = LLVMGetNextGlobal(g)) {
        uint32_t before;
        const char *set = set_of(l, g);
        if (set == NULL || map_get(&read, (uint64_t)(uintptr_t)set, &before))
            continue;
        map_put(&read, (uint64_t)(uintptr_t)set, 0);
        read_set(l, symbols, g, set);
    }
    map_free(&read);
}

void outside_read(struct lower *l)
{
    struct symbols symbols = {0};
    read_assembly(l, &symbols);
    if (ll_makes_elf(l->module))
        read_sets(l, &symbols);
    map_free(&symbols.globals);
    map_free(&symbols.funcs);
}
