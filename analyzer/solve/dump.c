/* --dump=exits|states|verdicts: what a stage made, for people who debug programs or this solver. */
#include "solve/dump.h"

#include "solve/judge.h"

static void print_node(FILE *out, const struct body *b, uint32_t node)
{
    const struct node *n = &b->nodes.data[node];
    const struct rir_module *m = b->s->m;
    switch ((enum node_kind)n->kind) {
    case N_UNKNOWN:
        fprintf(out, "unknown(%s)", node_reason(b, node));
        break;
    case N_PARAM: {
        const char *name = b->f->params[n->ref].name;
        if (name != NULL)
            fprintf(out, "*%s", name);
        else
            fprintf(out, "*param%u", n->ref + 1);
        break;
    }
    case N_PATH:
        print_node(out, b, n->parent);
        fprintf(out, n->stride != 0 ? ".%d+%uk" : ".%d", n->off, n->stride);
        break;
    case N_REST:
        fputs("rest(", out);
        print_node(out, b, n->ref);
        fputs(")", out);
        break;
    case N_VARARGS:
        fputs("varargs", out);
        break;
    case N_GLOBAL:
        fprintf(out, "@%s", m->globals.data[n->ref].name);
        break;
    case N_GREST:
        fprintf(out, "reach(@%s)", n->ref == RIR_NONE ? "*" : m->globals.data[n->ref].name);
        break;
    case N_STACK:
        fprintf(out, "stack.%u", n->ref);
        break;
    case N_HEAP:
        fprintf(out, "heap.%u.%d", n->ref, n->off);
        break;
    case N_OLD:
        fprintf(out, "older.%u.%d", n->ref, n->off);
        break;
    case N_CONSTS:
        fputs("constants", out);
        break;
    case N_FUNC:
        fprintf(out, "@%s", n->ref == RIR_NONE ? "*" : m->funcs.data[n->ref].name);
        break;
    case N_HANDLE:
        fprintf(out, "handle.%u", n->ref);
        break;
    case N_POT:
        fprintf(out, "pot.%x", n->ref);
        break;
    case N_MARK:
        fputs(n->ref == MARK_SENT     ? "sent"
              : n->ref == MARK_FROZEN ? "frozen"
              : n->ref == MARK_SHARED ? "shared"
              : n->ref == MARK_MOVED  ? "moved"
              : n->ref == MARK_HOME   ? "home"
              : n->ref == MARK_PUT    ? "put"
                                      : "lent",
              out);
        break;
    }
}

static void print_set(FILE *out, const struct body *b, set_id s)
{
    static const char *const mark[] = {"?", "", "!"};
    uint32_t n;
    const struct target *v = set_get(&b->s->sets, s, &n);
    fputs("{", out);
    for (uint32_t i = 0; i < n; i++) {
        fputs(i == 0 ? "" : ", ", out);
        fputs(v[i].linked ? "below " : "", out);
        print_node(out, b, v[i].node);
        if (v[i].stride == 1)
            fputs("+*", out);
        else if (v[i].stride != 0)
            fprintf(out, "+%d+%uk", v[i].off, v[i].stride);
        else if (v[i].off != 0)
            fprintf(out, "+%d", v[i].off);
        fputs(mark[v[i].cert], out);
    }
    fputs("}", out);
}

static void print_slot(FILE *out, const struct body *b, const struct slot *s)
{
    fputs("    ", out);
    print_node(out, b, s->node);
    fprintf(out, s->stride != 0 ? " [%d+%uk] = " : " [%d] = ", s->off, s->stride);
    print_set(out, b, s->set);
    fputs("\n", out);
}

static void print_ids(FILE *out, const char *what, const struct id_vec *v)
{
    if (v->len == 0)
        return;
    fprintf(out, "    %s:", what);
    for (uint32_t i = 0; i < v->len; i++)
        fprintf(out, " start.%u", v->data[i]);
    fputs("\n", out);
}

static void header(FILE *out, const struct body *b, const char *what)
{
    fprintf(out, "%s of %s (%s)", what, source_name(b->f),
            b->aliased ? "arguments may overlap" : "arguments are disjoint");
    if (is_copy(b->s->spec, b->func))
        fprintf(out, ", copied for '%s'",
                source_name(&b->s->m->funcs.data[copy_site(b->s->spec, b->func)->func]));
    fputs("\n", out);
}

static void print_known(FILE *out, struct known k)
{
    static const char *const classes[] = {"nothing",  "negative", "zero",         "not positive",
                                          "positive", "not zero", "not negative", "anything"};
    if (k.exact)
        fprintf(out, "%lld", (long long)k.value);
    else
        fputs(classes[k.signs & SIGN_ANY], out);
}

static void print_exit(FILE *out, const struct body *b, const struct exit *x)
{
    for (uint32_t i = 0; i < image_len(x->mem); i++)
        print_slot(out, b, &x->mem->data[i]);
    for (uint32_t i = 0; i < x->results.len; i++) {
        fprintf(out, "    result %u = ", i);
        print_set(out, b, x->results.data[i]);
        fputs("\n", out);
    }
    print_ids(out, "may be running", &x->running);
    print_ids(out, "joined", &x->joined);
}

static void print_class(FILE *out, const struct body *b, const struct exit *x)
{
    fputs("  where", out);
    for (uint32_t i = 0; i < x->facts.len; i++) {
        uint32_t of = x->facts.data[i].value;
        const char *name = of == FACT_RESULT  ? "the result"
                           : of == FACT_GIVEN ? "what was given away"
                                              : b->f->params[of].name;
        if (name != NULL)
            fprintf(out, "%s %s is ", i == 0 ? "" : ",", name);
        else
            fprintf(out, "%s param%u is ", i == 0 ? "" : ",", of + 1);
        print_known(out, x->facts.data[i].is);
    }
    fputs(x->facts.len == 0 ? " nothing is known:\n" : ":\n", out);
    print_exit(out, b, x);
}

void dump_exit(FILE *out, const struct body *b)
{
    header(out, b, "exit");
    fprintf(out, "    %s%s%s\n", b->exit.returns ? "returns" : "does not return",
            b->exit.havoc ? ", runs unknown code" : "", b->coarse ? ", coarse" : "");
    if (b->nclasses == 0)
        print_exit(out, b, &b->exit);
    for (uint32_t i = 0; i < b->nclasses; i++)
        print_class(out, b, &b->classes[i]);
}

static void print_value(FILE *out, const struct body *b, uint32_t value)
{
    const char *name = b->f->values[value].name;
    fprintf(out, "    %%%u%s%s = ", value, name ? " " : "", name ? name : "");
}

static void print_state(FILE *out, const struct body *b, uint32_t block, const struct state *st)
{
    const char *name = b->f->blocks[block].name;
    fprintf(out, "  block %u%s%s:\n", block, name ? " " : "", name ? name : "");
    for (uint32_t k = 0; k < st->facts.len && st->facts.data[k].value != FACT_GIVEN; k++) {
        print_value(out, b, st->facts.data[k].value);
        print_known(out, st->facts.data[k].is);
        fputs("\n", out);
    }
    for (uint32_t k = 0; k < st->vals.len; k++) {
        print_value(out, b, st->vals.data[k].value);
        print_set(out, b, st->vals.data[k].set);
        fputs("\n", out);
    }
    for (uint32_t k = 0; k < image_len(st->mem); k++)
        print_slot(out, b, &st->mem->data[k]);
    print_ids(out, "may be running", &st->running);
}

void dump_states(FILE *out, const struct body *b)
{
    header(out, b, "states");
    for (uint32_t i = 0; i < b->w->norder; i++)
        for (uint32_t k = 0; k < b->in[b->w->order[i]].n; k++)
            print_state(out, b, b->w->order[i], &b->in[b->w->order[i]].list[k]);
}

void dump_verdicts(FILE *out, const struct rir_module *m, const struct solve_result *r)
{
    static const char *const word[] = {"proved", "unproven", "violation"};
    for (uint32_t i = 0; i < r->verdicts.len; i++) {
        const struct solve_verdict *v = &r->verdicts.data[i];
        const struct rir_func *f = &m->funcs.data[v->func];
        uint32_t site = f->insns[v->insn].site;
        struct rir_pos p = site == RIR_NONE ? f->pos : f->sites[site].pos;
        enum certainty worst = CERTAINTY_PROVED;
        for (int k = 0; k < KIND_COUNT; k++)
            if (v->worst[k] > worst)
                worst = v->worst[k];
        fprintf(out, "%s:%u:%u: %s: %s%s\n", p.file == NULL ? "?" : p.file, p.line, p.col,
                source_name(f), word[worst], v->open ? ", loans not judged" : "");
    }
}
