/* Declarations in C, from debug types.
 *
 * A declarator is written inside out: the name, then what surrounds it on the way to the base type.
 * What debug information does not tell (_Atomic, the parameters' names) is not guessed: then there
 * is no declaration, and the name alone has to do. */
#include "solve/declaration.h"

#include <ctype.h>
#include <string.h>

static bool is_keyword(const char *word, size_t n)
{
    static const char *const words[] = {"int",   "char", "long",  "short",  "unsigned", "signed",
                                        "_Bool", "bool", "float", "double", "__int128", "_Complex"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && memcmp(words[i], word, n) == 0)
            return true;
    return false;
}

/* Debug information calls an enumeration by its tag alone. */
static bool is_base_name(const char *name)
{
    while (*name != '\0') {
        size_t n = strcspn(name, " ");
        if (!is_keyword(name, n))
            return false;
        name += n + (name[n] == ' ');
    }
    return true;
}

static bool is_kind(const struct rir_module *m, uint32_t type, uint8_t kind)
{
    return type != RIR_NONE && m->types.data[type].kind == kind;
}

static const char *declarator(const struct rir_module *m, uint32_t type, const char *inner,
                              struct arena *a, int depth);

static const char *qualified(const struct rir_module *m, const struct rir_type *t,
                             const char *inner, struct arena *a, int depth)
{
    const char *word = t->flags & RIR_TYPE_CONST ? "const" : "volatile";
    if ((t->flags & (RIR_TYPE_CONST | RIR_TYPE_VOLATILE)) == 0)
        return NULL; /* _Atomic, restrict: not told apart */
    if (is_kind(m, t->elem, RIR_T_PTR))
        return declarator(m, t->elem, arena_printf(a, "%s %s", word, inner), a, depth - 1);
    const char *rest = declarator(m, t->elem, inner, a, depth - 1);
    return rest == NULL ? NULL : arena_printf(a, "%s %s", word, rest);
}

static const char *declarator(const struct rir_module *m, uint32_t type, const char *inner,
                              struct arena *a, int depth)
{
    if (depth == 0)
        return NULL;
    if (type == RIR_NONE)
        return arena_printf(a, "void %s", inner);
    const struct rir_type *t = &m->types.data[type];
    switch ((enum rir_type_kind)t->kind) {
    case RIR_T_VOID:
        return arena_printf(a, "void %s", inner);
    case RIR_T_INT:
        if (t->name == NULL)
            return NULL;
        return arena_printf(a, is_base_name(t->name) ? "%s %s" : "enum %s %s", t->name, inner);
    case RIR_T_FLOAT:
        return t->name == NULL ? NULL : arena_printf(a, "%s %s", t->name, inner);
    case RIR_T_PTR:
        return declarator(
            m, t->elem, arena_printf(a, is_kind(m, t->elem, RIR_T_ARRAY) ? "(*%s)" : "*%s", inner),
            a, depth - 1);
    case RIR_T_ARRAY:
        inner = t->count == 0 ? arena_printf(a, "%s[]", inner)
                              : arena_printf(a, "%s[%llu]", inner, (unsigned long long)t->count);
        return declarator(m, t->elem, inner, a, depth - 1);
    case RIR_T_STRUCT:
    case RIR_T_UNION:
        return t->name == NULL
                   ? NULL
                   : arena_printf(a, "%s %s %s", t->kind == RIR_T_STRUCT ? "struct" : "union",
                                  t->name, inner);
    case RIR_T_TYPEDEF:
        return t->name != NULL ? arena_printf(a, "%s %s", t->name, inner)
                               : qualified(m, t, inner, a, depth);
    case RIR_T_FUNC:
        return NULL;
    }
    return NULL;
}

enum { DEPTH = 16 };

static const char *shared(const struct rir_module *m, uint32_t type, const char *prefix,
                          const char *name, const char *why, struct arena *a)
{
    const char *whole = type == RIR_NONE ? NULL : declarator(m, type, name, a, DEPTH);
    if (whole == NULL)
        return arena_printf(a, "%s FBP_SHARED(\"%s\")", name, why);
    return arena_printf(a, "%s%s FBP_SHARED(\"%s\");", prefix, whole, why);
}

const char *declare_shared(const struct rir_module *m, const struct rir_global *g, const char *why,
                           struct arena *a)
{
    return shared(m, g->type, g->linkage == RIR_INTERNAL ? "static " : "",
                  g->source != NULL ? g->source : g->name, why, a);
}

const char *declare_atomic(const struct rir_module *m, const struct rir_global *g, struct arena *a)
{
    return shared(m, g->type, g->linkage == RIR_INTERNAL ? "static _Atomic " : "_Atomic ",
                  g->source != NULL ? g->source : g->name, "atomic", a);
}

static bool is_reserved(const char *name) /* a member of the library's, not of the program's */
{
    return name[0] == '_' && (name[1] == '_' || isupper((unsigned char)name[1]));
}

const char *declare_shared_member(const struct rir_module *m, uint32_t type, uint64_t off,
                                  const char *why, struct arena *a)
{
    for (int depth = 0; depth < DEPTH; depth++) {
        type = rir_type_strip(m, type);
        if (type == RIR_NONE)
            return NULL;
        const struct rir_type *t = &m->types.data[type];
        if (t->kind == RIR_T_ARRAY) {
            uint64_t size = rir_type_size(m, t->elem);
            off = size == 0 ? 0 : off % size;
            type = t->elem;
            continue;
        }
        if (t->kind != RIR_T_STRUCT)
            return NULL;
        const struct rir_field *in = NULL;
        for (uint32_t i = 0; i < t->nfields; i++)
            if (t->fields[i].offset <= off && (in == NULL || t->fields[i].offset > in->offset))
                in = &t->fields[i];
        if (in == NULL)
            return NULL;
        uint32_t inner = rir_type_strip(m, in->type);
        if (in->name != NULL && is_reserved(in->name))
            return NULL;
        if (in->name != NULL && !is_kind(m, inner, RIR_T_STRUCT))
            return shared(m, in->type, "", in->name, why, a);
        off -= in->offset;
        type = in->type;
    }
    return NULL;
}

static const char *declare_type(const struct rir_module *m, uint32_t type, const char *as,
                                struct arena *a)
{
    type = rir_type_strip(m, type);
    if (!is_kind(m, type, RIR_T_STRUCT))
        return NULL;
    const char *tag = m->types.data[type].name;
    if (tag != NULL)
        return arena_printf(a, "struct %s %s {", as, tag);
    for (uint32_t i = 0; i < m->types.len; i++) {
        const struct rir_type *t = &m->types.data[i];
        if (t->kind == RIR_T_TYPEDEF && t->elem == type && t->name != NULL)
            return arena_printf(a, "} %s %s;", t->name, as);
    }
    return arena_printf(a, "struct %s {", as);
}

const char *declare_channel(const struct rir_module *m, uint32_t type, struct arena *a)
{
    return declare_type(m, type, "FBP_CHANNEL", a);
}

const char *declare_immutable(const struct rir_module *m, uint32_t type, struct arena *a)
{
    return declare_type(m, type, "FBP_IMMUTABLE", a);
}
