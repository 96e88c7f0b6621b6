/* Only what one instruction of the body shows by itself counts: a write to a variable by its name,
 * or through the parameter that it was passed, a parameter that is never used, a result that is a
 * variable of the program. What callees do, and what goes through memory, contradicts nothing; so
 * no annotation is refused that may be right. */
#include "check/agree.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "check/paths.h"
#include "check/say.h"
#include "model/set.h"
#include "solve/flow.h"

struct body {
    const struct rir_module *m;
    const struct rir_func *f;
    struct map *said;
    bool agrees;
};

static bool has(const struct rir_func *f, enum rir_ann_kind kind, int16_t n)
{
    for (uint32_t i = 0; i < f->nanns; i++)
        if (f->anns[i].kind == kind && f->anns[i].a == n)
            return true;
    return false;
}

/* What the value points into by computation alone: a variable, a parameter's C position. */
static const struct rir_global *variable_of(const struct body *b, uint32_t value)
{
    const struct rir_value *v = &b->f->values[flow_base(b->f, value)];
    return v->kind == RIR_V_GLOBAL ? &b->m->globals.data[v->ref] : NULL;
}

static int16_t parameter_of(const struct body *b, uint32_t value)
{
    uint32_t base = flow_base(b->f, value);
    for (uint32_t p = 0; p < b->f->nparams; p++)
        if (b->f->params[p].value == base && (b->f->params[p].pos.flags & RIR_ARG_BYVAL) == 0)
            return (int16_t)b->f->params[p].pos.cpos;
    return 0;
}

static void contradicts(struct body *b, const struct rir_ann *n, const struct rir_insn *at,
                        const char *does, const char *what)
{
    const struct rir_func *f = b->f;
    const struct rir_pos *pos = &f->pos;
    char where[24] = "";
    if (at != NULL && at->site != RIR_NONE && f->sites[at->site].pos.line != 0)
        snprintf(where, sizeof where, " in line %" PRIu32, f->sites[at->site].pos.line);
    b->agrees = false;
    struct arena text = {0};
    const char *line = arena_printf(
        &text,
        "%s:%" PRIu32
        ": %s on '%s': its body %s%s%s%s; take the annotation out, or mark the function "
        "FBP_TRUSTED",
        pos->file == NULL ? b->m->name : path_shown(pos->file), pos->line,
        model_ann_table[n->kind].title, f->source != NULL ? f->source : f->name, does, what,
        where[0] != '\0' ? "," : "", where);
    uint32_t seen;
    uint64_t key = hash_mem(line, strlen(line));
    if (!map_get(b->said, key, &seen))
        say("%s", line);
    map_put(b->said, key, 1);
    arena_free(&text);
}

/* The address operand of a write; RIR_NONE: it is none. */
static uint32_t written(const struct rir_insn *in)
{
    switch ((enum rir_op)in->op) {
    case RIR_STORE:
    case RIR_WRITE:
    case RIR_RMW:
    case RIR_CAS:
    case RIR_FILL:
    case RIR_COPY:
        return in->args[0];
    default:
        return RIR_NONE;
    }
}

/* FBP_PURE, FBP_READS and FBP_WRITES say all that the function does. */
static void check_writes(struct body *b, const struct rir_ann *n)
{
    for (uint32_t i = 0; i < b->f->ninsns && b->agrees; i++) {
        const struct rir_insn *in = &b->f->insns[i];
        uint32_t at = written(in);
        const struct rir_global *v = at == RIR_NONE ? NULL : variable_of(b, at);
        int16_t p = at == RIR_NONE ? 0 : parameter_of(b, at);
        if (v != NULL && (v->flags & (RIR_GLOBAL_TLS | RIR_GLOBAL_SHARED)) == 0)
            contradicts(b, n, in, "writes a static variable: ", v->name);
        else if (p != 0 && n->kind == RIR_ANN_PURE)
            contradicts(b, n, in, "writes through a parameter", "");
        else if (p == n->a && p != 0 && n->kind == RIR_ANN_READS && !has(b->f, RIR_ANN_WRITES, p))
            contradicts(b, n, in, "writes what the parameter refers to", "");
    }
}

static void check_kept(struct body *b, const struct rir_ann *n)
{
    for (uint32_t i = 0; i < b->f->ninsns && b->agrees; i++) {
        const struct rir_insn *in = &b->f->insns[i];
        const struct rir_global *v = in->op == RIR_STORE ? variable_of(b, in->args[0]) : NULL;
        if (v != NULL && parameter_of(b, in->args[1]) == n->a)
            contradicts(b, n, in, "keeps the parameter in a static variable: ", v->name);
    }
}

static bool is_used(const struct body *b, int16_t cpos)
{
    bool any = false;
    for (uint32_t p = 0; p < b->f->nparams; p++) {
        if ((int16_t)b->f->params[p].pos.cpos != cpos)
            continue;
        if (b->f->params[p].value == RIR_NONE)
            return true; /* how it is passed is not known */
        any = true;
        for (uint32_t i = 0; i < b->f->ninsns; i++)
            for (uint32_t a = 0; a < b->f->insns[i].nargs; a++)
                if (b->f->insns[i].args[a] == b->f->params[p].value)
                    return true;
    }
    return !any;
}

static void check_used(struct body *b, const struct rir_ann *n, int16_t cpos)
{
    if (cpos > 0 && cpos <= (int16_t)b->f->ncparams && !is_used(b, cpos))
        contradicts(b, n, NULL, "does nothing with that parameter", "");
}

static void check_result(struct body *b, const struct rir_ann *n)
{
    for (uint32_t i = 0; i < b->f->ninsns && b->agrees; i++) {
        const struct rir_insn *in = &b->f->insns[i];
        const struct rir_global *v =
            in->op == RIR_RET && in->nargs == 1 ? variable_of(b, in->args[0]) : NULL;
        if (v != NULL && (v->flags & (RIR_GLOBAL_CONST | RIR_GLOBAL_STRING)) == 0)
            contradicts(b, n, in, "returns a static variable: ", v->name);
    }
}

static void check(struct body *b, const struct rir_ann *n)
{
    b->agrees = true;
    switch ((enum rir_ann_kind)n->kind) {
    case RIR_ANN_PURE:
    case RIR_ANN_READS:
    case RIR_ANN_WRITES:
        check_writes(b, n);
        break;
    case RIR_ANN_BORROWS:
        check_kept(b, n);
        break;
    case RIR_ANN_FREES:
    case RIR_ANN_KEEPS:
    case RIR_ANN_SENDS:
    case RIR_ANN_SENDS_IF:
    case RIR_ANN_SENDS_COPY:
    case RIR_ANN_FREEZES:
    case RIR_ANN_CALLS:
    case RIR_ANN_CALLS_LATER:
    case RIR_ANN_SPAWNS:
    case RIR_ANN_SPAWNS_IF:
        check_used(b, n, n->a);
        break;
    case RIR_ANN_LINKS:
        check_used(b, n, n->b);
        break;
    case RIR_ANN_RECEIVES:
        check_result(b, n);
        break;
    case RIR_ANN_POINTS_INTO:
        if (n->a == 0)
            check_result(b, n);
        break;
    default: /* says nothing that one instruction could contradict */
        break;
    }
}

bool agree_find(const struct rir_module *program, struct map *said)
{
    bool all = true;
    for (uint32_t i = 0; i < program->funcs.len; i++) {
        struct body b = {program, &program->funcs.data[i], said, true};
        if ((b.f->flags & RIR_FUNC_DEFINED) == 0 || rir_func_ann(b.f, RIR_ANN_TRUSTED) != NULL)
            continue;
        for (uint32_t n = 0; n < b.f->nanns; n++) {
            check(&b, &b.f->anns[n]);
            all &= b.agrees;
        }
    }
    return all;
}
