/* Hubs: calls of one shape to one large set of functions.
 *
 * A thousand calls that may each reach a thousand functions would be a million connections. Such
 * calls have their arguments put into one set of cells, the hub, and the functions take theirs from
 * there. That loses little: a function has one set of parameters anyway.
 *
 * A-I21  A site and its hub agree on the set and on everything that decides whether a function
 * fits. A site whose set grows gets a new hub; the old one stays connected. Functions without a
 * body in this program are not in a hub: every site calls them itself. */
#include "solve/pa.h"

#define LARGE 16

static uint64_t mix(uint64_t h, uint64_t x)
{
    return hash64(h ^ hash64(x + 0x9e3779b97f4a7c15u));
}

static uint64_t scalar_bits(struct rir_scalar t)
{
    return (uint64_t)t.cls << 16 | t.bits;
}

static struct rir_argpos position(const struct rir_insn *in, uint32_t operand)
{
    struct rir_argpos plain = {rir_call_position(in, operand), 0};
    return in->pos != NULL ? in->pos[operand] : plain;
}

static uint64_t shape(const struct phase_a *a, const struct pa_site *s)
{
    const struct rir_func *f = &a->m->funcs.data[s->func];
    const struct rir_insn *in = &f->insns[s->insn];
    uint64_t h = mix(in->nargs - pa_first_arg(in), in->nresults);
    for (uint32_t i = 0; i + pa_first_arg(in) < in->nargs; i++) {
        struct rir_argpos p = position(in, i);
        h = mix(h, (uint64_t)p.cpos << 16 | p.flags);
        h = mix(h, scalar_bits(f->values[in->args[i + pa_first_arg(in)]].type));
    }
    for (uint32_t i = 0; i < in->nresults; i++)
        h = mix(h, scalar_bits(f->values[in->result + i].type));
    return h;
}

static bool same_type(struct rir_scalar x, struct rir_scalar y)
{
    return x.cls == y.cls && x.bits == y.bits;
}

/* The same shape? Hashes alone are not trusted. */
static bool same_shape(const struct phase_a *a, const struct pa_site *s, const struct pa_site *t)
{
    const struct rir_func *f = &a->m->funcs.data[s->func], *g = &a->m->funcs.data[t->func];
    const struct rir_insn *x = &f->insns[s->insn], *y = &g->insns[t->insn];
    uint32_t xs = pa_first_arg(x), ys = pa_first_arg(y);
    if (x->nargs - xs != y->nargs - ys || x->nresults != y->nresults)
        return false;
    for (uint32_t i = 0; i + xs < x->nargs; i++) {
        struct rir_argpos p = position(x, i), q = position(y, i);
        if (p.cpos != q.cpos || p.flags != q.flags ||
            !same_type(f->values[x->args[i + xs]].type, g->values[y->args[i + ys]].type))
            return false;
    }
    for (uint32_t i = 0; i < x->nresults; i++)
        if (!same_type(f->values[x->result + i].type, g->values[y->result + i].type))
            return false;
    return true;
}

static bool is_plain(const struct phase_a *a, uint32_t func)
{
    return !a->funcs[func].described && !a->funcs[func].unknown &&
           (a->m->funcs.data[func].flags & RIR_FUNC_DEFINED) != 0;
}

static void fill(struct phase_a *a, struct pa_hub *h)
{
    struct pa_code code = a->codes.data[h->code];
    struct pa_site s = a->sites.data[h->site];
    const struct rir_insn *in = &a->m->funcs.data[s.func].insns[s.insn];
    for (uint32_t i = 0; i < code.nknown; i++) {
        if (!pa_fits(a, s.func, in, code.funcs[i]))
            continue;
        if (!is_plain(a, code.funcs[i])) {
            vec_push(&h->special, code.funcs[i]);
            continue;
        }
        vec_push(&h->funcs, code.funcs[i]);
        pa_call_plain(a, s.func, in, h, code.funcs[i]);
    }
}

static uint32_t new_hub(struct phase_a *a, uint32_t site, uint32_t code)
{
    const struct pa_site *s = &a->sites.data[site];
    const struct rir_insn *in = &a->m->funcs.data[s->func].insns[s->insn];
    struct pa_hub h = {.site = site, .code = code, .args = a->cells.len};
    for (uint32_t i = pa_first_arg(in); i < in->nargs; i++)
        pa_cell_new(a);
    h.results = a->cells.len;
    for (uint32_t i = 0; i < in->nresults; i++)
        pa_cell_new(a);
    fill(a, &h);
    vec_push(&a->hubs, h);
    return a->hubs.len - 1;
}

bool pa_hub_join(struct phase_a *a, uint32_t site, uint32_t code)
{
    struct pa_site *s = &a->sites.data[site];
    if (s->ann != RIR_NONE || s->unfiltered || a->codes.data[code].n < LARGE)
        return false;
    uint64_t key = mix(shape(a, s), code);
    uint32_t hub;
    if (!map_get(&a->hub_of, key, &hub)) {
        hub = new_hub(a, site, code);
        map_put(&a->hub_of, key, hub);
    }
    const struct pa_hub *h = &a->hubs.data[hub];
    if (h->code != code || !same_shape(a, s, &a->sites.data[h->site]))
        return false;
    s->hub = hub;
    const struct rir_insn *in = &a->m->funcs.data[s->func].insns[s->insn];
    for (uint32_t i = 0; i + pa_first_arg(in) < in->nargs; i++)
        pa_assign(a, pa_value(a, s->func, in->args[i + pa_first_arg(in)]), h->args + i);
    for (uint32_t i = 0; i < in->nresults; i++)
        pa_assign(a, h->results + i, pa_value(a, s->func, in->result + i));
    return true;
}
