/* The words of findings about what stays and refers into a packet that is sent, or that a packet
 * refers to. */
#include "solve/c_names.h"
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

static const struct tie *tie_of(const struct collect *c, const struct place *p)
{
    return &c->x->all.data[p->ctx].body->ties.data[p->index];
}

/* "'m'": what is given away. */
static const char *packet_name(struct collect *c, const struct place *p, const char **plain)
{
    const struct tie *t = tie_of(c, p);
    const struct rir_func *f = c->x->all.data[p->ctx].body->f;
    struct arena *a = &c->out->result.arena;
    const struct rir_insn *in = &f->insns[t->insn];
    uint32_t value = t->described ? flow_operand(in, t->arg) : in->args[t->arg];
    const char *name = value == RIR_NONE ? NULL : c_name_of_value(c->x->s->m, f, value, a);
    *plain = name != NULL && name[0] == '&' ? name + 1 : name;
    return *plain == NULL ? "a packet" : arena_printf(a, "'%s'", *plain);
}

const char *verdict_aliased_message(struct collect *c, const struct place *p, const char *who,
                                    struct target end, uint32_t end_ctx, const char **object)
{
    struct arena *a = &c->out->result.arena;
    const char *packet = packet_name(c, p, object);
    if (p->j.certainty == CERTAINTY_UNPROVEN)
        return arena_printf(a, "%s may send a packet while something else still refers into it",
                            who);
    const struct body *b = c->x->all.data[end_ctx].body;
    const char *name = name_of_target(&c->j, end_ctx, end, 0);
    bool itself = b->nodes.data[end.node].kind == N_GLOBAL && tie_of(c, p)->kind != TIE_LINKED;
    if (itself)
        return arena_printf(a,
                            "%s sends %s, which refers to static object '%s': who receives it and "
                            "whoever names '%s' share that; if nobody writes it, declare it const",
                            who, packet, name, name);
    return arena_printf(a, "%s sends %s while global '%s' still refers to %s", who, packet,
                        name == NULL ? "?" : name, tie_of(c, p)->root ? "it" : "a part of it");
}

/* Where the path has put it there. */
static uint32_t storing_insn(const struct collect *c, const struct place *p, struct target end,
                             uint32_t end_ctx)
{
    const struct body *b = c->x->all.data[end_ctx].body;
    if (p->j.since != RIR_NONE)
        return p->j.since;
    for (uint32_t i = 0; i < b->storings.len; i++) {
        uint32_t n;
        const struct target *at = set_get(&c->x->s->sets, b->storings.data[i].at, &n);
        for (uint32_t k = 0; k < n; k++)
            if (b->nodes.data[at[k].node].kind == N_GLOBAL && at[k].cert >= CERT_PATH &&
                b->nodes.data[at[k].node].ref == b->nodes.data[end.node].ref)
                return b->storings.data[i].insn;
    }
    return RIR_NONE;
}

uint32_t verdict_aliased_since(struct collect *c, const struct place *p, struct target end,
                               uint32_t end_ctx, struct finding_note out[PACKET_NOTES])
{
    if (p->j.certainty != CERTAINTY_VIOLATION)
        return 0;
    uint32_t ctx = p->j.since != RIR_NONE ? p->j.since_ctx : end_ctx;
    const struct body *b = c->x->all.data[ctx].body, *at_end = c->x->all.data[end_ctx].body;
    if (at_end->nodes.data[end.node].kind == N_GLOBAL && tie_of(c, p)->kind != TIE_LINKED)
        return 0;
    uint32_t insn = storing_insn(c, p, end, end_ctx);
    if (insn == RIR_NONE)
        return 0;
    const struct rir_insn *in = &b->f->insns[insn];
    const char *who = source_name(b->f);
    out[0].pos = verdict_source_pos(position_within(b->f, insn));
    if (in->op == RIR_CALL)
        out[0].text = arena_printf(&c->out->result.arena,
                                   "'%s', which stores it there, is called here by '%s'; take it "
                                   "out of there before it is sent, or send a copy",
                                   source_name(&c->x->s->m->funcs.data[in->ref]), who);
    else
        out[0].text = arena_printf(&c->out->result.arena,
                                   "'%s' stores it there here; set that to NULL before the packet "
                                   "is sent, or send a copy",
                                   who);
    return 1;
}
