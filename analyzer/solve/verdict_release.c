/* What to do about a frozen object that is freed: a function that is trusted may do so, ready to be
 * pasted, where the program has none yet. */
#include "solve/publish.h"
#include "solve/unplaced.h"
#include "solve/verdict_int.h"

#include <string.h>

static const char trusted[] = "FBP_TRUSTED(\"nobody can read it any more when this is called\")";

/* "struct text": of what the operand points to, through the conversions; NULL: it has no name. */
static const char *type_of(struct collect *c, const struct place *p)
{
    const struct rir_module *m = c->x->s->m;
    const struct body *b = c->x->all.data[p->ctx].body;
    const char *name = packet_immutable_type(c, p);
    uint32_t value = access_operand(b, packet_access(c, p));
    if (name != NULL || value == RIR_NONE)
        return name;
    uint32_t type = rir_type_pointee(m, b->f->values[flow_base(b->f, value)].src);
    uint32_t bare = type == RIR_NONE ? RIR_NONE : rir_type_strip(m, type);
    if (bare == RIR_NONE ||
        (m->types.data[bare].kind != RIR_T_STRUCT && m->types.data[bare].kind != RIR_T_UNION))
        return NULL;
    return publish_name_of(c->x->s, type, &c->out->result.arena);
}

static const struct rir_func *function_called(const struct collect *c, const char *name)
{
    const struct rir_module *m = c->x->s->m;
    for (uint32_t i = 0; i < m->funcs.len; i++)
        if (strcmp(source_name(&m->funcs.data[i]), name) == 0)
            return &m->funcs.data[i];
    return NULL;
}

/* The function frees what it is given, and does so for others. */
static bool is_release(const struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    uint32_t value = access_operand(b, packet_access(c, p));
    return p->j.since_ctx != p->ctx && value != RIR_NONE &&
           b->f->values[flow_base(b->f, value)].kind == RIR_V_PARAM;
}

const char *verdict_release_help(struct collect *c, const struct place *p, const char *name)
{
    struct arena *a = &c->out->result.arena;
    const struct body *b = c->x->all.data[p->ctx].body;
    const char *type = type_of(c, p);
    if (packet_makes_another(c, p))
        return arena_printf(
            a,
            "to fix it, allocate new memory and copy the old into that, instead of "
            "this '%s'",
            source_name(&c->x->s->m->funcs.data[b->f->insns[packet_access(c, p)->insn].ref]));
    if (is_release(c, p))
        return arena_printf(a,
                            "to fix it, free this only when nobody can read it any more (after all "
                            "joins), and declare that (<fbp/annotate.h>; then fbp-check believes "
                            "that it is so; the text is for people), "
                            "in front of the definition of '%s': %s",
                            source_name(b->f), trusted);
    if (type == NULL)
        return arena_printf(a,
                            "to fix it, do not free %s here, or, when nobody can read it any more "
                            "(after all joins), let a function of your own do so, and declare that "
                            "(<fbp/annotate.h>; then fbp-check believes that it is so; the text is "
                            "for people): %s void release(void *p);",
                            name, trusted);
    const char *space = strchr(type, ' '), *tag = space == NULL ? type : space + 1;
    const char *function = arena_printf(a, "%s_free", tag);
    const struct rir_func *there = function_called(c, function);
    if (there != NULL && rir_func_ann(there, RIR_ANN_TRUSTED) != NULL)
        return arena_printf(
            a,
            "to fix it, do not free %s here, or, when nobody can read it any more "
            "(after all joins), let '%s' do so, which is declared FBP_TRUSTED: that is believed",
            name, function);
    if (there != NULL)
        function = arena_printf(a, "%s_release", tag);
    return arena_printf(a,
                        "to fix it, do not free %s here, or, when nobody can read it any more "
                        "(after all joins), let a function of your own do so, and declare that "
                        "(<fbp/annotate.h>; then fbp-check believes that it is so; the text is for "
                        "people): %s void %s(%s *p);",
                        name, trusted, function, type);
}
