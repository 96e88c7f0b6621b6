/* Operands and results: from LLVM values to leaves.
 *
 * An instruction that is used before it was translated (phis, blocks out of order) gets forward
 * values; its translation then binds them, or, where the result is no new instruction, moves into
 * them. Constants that need instructions (address arithmetic, wide integers) are emitted at the
 * head of the entry block, once per function, before anything else (fn_prepare_constant). */
#include "lower/internal.h"

static uint64_t key(const void *p)
{
    return (uint64_t)(uintptr_t)p;
}

struct fact *fn_fact(struct fn *f, uint32_t value)
{
    struct fact none = {RIR_NONE, false};
    while (f->facts.len <= value)
        vec_push(&f->facts, none);
    return &f->facts.data[value];
}

struct fact fact_of(const struct fn *f, uint32_t value)
{
    struct fact none = {RIR_NONE, false};
    return value < f->facts.len ? f->facts.data[value] : none;
}

/* ---- positions ---- */

struct rir_pos fn_pos(struct fn *f, LLVMValueRef inst)
{
    LLVMMetadataRef where = LLVMIsAInstruction(inst) ? LLVMInstructionGetDebugLoc(inst) : NULL;
    if (where == NULL)
        return f->pos;
    LLVMMetadataRef file = LLVMDIScopeGetFile(LLVMDILocationGetScope(where));
    return (struct rir_pos){.file = file_of_node(f->l, file),
                            .line = LLVMDILocationGetLine(where),
                            .col = LLVMDILocationGetColumn(where)};
}

uint32_t fn_site(struct fn *f, LLVMValueRef inst, enum rir_site_kind kind)
{
    uint32_t site = rir_build_site(f->b, kind, fn_pos(f, inst));
    if (f->l->options.trace)
        trace_note(f->l, inst, site, kind);
    return site;
}

/* ---- results ---- */

static uint32_t keep(struct fn *f, LLVMValueRef v, const uint32_t *leaves, uint32_t n)
{
    uint32_t at = f->leaves.len;
    bool inside = f->leaves.data != NULL && leaves >= f->leaves.data &&
                  leaves < f->leaves.data + f->leaves.len;
    if (inside) /* a part of what is there: name it, do not copy */
        at = (uint32_t)(leaves - f->leaves.data);
    for (uint32_t i = 0; i < n && !inside; i++)
        vec_push(&f->leaves, leaves[i]);
    map_put(&f->values, key(v), at);
    return at;
}

static bool is_pending(const struct fn *f, LLVMValueRef v, uint32_t *first)
{
    uint32_t at;
    if (!map_get(&f->pending, key(v), &at) || at == 0)
        return false;
    *first = f->leaves.data[at - 1];
    return true;
}

/* What a debug variable says of the value that was just defined. */
static void describe(struct fn *f, LLVMValueRef v, uint32_t value)
{
    uint32_t at;
    if (!map_get(&f->described, key(v), &at))
        return;
    const struct described *d = &f->descriptions.data[at];
    rir_build_name(f->b, value, d->name, d->type);
    uint32_t pointee = d->memory ? d->type : type_pointee(f->l, d->type);
    if (pointee != RIR_NONE)
        fn_fact(f, value)->pointee = pointee;
}

void fn_define(struct fn *f, LLVMValueRef v, const uint32_t *leaves, uint32_t n)
{
    uint32_t first;
    if (is_pending(f, v, &first)) {
        for (uint32_t i = 0; i < n; i++) {
            struct rir_scalar t = rir_build_type_of(f->b, leaves[i]);
            rir_build_bind(f->b, first + i);
            emit_un(f, RIR_U_MOVE, leaves[i], t);
        }
        map_put(&f->pending, key(v), 0);
        return;
    }
    keep(f, v, leaves, n);
}

bool fn_bind_leaf(struct fn *f, LLVMValueRef v, uint32_t leaf)
{
    uint32_t first;
    if (!is_pending(f, v, &first))
        return false;
    rir_build_bind(f->b, first + leaf);
    return true;
}

void fn_define_unknown(struct fn *f, LLVMValueRef v, const char *why)
{
    struct leaves ls = {0};
    leaves_of(f->l, LLVMTypeOf(v), 0, &ls);
    uint32_t *out = ARENA_ARRAY(&f->l->arena, uint32_t, ls.len);
    for (uint32_t i = 0; i < ls.len; i++)
        out[i] = rir_build_unknown(f->b, ls.data[i].type, why);
    fn_define(f, v, out, ls.len);
    vec_free(&ls);
}

uint32_t fn_emit_many(struct fn *f, LLVMValueRef v, const struct rir_insn *in,
                      const struct rir_scalar *types, uint32_t n)
{
    uint32_t first, out[8], *all = n <= 8 ? out : ARENA_ARRAY(&f->l->arena, uint32_t, n);
    bool pending = is_pending(f, v, &first);
    struct rir_insn copy = *in;
    copy.nresults = n;
    if (pending && n != 0)
        rir_build_bind(f->b, first);
    first = rir_build_insn(f->b, &copy, types);
    for (uint32_t i = 0; i < n; i++)
        all[i] = first + i;
    if (pending)
        map_put(&f->pending, key(v), 0);
    else
        keep(f, v, all, n);
    if (n == 1)
        describe(f, v, first);
    return first;
}

uint32_t fn_emit_as(struct fn *f, LLVMValueRef v, const struct rir_insn *in, struct rir_scalar t)
{
    return fn_emit_many(f, v, in, &t, 1);
}

void fn_define_param(struct fn *f, LLVMValueRef v, const uint32_t *leaves, uint32_t n)
{
    keep(f, v, leaves, n);
    if (n == 1)
        describe(f, v, leaves[0]);
}

/* ---- operands ---- */

static uint32_t forward(struct fn *f, LLVMValueRef v)
{
    struct leaves ls = {0};
    leaves_of(f->l, LLVMTypeOf(v), 0, &ls);
    uint32_t at = f->leaves.len;
    for (uint32_t i = 0; i < ls.len; i++)
        vec_push(&f->leaves, rir_build_forward(f->b, ls.data[i].type));
    vec_free(&ls);
    map_put(&f->values, key(v), at);
    map_put(&f->pending, key(v), at + 1);
    return at;
}

static uint32_t lookup(struct fn *f, LLVMValueRef v)
{
    uint32_t at;
    if (map_get(&f->values, key(v), &at))
        return at;
    if (LLVMIsConstant(v)) {
        fn_constant(f, v);
        if (map_get(&f->values, key(v), &at))
            return at;
    }
    return forward(f, v);
}

uint32_t fn_use(struct fn *f, LLVMValueRef v)
{
    uint32_t at = lookup(f, v); /* first: it may move the array */
    return f->leaves.data[at];
}

const uint32_t *fn_leaves(struct fn *f, LLVMValueRef v, uint32_t *n)
{
    *n = leaf_count(f->l, LLVMTypeOf(v));
    uint32_t at = lookup(f, v);
    return f->leaves.data + at;
}
