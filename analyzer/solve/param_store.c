/* Found on demand, one parameter at a time. In a cycle of calls, and where there are too many
 * ranges, the answer is "anywhere". */
#include "solve/param_store.h"

#include <stdlib.h>

struct finding { /* one parameter of one function */
    struct param_store_cache *c;
    const struct rir_module *m;
    const struct rir_func *f;
    uint32_t param;
    struct param_stores *out;
};

static void add_range(struct param_stores *out, int64_t off, int64_t size)
{
    for (uint32_t i = 0; i < out->n; i++)
        if (out->ranges[i].off == off && out->ranges[i].size == size)
            return;
    if (out->n == PARAM_STORES)
        out->anywhere = true;
    else
        out->ranges[out->n++] = (struct byte_range){off, size};
}

/* Does the address lie behind the parameter, and how far? *fixed: that is known. */
static bool is_behind(const struct finding *x, uint32_t address, int64_t *off, bool *fixed)
{
    *off = 0;
    *fixed = true;
    for (uint32_t guard = 0; guard < 32; guard++) {
        const struct rir_value *v = &x->f->values[address];
        if (v->kind == RIR_V_PARAM)
            return v->ref == x->param;
        const struct rir_insn *in = v->kind == RIR_V_INSN ? &x->f->insns[v->ref] : NULL;
        if (in == NULL)
            return false;
        if (in->op == RIR_FIELD)
            *off += in->imm;
        else if (in->op == RIR_ELEM || in->op == RIR_OFFSET || in->op == RIR_PHI)
            *fixed = false;
        else if (in->op != RIR_UN || in->sub != RIR_U_MOVE)
            return false;
        address = in->args[0];
    }
    return false;
}

static void note_store(struct finding *x, uint32_t address, int64_t size)
{
    int64_t off;
    bool fixed;
    if (!is_behind(x, address, &off, &fixed))
        return;
    if (fixed)
        add_range(x->out, off, size);
    else
        x->out->anywhere = true;
}

static int64_t size_of(const struct finding *x, uint32_t value)
{
    const struct rir_value *v = &x->f->values[value];
    return v->kind == RIR_V_CONST && v->imm >= 0 && v->imm < BYTES_WHOLE ? v->imm : BYTES_WHOLE;
}

/* A call that passes the pointer on. */
static void note_call(struct finding *x, const struct rir_insn *in)
{
    for (uint32_t i = 0; i < in->nargs && !x->out->anywhere; i++) {
        int64_t off;
        bool fixed;
        if (!is_behind(x, in->args[i], &off, &fixed))
            continue;
        if (in->op != RIR_CALL) {
            x->out->anywhere = true;
            continue;
        }
        const struct param_stores *there = param_stores_of(x->c, x->m, in->ref, i);
        x->out->anywhere |= there->anywhere || !there->done || (!fixed && there->n != 0);
        for (uint32_t k = 0; k < there->n && fixed; k++)
            add_range(x->out, off + there->ranges[k].off, there->ranges[k].size);
    }
}

static void look_at(struct finding *x, const struct rir_insn *in)
{
    switch ((enum rir_op)in->op) {
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_RMW:
    case RIR_CAS:
        note_store(x, in->args[0], rir_scalar_bytes(x->f->values[in->args[1]].type));
        break;
    case RIR_COPY:
    case RIR_FILL:
        note_store(x, in->args[0], size_of(x, in->args[2]));
        break;
    case RIR_CALL:
    case RIR_CALLI:
    case RIR_OPAQUE:
        note_call(x, in);
        break;
    default:
        break;
    }
}

bool param_is_written(const struct rir_func *f, uint32_t param)
{
    uint32_t cpos = param < f->nparams ? f->params[param].pos.cpos : param + 1;
    if (!rir_func_is_described(f))
        return true;
    for (uint32_t i = 0; i < f->nanns; i++)
        switch ((enum rir_ann_kind)f->anns[i].kind) {
        case RIR_ANN_WRITES:
        case RIR_ANN_WRITES_BEHIND:
        case RIR_ANN_RECEIVES_INTO:
        case RIR_ANN_RECEIVES_INTO_IF:
        case RIR_ANN_HANDLE:
        case RIR_ANN_RESULT_INTO:
            if (f->anns[i].a == (int16_t)cpos)
                return true;
            break;
        default:
            break;
        }
    return false;
}

const struct param_stores *param_stores_of(struct param_store_cache *c, const struct rir_module *m,
                                           uint32_t func, uint32_t param)
{
    uint32_t at;
    uint64_t key = (uint64_t)func << 32 | param;
    const struct rir_func *f = &m->funcs.data[func];
    if (map_get(&c->index, key, &at))
        return c->all.data[at];
    struct param_stores *out = calloc(1, sizeof *out);
    if (out == NULL)
        abort();
    map_put(&c->index, key, c->all.len);
    vec_push(&c->all, out);
    struct finding x = {c, m, f, param, out};
    if (!(f->flags & RIR_FUNC_DEFINED) || rir_func_is_described(f) || param >= f->nparams)
        out->anywhere = param_is_written(f, param);
    else
        for (uint32_t i = 0; i < f->ninsns && !out->anywhere; i++)
            look_at(&x, &f->insns[i]);
    out->done = true;
    return out;
}

void param_store_cache_free(struct param_store_cache *c)
{
    for (uint32_t i = 0; i < c->all.len; i++)
        free(c->all.data[i]);
    vec_free(&c->all);
    map_free(&c->index);
}
