/* Modules and what can be asked of one without an analysis: look-ups by name, properties of
 * instructions, and which functions the annotations describe completely.
 *
 * Representation: everything lives in the module's arena; the four top-level tables are growable
 * arrays that own their storage. Questions about source types are in types.c. */
#include "rir/rir.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

struct rir_module *rir_module_new(const char *name, uint16_t ptr_bits)
{
    struct rir_module *m = calloc(1, sizeof *m);
    if (m == NULL)
        abort();
    m->name = intern_str(&m->strings, name);
    m->ptr_bits = ptr_bits;
    return m;
}

void rir_module_keep_strings(struct rir_module *m)
{
    vec_free(&m->types);
    vec_free(&m->globals);
    vec_free(&m->funcs);
    vec_free(&m->files);
    arena_free(&m->arena);
}

void rir_module_free(struct rir_module *m)
{
    if (m == NULL)
        return;
    rir_module_keep_strings(m);
    intern_free(&m->strings);
    free(m);
}

uint32_t rir_find_func(const struct rir_module *m, const char *name)
{
    for (uint32_t i = 0; i < m->funcs.len; i++)
        if (strcmp(m->funcs.data[i].name, name) == 0)
            return i;
    return RIR_NONE;
}

uint32_t rir_find_global(const struct rir_module *m, const char *name)
{
    for (uint32_t i = 0; i < m->globals.len; i++)
        if (strcmp(m->globals.data[i].name, name) == 0)
            return i;
    return RIR_NONE;
}

bool rir_may_hold_pointer(const struct rir_module *m, struct rir_scalar t)
{
    return t.cls == RIR_PTR || (t.cls != RIR_FLOAT && t.bits >= m->ptr_bits);
}

static const struct {
    bool site, terminator;
} ops[] = {
#define RIR_OP(ID, name, site, terminator) {site, terminator},
#include "rir/ops.def"
#undef RIR_OP
};

bool rir_is_terminator(uint8_t op)
{
    return op < RIR_OP_COUNT && ops[op].terminator;
}

bool rir_needs_site(uint8_t op)
{
    return op < RIR_OP_COUNT && ops[op].site;
}

const struct rir_ann *rir_func_ann(const struct rir_func *f, enum rir_ann_kind kind)
{
    for (uint32_t i = 0; i < f->nanns; i++)
        if (f->anns[i].kind == kind)
            return &f->anns[i];
    return NULL;
}

bool rir_func_ann_at(const struct rir_func *f, enum rir_ann_kind kind, int position)
{
    for (uint32_t i = 0; i < f->nanns; i++)
        if (f->anns[i].kind == kind && f->anns[i].a == position)
            return true;
    return false;
}

bool rir_func_borrows(const struct rir_func *f, uint16_t passed)
{
    for (uint32_t i = 0; i < f->nanns; i++)
        if ((f->anns[i].kind == RIR_ANN_BORROWS || f->anns[i].kind == RIR_ANN_NOESCAPE) &&
            rir_ann_covers(f, f->anns[i].a, passed))
            return true;
    return false;
}

/* Annotations that only refine: a function that has no others is as unknown as without any. */
static bool refines_only(uint8_t kind)
{
    switch (kind) {
    case RIR_ANN_TASK: /* says how the function is entered, not what it does */
    case RIR_ANN_NONDET:
    case RIR_ANN_BORROWS:
    case RIR_ANN_POINTS_INTO:
    case RIR_ANN_MALLOC:
    case RIR_ANN_STD_PURE:
    case RIR_ANN_STD_CONST:
    case RIR_ANN_LEAF:
    case RIR_ANN_NOESCAPE:
    case RIR_ANN_FORMAT:
    case RIR_ANN_SCAN_FORMAT:
    case RIR_ANN_FORMAT_ARG:
    case RIR_ANN_CONSTANT:
    case RIR_ANN_STATE:
    case RIR_ANN_READS_STATE:
    case RIR_ANN_STARTED:
    case RIR_ANN_ACQUIRES:
    case RIR_ANN_ACQUIRES_IF:
    case RIR_ANN_ACQUIRES_SHARED:
    case RIR_ANN_RELEASES:
    case RIR_ANN_HIDDEN_IF_NULL:
    case RIR_ANN_WRITES_BEHIND:
    case RIR_ANN_AS_ASKED:
    case RIR_ANN_RESULT_BEHIND:
    case RIR_ANN_SETS:
    case RIR_ANN_LEAVES:
    case RIR_ANN_FILLS:
    case RIR_ANN_NUMBERS:
    case RIR_ANN_IDENTITY:
    case RIR_ANN_FORKS:
    case RIR_ANN_MAPS:
    case RIR_ANN_NO_BUFFER:
    case RIR_ANN_STANDARD_STREAMS:
    case RIR_ANN_ENDS_ANYWHERE:
    case RIR_ANN_NO_CODE:
    case RIR_ANN_MAKES:
    case RIR_ANN_AHEAD:
    case RIR_ANN_ZEROED:
    case RIR_ANN_ENDS_TASK:
    case RIR_ANN_CANCELS:
    case RIR_ANN_THREAD_VALUE: /* such a function gets a body */
        return true;
    default:
        return false;
    }
}

bool rir_func_starts(const struct rir_func *f)
{
    return rir_func_ann(f, RIR_ANN_SPAWNS) != NULL || rir_func_ann(f, RIR_ANN_SPAWNS_IF) != NULL;
}

bool rir_func_joins(const struct rir_func *f)
{
    return rir_func_ann(f, RIR_ANN_JOINS) != NULL || rir_func_ann(f, RIR_ANN_JOINS_IF) != NULL;
}

/* Is operand k of the instruction the handle by which it joins? */
static bool is_handle(const struct rir_module *m, const struct rir_insn *in, uint32_t k)
{
    if (in->op == RIR_JOIN)
        return k == 0;
    const struct rir_func *f = in->op == RIR_CALL ? &m->funcs.data[in->ref] : NULL;
    const struct rir_ann *h = f == NULL ? NULL : rir_func_ann(f, RIR_ANN_HANDLE);
    return h != NULL && rir_func_is_described(f) && rir_func_joins(f) &&
           rir_call_position(in, k) == h->a;
}

bool rir_fetches_handle(const struct rir_module *m, const struct rir_func *f, uint32_t insn)
{
    const struct rir_insn *read = &f->insns[insn];
    bool joins = false;
    if ((read->op != RIR_LOAD && read->op != RIR_READ) || read->result == RIR_NONE)
        return false;
    for (uint32_t n = 1; n <= f->ninsns; n++) { /* what uses it mostly follows soon */
        const struct rir_insn *in = &f->insns[(insn + n) % f->ninsns];
        for (uint32_t k = 0; k < in->nargs; k++) {
            if (in->args[k] != read->result)
                continue;
            if (!is_handle(m, in, k))
                return false;
            joins = true;
        }
    }
    return joins;
}

bool rir_func_is_described(const struct rir_func *f)
{
    if ((f->flags & RIR_FUNC_DEFINED) != 0 && rir_func_ann(f, RIR_ANN_TRUSTED) == NULL)
        return false;
    for (uint32_t i = 0; i < f->nanns; i++)
        if (!refines_only(f->anns[i].kind))
            return true;
    return false;
}

uint64_t rir_pos_key(const struct rir_pos *pos)
{
    if (pos->file == NULL || pos->line == 0)
        return 0;
    uint64_t file = hash_mem(pos->file, strlen(pos->file));
    uint64_t key = hash64(file ^ hash64((uint64_t)pos->line << 32 | pos->col));
    return key == 0 ? 1 : key;
}

uint64_t rir_inside_key(const char *symbol)
{
    uint64_t key = hash64(~hash_mem(symbol, strlen(symbol)));
    return key == 0 ? 1 : key;
}
