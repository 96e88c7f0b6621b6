/* A number is known until a store on the path is to its bytes; or may be, through a pointer of
 * which the path does not know what it points to; or a call that the path does not run to its end
 * may change it. A cell that the path has put there is newer: it is asked first. */
#include "solve/path_left.h"

#include "solve/path_facts.h"

void path_left_enter(struct path *p, uint32_t word, int64_t number)
{
    struct path_left l = {word, false, number};
    vec_push(&p->left, l);
}

static const struct word *word_of(const struct path *p, uint32_t i)
{
    return &p->r.words->all.data[p->left.data[i].word];
}

bool path_left_number(struct path *p, uint32_t base, int64_t off, int64_t size, int64_t *number)
{
    const struct term *t = path_term(p, base);
    for (uint32_t i = 0; i < p->left.len && t->kind == TERM_GLOBAL; i++) {
        const struct word *x = word_of(p, i);
        if (x->global != t->ref || x->off != off || x->size != size || p->left.data[i].changed)
            continue;
        *number = p->left.data[i].number;
        return true;
    }
    return false;
}

static void change(struct path *p, uint32_t i)
{
    if (p->left.data[i].changed)
        return;
    p->left.data[i].changed = true;
    vec_push(&p->changed, i);
}

static uint32_t function(const struct path *p)
{
    return (uint32_t)(p->at.f - p->r.m->funcs.data);
}

/* Behind a known number of bytes of an object, the path knows whether it is the word. */
static bool is_stored(struct path *p, uint32_t i, const struct rir_insn *in)
{
    const struct word *x = word_of(p, i);
    int64_t off, size = rir_scalar_bytes(p->at.f->values[in->args[1]].type);
    uint32_t base = term_base(&p->terms, path_chosen(p, path_value(p, in->args[0])), &off);
    const struct term *t = path_term(p, base);
    if (t->kind == TERM_OWN || t->kind == TERM_STACK)
        return false;
    if (t->kind != TERM_GLOBAL)
        return word_is_stored(p->r.words, p->left.data[i].word, function(p), in);
    if ((in->op == RIR_COPY || in->op == RIR_FILL) &&
        !path_known(p, path_value(p, in->args[2]), &size))
        size = INT32_MAX;
    return t->ref == x->global && off < x->off + x->size && x->off < off + size;
}

void path_left_run(struct path *p, const struct rir_insn *in)
{
    bool stores = in->op == RIR_STORE || in->op == RIR_WRITE || in->op == RIR_RMW ||
                  in->op == RIR_CAS || in->op == RIR_COPY || in->op == RIR_FILL;
    for (uint32_t i = 0; i < p->left.len; i++)
        if (in->op == RIR_OPAQUE || (stores && is_stored(p, i, in)))
            change(p, i);
}

static bool is_at_stake(struct path *p, uint32_t i, const struct rir_insn *in)
{
    uint32_t func = function(p), insn = (uint32_t)(in - p->at.f->insns);
    return !p->left.data[i].changed &&
           (word_is_stored(p->r.words, p->left.data[i].word, func, in) ||
            word_is_called_on(p->r.words, p->left.data[i].word, func, insn));
}

bool path_left_may_change(struct path *p, const struct rir_insn *in)
{
    for (uint32_t i = 0; i < p->left.len; i++)
        if (is_at_stake(p, i, in))
            return true;
    return false;
}

void path_left_call(struct path *p, const struct rir_insn *in)
{
    for (uint32_t i = 0; i < p->left.len; i++)
        if (is_at_stake(p, i, in))
            change(p, i);
}
