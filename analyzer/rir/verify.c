/* The verifier, top level: symbols, globals and heads of functions; then, function by function,
 * values and blocks (verify_body.c), each instruction by itself (verify_insn.c), and what depends
 * on the control flow (verify_flow.c).
 *
 * Each part relies on those before it: once the indices of a function are known to be in range,
 * everything after may follow them. The first fault found is the one reported. */
#include "rir/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "rir/text_tables.h"
#include "rir/verify_int.h"

bool rir_bad(struct verifier *v, const char *fmt, ...)
{
    int n = 0;
    if (v->f != NULL)
        n = snprintf(v->msg, v->size, "@%s", v->f->name == NULL ? "" : v->f->name);
    if (v->f != NULL && v->insn != NULL && (size_t)n < v->size) {
        uint32_t at = (uint32_t)(v->insn - v->f->insns), block = v->insn->block;
        const char *name = block < v->f->nblocks ? v->f->blocks[block].name : NULL;
        const char *op = rir_op_name(v->insn->op);
        if (name != NULL)
            n += snprintf(v->msg + n, v->size - (size_t)n, ", block %s", name);
        else
            n += snprintf(v->msg + n, v->size - (size_t)n, ", block b%u", block);
        if ((size_t)n < v->size)
            n += snprintf(v->msg + n, v->size - (size_t)n, ", instruction %u (%s)", at, op);
    }
    if (v->f != NULL && (size_t)n < v->size)
        n += snprintf(v->msg + n, v->size - (size_t)n, ": ");
    if ((size_t)n >= v->size)
        return false;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(v->msg + n, v->size - (size_t)n, fmt, ap);
    va_end(ap);
    return false;
}

bool rir_verify_scalar(struct verifier *v, struct rir_scalar t)
{
    switch (t.cls) {
    case RIR_INT:
        return t.bits != 0 || rir_bad(v, "an integer of no bits");
    case RIR_PTR:
        return t.bits == v->m->ptr_bits ||
               rir_bad(v, "a pointer of %u bits, not %u", t.bits, v->m->ptr_bits);
    case RIR_FLOAT:
        return t.bits == 16 || t.bits == 32 || t.bits == 64 || t.bits == 80 || t.bits == 128 ||
               rir_bad(v, "a float of %u bits", t.bits);
    case RIR_BYTES:
        return true;
    default:
        return rir_bad(v, "unknown machine type %u", t.cls);
    }
}

bool rir_verify_type_index(struct verifier *v, uint32_t type, const char *what)
{
    return type == RIR_NONE || type < v->m->types.len ||
           rir_bad(v, "%s: source type $%u of %u", what, type, v->m->types.len);
}

/* Positions grow; position 0 is the hidden result and nothing else. */
bool rir_verify_argpos(struct verifier *v, const struct rir_argpos *pos, size_t stride, uint32_t n)
{
    uint16_t previous = 0;
    bool seen = false;
    for (uint32_t i = 0; i < n; i++) {
        const struct rir_argpos *p =
            (const struct rir_argpos *)((const char *)pos + (size_t)i * stride);
        bool sret = (p->flags & RIR_ARG_SRET) != 0;
        if ((p->flags & ~(RIR_ARG_SRET | RIR_ARG_BYVAL)) != 0)
            return rir_bad(v, "operand %u has unknown flags", i);
        if (sret != (p->cpos == 0))
            return rir_bad(v, "operand %u has C position %u %s sret", i, p->cpos,
                           sret ? "but is" : "but is not");
        if (sret && seen)
            return rir_bad(v, "two operands are sret");
        seen = seen || sret;
        if (!sret && p->cpos < previous)
            return rir_bad(v, "C position %u comes after %u", p->cpos, previous);
        if (!sret)
            previous = p->cpos;
    }
    return true;
}

/* ---- symbols ---- */

static bool verify_name(struct verifier *v, struct map *names, const char *name)
{
    uint32_t old;
    if (name == NULL || *name == '\0')
        return rir_bad(v, "a symbol has no name");
    if (map_get(names, (uint64_t)(uintptr_t)name, &old))
        return rir_bad(v, "two symbols have the name @%s", name);
    map_put(names, (uint64_t)(uintptr_t)name, 0);
    return true;
}

static bool verify_names(struct verifier *v)
{
    struct map names = {0};
    bool ok = true;
    for (uint32_t i = 0; ok && i < v->m->globals.len; i++)
        ok = verify_name(v, &names, v->m->globals.data[i].name);
    for (uint32_t i = 0; ok && i < v->m->funcs.len; i++)
        ok = verify_name(v, &names, v->m->funcs.data[i].name);
    map_free(&names);
    return ok;
}

/* ---- globals ---- */

static bool verify_init(struct verifier *v, const struct rir_global *g, const struct rir_init *i)
{
    uint64_t width = v->m->ptr_bits / 8u;
    uint32_t symbols = i->is_func ? v->m->funcs.len : v->m->globals.len;
    if (i->target >= symbols)
        return rir_bad(v, "@%s: its initialiser refers to symbol %u of %u", g->name, i->target,
                       symbols);
    if (i->offset > g->size || g->size - i->offset < width)
        return rir_bad(v, "@%s: its initialiser has a pointer at byte %llu, beyond its %llu bytes",
                       g->name, (unsigned long long)i->offset, (unsigned long long)g->size);
    return true;
}

static bool verify_global(struct verifier *v, const struct rir_global *g)
{
    uint32_t known = RIR_GLOBAL_DEFINED | RIR_GLOBAL_TLS | RIR_GLOBAL_CONST | RIR_GLOBAL_STRING |
                     RIR_GLOBAL_SHARED | RIR_GLOBAL_CHANNEL | RIR_GLOBAL_COUNTS |
                     RIR_GLOBAL_COUNTS_WITHIN | RIR_GLOBAL_SHOWS | RIR_GLOBAL_NUMBERS |
                     RIR_GLOBAL_VALUES;
    bool defined = (g->flags & RIR_GLOBAL_DEFINED) != 0;
    if (g->linkage > RIR_COMMON || (g->flags & ~known) != 0)
        return rir_bad(v, "@%s: unknown linkage or flags", g->name);
    if (g->type != RIR_NONE && g->type >= v->m->types.len)
        return rir_bad(v, "@%s: source type $%u of %u", g->name, g->type, v->m->types.len);
    if (!defined && (g->ninit != 0 || g->data != NULL))
        return rir_bad(v, "@%s: a declaration has an initialiser", g->name);
    if (g->ndata > g->size || (g->ndata != 0 && g->data == NULL))
        return rir_bad(v, "@%s: %llu bytes of data for %llu bytes", g->name,
                       (unsigned long long)g->ndata, (unsigned long long)g->size);
    if (g->ninit != 0 && g->init == NULL)
        return rir_bad(v, "@%s: its initialiser is missing", g->name);
    for (uint32_t i = 0; i < g->ninit; i++)
        if (!verify_init(v, g, &g->init[i]))
            return false;
    return true;
}

/* ---- heads of functions ---- */

static bool verify_ann_position(struct verifier *v, const struct rir_ann *a, char what, int at)
{
    bool variadic = (v->f->flags & RIR_FUNC_VARIADIC) != 0;
    if (at < (what == 'n' ? 1 : 0))
        return rir_bad(v, "%s has position %d", rir_ann_name(a->kind), at);
    if ((uint32_t)at > v->f->ncparams && !variadic)
        return rir_bad(v, "%s has position %d of %u parameters", rir_ann_name(a->kind), at,
                       v->f->ncparams);
    return true;
}

static bool verify_ann(struct verifier *v, const struct rir_ann *a)
{
    if (a->kind >= RIR_ANN_COUNT || strchr(rir_ann_where(a->kind), 'f') == NULL)
        return rir_bad(v, "%s is not an annotation of functions", rir_ann_name(a->kind));
    if (a->when > RIR_NONNEGATIVE)
        return rir_bad(v, "%s has an unknown condition", rir_ann_name(a->kind));
    const char *args = rir_ann_args(a->kind);
    if ((strchr(args, 'w') != NULL) != (a->when != RIR_ALWAYS))
        return rir_bad(v, "%s %s condition", rir_ann_name(a->kind),
                       a->when == RIR_ALWAYS ? "needs a" : "takes no");
    if (strchr(args, 's') != NULL && a->text == NULL)
        return rir_bad(v, "%s needs a text", rir_ann_name(a->kind));
    int positions[2] = {a->a, a->b}, next = 0;
    for (const char *c = args; *c != '\0'; c++)
        if ((*c == 'n' || *c == 'o') && !verify_ann_position(v, a, *c, positions[next++]))
            return false;
    return true;
}

static bool verify_params(struct verifier *v)
{
    const struct rir_func *f = v->f;
    if (f->nparams != 0 && f->params == NULL)
        return rir_bad(v, "its parameters are missing");
    for (uint32_t i = 0; i < f->nparams; i++) {
        const struct rir_param *p = &f->params[i];
        if (!rir_verify_scalar(v, p->type) || !rir_verify_type_index(v, p->src, "a parameter"))
            return false;
        if (p->pos.cpos > f->ncparams)
            return rir_bad(v, "parameter %u has C position %u of %u", i, p->pos.cpos, f->ncparams);
    }
    return f->nparams == 0 ||
           rir_verify_argpos(v, &f->params[0].pos, sizeof *f->params, f->nparams);
}

static bool verify_head(struct verifier *v)
{
    const struct rir_func *f = v->f;
    uint32_t known = RIR_FUNC_UNIT_DESCRIBED * 2u - 1;
    if (f->linkage > RIR_WEAK || (f->flags & ~known) != 0)
        return rir_bad(v, "unknown linkage or flags");
    if (!rir_verify_type_index(v, f->type, "its type") || !verify_params(v))
        return false;
    if (f->nresults != 0 && f->results == NULL)
        return rir_bad(v, "its results are missing");
    for (uint32_t i = 0; i < f->nresults; i++)
        if (!rir_verify_scalar(v, f->results[i]))
            return false;
    if ((f->flags & RIR_FUNC_IFUNC) != 0 && f->alias == NULL)
        return rir_bad(v, "an ifunc names no resolver");
    for (uint32_t i = 0; i < f->nanns; i++)
        if (!verify_ann(v, &f->anns[i]))
            return false;
    return true;
}

static bool verify_func(struct verifier *v)
{
    if (!verify_head(v))
        return false;
    if ((v->f->flags & RIR_FUNC_DEFINED) == 0)
        return v->f->nblocks == 0 || rir_bad(v, "a declaration has a body");
    if (!rir_verify_values(v) || !rir_verify_blocks(v))
        return false;
    for (uint32_t i = 0; i < v->f->ninsns; i++) {
        v->insn = &v->f->insns[i];
        if (!rir_verify_insn(v))
            return false;
    }
    v->insn = NULL;
    return rir_verify_flow(v);
}

bool rir_verify(const struct rir_module *m, char *msg, size_t size)
{
    struct verifier v = {.m = m, .msg = msg, .size = size};
    if (size != 0)
        msg[0] = '\0';
    if (m->ptr_bits == 0 || m->ptr_bits > 128 || m->ptr_bits % 8 != 0)
        return rir_bad(&v, "pointers of %u bits", m->ptr_bits);
    if (!rir_verify_types(&v) || !verify_names(&v))
        return false;
    for (uint32_t i = 0; i < m->globals.len; i++)
        if (!verify_global(&v, &m->globals.data[i]))
            return false;
    for (uint32_t i = 0; i < m->funcs.len; i++) {
        v.f = &m->funcs.data[i];
        if (!verify_func(&v))
            return false;
    }
    return true;
}
