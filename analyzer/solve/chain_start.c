/* Told are what is passed, if that is a constant or the address of a static object, and what main
 * has left in static objects (left.h): in the one that is passed and in a few that functions of the
 * chain name; of them the members that these functions compute addresses of. */
#include "solve/chain_start.h"

#include "solve/left.h"

enum { MAX_OBJECTS = 8 };

/* A number that is written down, also as a pointer; RIR_NONE: it is none. */
static uint32_t constant_in(const struct rir_func *f, uint32_t value)
{
    const struct rir_value *v = &f->values[value];
    if (v->kind == RIR_V_INSN && f->insns[v->ref].op == RIR_UN &&
        f->insns[v->ref].sub == RIR_U_MOVE) {
        value = f->insns[v->ref].args[0];
        v = &f->values[value];
    }
    return v->kind == RIR_V_CONST ? value : RIR_NONE;
}

/* A constant that the start passes to its task; RIR_NONE: it is none. */
static uint32_t constant_started_with(const struct contexts *x, const struct body *b,
                                      const struct call_rec *r)
{
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(x->s->a, &n);
    const struct rir_insn *in = &b->f->insns[r->insn];
    for (uint32_t i = 0; i < n && in->op == RIR_CALL; i++) {
        if (t[i].func != r->callee || t[i].start_func != b->func || t[i].start_insn != r->insn)
            continue;
        uint32_t at = t[i].arg > 0 ? flow_operand(in, (uint32_t)t[i].arg) : RIR_NONE;
        return at != RIR_NONE ? constant_in(b->f, at) : RIR_NONE;
    }
    return RIR_NONE;
}

/* ---- what main has left ---- */

struct objects {
    uint32_t list[MAX_OBJECTS], n;
};

static void add_object(const struct rir_module *m, uint32_t global, struct objects *o)
{
    const uint32_t other = RIR_GLOBAL_TLS | RIR_GLOBAL_CONST | RIR_GLOBAL_STRING |
                           RIR_GLOBAL_CHANNEL | RIR_GLOBAL_SHARED;
    for (uint32_t i = 0; i < o->n; i++)
        if (o->list[i] == global)
            return;
    if (o->n < MAX_OBJECTS && !(m->globals.data[global].flags & other))
        o->list[o->n++] = global;
}

static void add_left(struct lefts *l, const struct left_start *start, uint32_t word,
                     struct start_facts *out)
{
    struct entry_left e = {.word = word};
    for (uint32_t i = 0; i < out->known.nleft; i++)
        if (out->left[i].word == word)
            return;
    if (out->known.nleft < ENTRY_LEFT && left_at_start(l, word, start, &e.number))
        out->left[out->known.nleft++] = e;
}

static void add_members(struct lefts *l, const struct left_start *start, uint32_t global,
                        uint32_t type, uint64_t off, const struct rir_insn *field,
                        struct start_facts *out)
{
    const struct rir_module *m = l->words.leaves->runs->m;
    uint32_t t = type == RIR_NONE ? RIR_NONE : rir_type_strip(m, type);
    if (t == RIR_NONE)
        return;
    for (uint32_t i = 0; i < m->types.data[t].nfields && m->types.data[t].kind == RIR_T_STRUCT;
         i++) {
        const struct rir_field *x = &m->types.data[t].fields[i];
        uint32_t word = word_at(&l->words, global, off + x->offset);
        add_members(l, start, global, x->type, off + x->offset, field, out);
        if (word != RIR_NONE && word_is_seen_as(&l->words, word, field->ref, (uint64_t)field->imm))
            add_left(l, start, word, out);
    }
}

struct fields {
    VEC(const struct rir_insn *) v;
    struct map index;
};

/* The members that the functions compute addresses of, each once, in the order of the first. */
static struct fields fields_of(const struct rir_module *m, const uint32_t *funcs, uint32_t nfuncs)
{
    struct fields all = {.v = {0}};
    uint32_t at;
    for (uint32_t k = 0; k < nfuncs; k++)
        for (uint32_t j = 0; j < m->funcs.data[funcs[k]].ninsns; j++) {
            const struct rir_insn *in = &m->funcs.data[funcs[k]].insns[j];
            uint64_t key = hash64((uint64_t)in->ref << 32) ^ (uint64_t)in->imm;
            if (in->op != RIR_FIELD || in->ref == RIR_NONE)
                continue;
            bool known = map_get(&all.index, key, &at) && all.v.data[at]->ref == in->ref &&
                         all.v.data[at]->imm == in->imm;
            if (known)
                continue;
            map_put(&all.index, key, all.v.len);
            vec_push(&all.v, in);
        }
    return all;
}

static void add_all(struct lefts *l, const struct left_start *start, const uint32_t *funcs,
                    uint32_t nfuncs, const struct objects *o, struct start_facts *out)
{
    const struct rir_module *m = l->words.leaves->runs->m;
    struct fields fields = o->n > 0 ? fields_of(m, funcs, nfuncs) : (struct fields){.v = {0}};
    for (uint32_t i = 0; i < o->n; i++) {
        uint32_t whole = word_at(&l->words, o->list[i], 0);
        if (whole != RIR_NONE && l->words.all.data[whole].nviews == 0)
            add_left(l, start, whole, out);
        for (uint32_t k = 0; k < fields.v.len; k++)
            add_members(l, start, o->list[i], m->globals.data[o->list[i]].type, 0, fields.v.data[k],
                        out);
    }
    vec_free(&fields.v);
    map_free(&fields.index);
}

bool chain_start_facts(struct chains *c, struct link start, const uint32_t *funcs, uint32_t nfuncs,
                       struct start_facts *out)
{
    const struct contexts *x = c->x;
    const struct rir_module *m = x->s->m;
    const struct body *b = x->all.data[start.ctx].body;
    const struct call_rec *r = &b->calls.data[start.call];
    const struct rir_func *task = &m->funcs.data[funcs[nfuncs - 1]];
    const struct left_start from = {b->func, r->insn, r->callee};
    struct lefts *l = &c->evidence.lefts;
    struct objects o = {.n = 0};
    uint32_t constant = constant_started_with(x, b, r);
    *out = (struct start_facts){.param.value = RIR_NONE};
    c->evidence.leaves.runs = chains_runs(c);
    l->words.leaves = &c->evidence.leaves;
    uint32_t given = left_argument(l, &from);
    if (given != RIR_NONE)
        add_object(m, given, &o);
    for (uint32_t k = 0; k < nfuncs; k++)
        for (uint32_t i = 0; i < m->funcs.data[funcs[k]].nvalues; i++)
            if (m->funcs.data[funcs[k]].values[i].kind == RIR_V_GLOBAL)
                add_object(m, m->funcs.data[funcs[k]].values[i].ref, &o);
    add_all(l, &from, funcs, nfuncs, &o, out);
    for (uint32_t i = 0; i < task->nparams; i++)
        if (task->params[i].pos.cpos == 1)
            out->param.value = task->params[i].value;
    if (constant != RIR_NONE)
        out->argument = (struct entry_term){.kind = TERM_NUMBER, .n = b->f->values[constant].imm};
    else if (given != RIR_NONE)
        out->argument = (struct entry_term){.kind = TERM_GLOBAL, .ref = given};
    bool told = (constant != RIR_NONE || given != RIR_NONE) && out->param.value != RIR_NONE;
    out->known.terms = &out->argument;
    out->known.params = &out->param;
    out->known.left = out->left;
    out->known.nterms = out->known.nparams = told;
    return told || out->known.nleft > 0;
}
