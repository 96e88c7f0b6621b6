/* A forward analysis of the functions on the way to the start: of what it is in, and as long as
 * nothing is stored there and only one call leads to it, of its caller, up to main and to the
 * initialiser. On all paths the last store must be one of the same number. A callee is looked into
 * as far as the object is passed to it.
 *
 * L-1. What is found is what lies there when the task begins, on every path, if memory is as
 *      words.h has it: no call on the way, and none that main makes before it has joined the task,
 *      may change the word otherwise than through the pointer that is followed.
 * L-2. No other activation of a task changes it: one whose code may store to such a word is given
 *      another object, and names this one in comparisons only. So a task that is started twice with
 *      one object leaves nothing known. What is left there before a start that may be made again is
 *      known only if the function that leaves it waits for the task before it returns.
 * L-3. Nobody finds the address of the object in memory, other than below the object itself, but
 *      the task, who may put it there (path_left.c): no initialiser has it, and nothing that main
 * or another task does with it by name, in callees too, stores it.
 *
 * Not looked for: what other tasks find in what this task stores. */
#include "solve/left_int.h"

#include <stdlib.h>

#include "solve/param_store.h"

enum { MAX_DEPTH = 8 };

void lefts_free(struct lefts *l)
{
    words_free(&l->words);
    map_free(&l->index);
    map_free(&l->first);
    map_free(&l->callees);
    map_free(&l->shown);
    vec_free(&l->contents);
    vec_free(&l->uses);
    vec_free(&l->numbers);
    free(l->shown_at_first);
}

/* ---- one function ---- */

struct place {      /* how a function refers to the object: by its name, and by a parameter */
    uint32_t param; /* RIR_NONE: by none */
    int64_t off;    /* of what the parameter points to */
};

struct pass {
    struct lefts *l;
    const struct word *x;
    uint32_t word, func, site; /* the instruction that ends it; RIR_NONE: none */
    const struct rir_func *f;
    const struct flow *w;
    struct place at;
    uint32_t elsewhere; /* bit i: parameter i is known to point to another object */
    int depth;
};

static struct content join(struct content a, struct content b)
{
    if (a.kind == NOT_REACHED)
        return b;
    if (b.kind == NOT_REACHED || (a.kind == b.kind && a.number == b.number))
        return a;
    return (struct content){.kind = ANYTHING};
}

/* Is the address in the object, and at which byte? *known: false: at any. */
static bool is_in_object(const struct pass *p, uint32_t address, int64_t *off, bool *known)
{
    *off = 0;
    *known = true;
    for (;;) {
        const struct rir_value *v = &p->f->values[address];
        int64_t bytes;
        if (v->kind == RIR_V_GLOBAL || v->kind == RIR_V_PARAM) {
            *off += v->kind == RIR_V_GLOBAL ? v->imm : p->at.off;
            return v->kind == RIR_V_GLOBAL ? v->ref == p->x->global : v->ref == p->at.param;
        }
        if (v->kind != RIR_V_INSN || !flow_is_step(&p->f->insns[v->ref]))
            return false;
        if (flow_step_bytes(p->f, &p->f->insns[v->ref], &bytes))
            *off += bytes;
        else
            *known = false;
        address = p->f->insns[v->ref].args[0];
    }
}

static bool is_elsewhere(const struct pass *p, uint32_t address)
{
    uint32_t base = flow_base(p->f, address);
    const struct rir_value *v = &p->f->values[base];
    if (v->kind == RIR_V_PARAM)
        return v->ref < 32 && (p->elsewhere >> v->ref & 1);
    return (v->kind == RIR_V_GLOBAL && v->ref != p->x->global) ||
           flow_defined_by(p->f, base, RIR_STACK) != NULL ||
           flow_defined_by(p->f, base, RIR_ALLOC) != NULL;
}

static bool overlaps(const struct pass *p, int64_t off, int64_t size)
{
    return off < p->x->off + p->x->size && p->x->off < off + size;
}

static struct content after_store(const struct pass *p, const struct rir_insn *in,
                                  struct content before)
{
    const struct rir_value *v = &p->f->values[in->args[1]], *n = v;
    int64_t off, size = rir_scalar_bytes(v->type);
    bool known;
    if (!is_in_object(p, in->args[0], &off, &known))
        return !is_elsewhere(p, in->args[0]) && word_is_stored(&p->l->words, p->word, p->func, in)
                   ? (struct content){.kind = ANYTHING}
                   : before;
    if (in->op == RIR_COPY || in->op == RIR_FILL) {
        n = &p->f->values[in->args[2]];
        size = n->kind == RIR_V_CONST ? n->imm : INT32_MAX;
    }
    if (known && !overlaps(p, off, size))
        return before;
    bool plain = known && v->kind == RIR_V_CONST && !(in->flags & (RIR_VOLATILE | RIR_ATOMIC));
    if ((in->op == RIR_STORE || in->op == RIR_WRITE) && plain && off == p->x->off &&
        size == p->x->size)
        return (struct content){NUMBER, v->imm};
    if (in->op == RIR_FILL && plain && v->imm == 0 && n->kind == RIR_V_CONST && off <= p->x->off &&
        off + size >= p->x->off + p->x->size)
        return (struct content){NUMBER, 0};
    return (struct content){.kind = ANYTHING};
}

static struct content run(struct pass *p, uint32_t end);

/* What the callee leaves there, to which one argument passes the object, or none does. */
static struct content after_body(const struct pass *p, const struct rir_insn *in,
                                 struct content before)
{
    struct pass callee = {.l = p->l, .x = p->x, .word = p->word, .func = in->ref, .site = RIR_NONE};
    callee.at.param = RIR_NONE;
    for (uint32_t i = 0; i < in->nargs; i++) {
        int64_t off;
        bool known;
        if (!is_in_object(p, in->args[i], &off, &known)) {
            callee.elsewhere |= i < 32 && is_elsewhere(p, in->args[i]) ? (uint32_t)1 << i : 0;
            continue;
        }
        if (!known || callee.at.param != RIR_NONE)
            return (struct content){.kind = ANYTHING};
        callee.at = (struct place){i, off};
    }
    uint64_t key = hash64((uint64_t)in->ref << 32 | callee.at.param);
    uint32_t known;
    key = hash64(hash64(key ^ (uint64_t)callee.at.off << 24 ^ p->word) ^ callee.elsewhere);
    if (map_get(&p->l->callees, key, &known))
        return known == 0 ? before : p->l->contents.data[known - 1];
    callee.f = &p->l->words.leaves->runs->m->funcs.data[in->ref];
    callee.w = p->l->words.leaves->runs->flows[in->ref];
    callee.depth = p->depth + 1;
    if ((callee.at.param == RIR_NONE && callee.elsewhere == 0) || callee.w == NULL ||
        callee.depth == MAX_DEPTH ||
        (callee.at.param != RIR_NONE && callee.at.param >= callee.f->nparams))
        return (struct content){.kind = ANYTHING};
    struct content left = run(&callee, RIR_NONE);
    if (left.kind != AS_BEFORE)
        vec_push(&p->l->contents, left);
    map_put(&p->l->callees, key, left.kind != AS_BEFORE ? p->l->contents.len : 0);
    return left.kind == AS_BEFORE ? before : left;
}

static struct content after_call(const struct pass *p, uint32_t insn, struct content before)
{
    const struct rir_insn *in = &p->f->insns[insn];
    const struct rir_func *callee =
        in->op == RIR_CALL ? &p->l->words.leaves->runs->m->funcs.data[in->ref] : NULL;
    if (callee != NULL && (!(callee->flags & RIR_FUNC_DEFINED) || rir_func_is_described(callee))) {
        int64_t off;
        bool known, written = word_is_stored(&p->l->words, p->word, p->func, in);
        for (uint32_t i = 0; i < in->nargs; i++)
            written |= is_in_object(p, in->args[i], &off, &known) && param_is_written(callee, i);
        return written ? (struct content){.kind = ANYTHING} : before;
    }
    if (!word_is_called_on(&p->l->words, p->word, p->func, insn))
        return before;
    return callee != NULL ? after_body(p, in, before) : (struct content){.kind = ANYTHING};
}

static struct content after(const struct pass *p, uint32_t insn, struct content before)
{
    const struct rir_insn *in = &p->f->insns[insn];
    if (insn == p->site) /* the task runs from here on */
        return (struct content){.kind = ANYTHING};
    switch ((enum rir_op)in->op) {
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_RMW:
    case RIR_CAS:
    case RIR_COPY:
    case RIR_FILL:
        return after_store(p, in, before);
    case RIR_CALL:
    case RIR_CALLI:
        return after_call(p, insn, before);
    case RIR_OPAQUE:
        return (struct content){.kind = ANYTHING};
    default:
        return before;
    }
}

/* From the entry of a block to instruction `end`, or to the end of the block. */
static struct content through(const struct pass *p, uint32_t block, uint32_t end, struct content at)
{
    const struct rir_block *b = &p->f->blocks[block];
    for (uint32_t i = b->first; i < b->first + b->count && i != end; i++)
        at = after(p, i, at);
    return at;
}

/* What lies there before instruction `end`, or (RIR_NONE) when the function returns. */
static struct content run(struct pass *p, uint32_t end)
{
    const struct runs *r = p->l->words.leaves->runs;
    struct content *in = calloc(p->f->nblocks, sizeof *in), found = {.kind = NOT_REACHED};
    if (in == NULL)
        abort();
    in[0].kind = AS_BEFORE;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t k = 0; k < p->w->norder; k++) {
            uint32_t b = p->w->order[k], n;
            if (in[b].kind == NOT_REACHED || !runs_block(r, p->func, b))
                continue;
            struct content out = through(p, b, RIR_NONE, in[b]);
            const uint32_t *to = flow_successors(p->f, b, &n);
            for (uint32_t i = 0; i < n; i++) {
                struct content all = join(in[to[i]], out);
                again |= all.kind != in[to[i]].kind || all.number != in[to[i]].number;
                in[to[i]] = all;
            }
        }
    }
    for (uint32_t b = 0; b < p->f->nblocks; b++) {
        const struct rir_insn *t = &p->f->insns[p->f->blocks[b].first + p->f->blocks[b].count - 1];
        if (in[b].kind == NOT_REACHED || !runs_block(r, p->func, b))
            continue;
        if (end == RIR_NONE ? t->op == RIR_RET : p->f->insns[end].block == b)
            found = join(found, through(p, b, end, in[b]));
    }
    free(in);
    return found;
}

/* ---- up to main ---- */

static bool initial(const struct rir_module *m, const struct word *x, int64_t *number)
{
    const struct rir_global *g = &m->globals.data[x->global];
    uint64_t value = 0;
    if (!(g->flags & RIR_GLOBAL_DEFINED) || (g->flags & (RIR_GLOBAL_NUMBERS | RIR_GLOBAL_VALUES)))
        return false;
    for (uint32_t i = 0; i < g->ninit; i++) {
        int64_t at = (int64_t)g->init[i].offset;
        if (at < x->off + x->size && x->off < at + m->ptr_bits / 8)
            return false;
    }
    for (int64_t i = x->size; g->data != NULL && i-- > 0;)
        value = value << 8 | (x->off + i < (int64_t)g->ndata ? g->data[x->off + i] : 0);
    *number = x->size == 8 ? (int64_t)value
                           : (int64_t)(value << (64 - 8 * x->size)) >> (64 - 8 * x->size);
    return true;
}

static bool climb(struct lefts *l, uint32_t word, const struct left_start *start,
                  struct left_way *way, int64_t *number)
{
    const struct runs *r = l->words.leaves->runs;
    uint32_t func = start->func, insn = start->insn;
    const struct word *x = &l->words.all.data[word];
    for (way->n = 0; way->n < LEFT_UP;) {
        struct pass p = {.l = l,
                         .x = x,
                         .word = word,
                         .func = func,
                         .site = insn,
                         .f = &r->m->funcs.data[func],
                         .w = r->flows[func],
                         .at = {.param = RIR_NONE}};
        if (p.w == NULL)
            return false;
        struct content c = run(&p, insn);
        way->calls[way->n++] = (struct left_use){func, insn, RIR_NONE};
        *number = c.number;
        if (c.kind != AS_BEFORE)
            return c.kind == NUMBER;
        if (runs_is_main(r, func))
            return initial(r->m, x, number);
        if (!runs_only_call(r, func, &func, &insn))
            return false;
    }
    return false;
}

static bool find(struct lefts *l, uint32_t word, const struct left_start *start, int64_t *number)
{
    const struct runs *r = l->words.leaves->runs;
    uint32_t object = l->words.all.data[word].global, own = left_task_of(r->a, start);
    struct left_way way;
    left_index_uses(l);
    return own != RIR_NONE && climb(l, word, start, &way, number) &&
           !left_may_run_twice(l, &way, object) && !left_main_disturbs(l, word, own, &way) &&
           !left_other_task_gets_it(l, word, own, &way) && !left_is_shown(l, object, own, &way);
}

bool left_at_start(struct lefts *l, uint32_t word, const struct left_start *start, int64_t *number)
{
    uint64_t key = hash64((uint64_t)start->func << 32 | start->insn);
    uint32_t at;
    key = hash64(key ^ ((uint64_t)start->task << 32 | word));
    if (!map_get(&l->index, key, &at)) { /* 0: not known */
        at = 0;
        if (find(l, word, start, number)) {
            vec_push(&l->numbers, *number);
            at = l->numbers.len;
        }
        map_put(&l->index, key, at);
    }
    if (at != 0)
        *number = l->numbers.data[at - 1];
    return at != 0;
}
