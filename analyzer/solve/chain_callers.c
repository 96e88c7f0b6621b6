/* What searches for chains go by: who calls whom, the nearest to a root first. */
#include <stdlib.h>

#include "solve/chain_int.h"

static void collect_callers(struct chains *c)
{
    const struct contexts *x = c->x;
    uint32_t n = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < x->all.len; i++) {
            const struct context *from = &x->all.data[i];
            for (uint32_t k = 0; k < from->body->calls.len; k++) {
                const struct call_rec *r = &from->body->calls.data[k];
                uint32_t to = context_find(x, r->callee, r->aliased,
                                           r->start ? ROLE_TASK : (enum role)from->role);
                if (to == RIR_NONE)
                    continue;
                if (pass == 1)
                    c->links[c->callers[to].first + c->callers[to].n] = (struct link){i, k};
                c->callers[to].n++;
            }
        }
        if (pass == 1)
            break;
        for (uint32_t i = 0; i < x->all.len; i++) {
            c->callers[i].first = n;
            n += c->callers[i].n;
            c->callers[i].n = 0;
        }
        c->links = calloc(n + 1, sizeof *c->links);
        if (c->links == NULL)
            abort();
    }
}

/* How far it is to a root by this call; one through a pointer counts as several. */
static uint32_t distance_by(const struct chains *c, struct link l)
{
    const struct call_rec *r = chain_call(c->x, l);
    uint32_t above = r->start ? 0 : c->callers[l.ctx].distance;
    const struct rir_insn *in = &c->x->all.data[l.ctx].body->f->insns[r->insn];
    return above == RIR_NONE ? RIR_NONE : above + (in->op == RIR_CALLI ? 8 : 1);
}

static void measure(struct chains *c)
{
    const struct contexts *x = c->x;
    for (uint32_t i = 0; i < x->all.len; i++)
        c->callers[i].distance = x->all.data[i].root ? 0 : RIR_NONE;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = 0; i < x->all.len; i++)
            for (uint32_t k = 0; k < c->callers[i].n; k++) {
                uint32_t d = distance_by(c, c->links[c->callers[i].first + k]);
                if (d >= c->callers[i].distance)
                    continue;
                c->callers[i].distance = d;
                again = true;
            }
    }
}

/* The few nearest ones come first; the others are not tried. */
static void sort_callers(struct chains *c, const struct callers *up)
{
    struct link *l = c->links + up->first;
    for (uint32_t i = 0; i < up->n && i < MAX_CALLERS; i++) {
        uint32_t best = i;
        for (uint32_t k = i + 1; k < up->n; k++)
            if (distance_by(c, l[k]) < distance_by(c, l[best]))
                best = k;
        struct link swap = l[i];
        l[i] = l[best];
        l[best] = swap;
    }
}

struct runs *chains_runs(struct chains *c)
{
    const struct solver *s = c->x->s;
    if (c->runs.m == NULL)
        runs_find(&c->runs, s->m, s->a, s->flows);
    return &c->runs;
}

void chains_init(struct chains *c, struct contexts *x)
{
    *c = (struct chains){.x = x};
    c->names = (struct names){.m = x->s->m, .spec = x->s->spec, .a = x->s->a};
    c->callers = calloc(x->all.len + 1, sizeof *c->callers);
    if (c->callers == NULL)
        abort();
    collect_callers(c);
    measure(c);
    for (uint32_t i = 0; i < x->all.len; i++)
        sort_callers(c, &c->callers[i]);
    chains_find_identity(c);
    chains_find_forks(c);
}

void chains_free(struct chains *c)
{
    free(c->callers);
    free(c->links);
    free(c->identity);
    free(c->asks);
    free(c->forks);
    names_free(&c->names);
    meant_free(&c->meant);
    runs_free(&c->runs);
    evidence_cache_free(&c->evidence);
}
