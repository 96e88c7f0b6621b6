/* Of an instruction that optimizations have merged of two the place is known as far as both have
 * it: the line, without a column; or only the function in which it is now.
 *
 * A function contains its own code and, inlined, that of what it calls, and of what that calls. A
 * call through a pointer may become one of any function whose address is taken. A line contains the
 * places in it, and what the calls in it contain. Where a function has lines of several files (it
 * includes one), the line may be that of any, and is taken for all of the function. Functions are
 * known by their symbols alone: where several units have one of the same name they count as one. */
#include "check/inside.h"

static uint64_t function_key(const struct rir_func *f)
{
    return rir_inside_key(f->source != NULL ? f->source : f->name);
}

static uint64_t line_key(const char *file, uint32_t line)
{
    struct rir_pos pos = {.file = file, .line = line};
    return rir_pos_key(&pos);
}

void inside_keys(const struct rir_func *f, uint32_t insn, uint64_t keys[2])
{
    const struct rir_pos *pos = &f->sites[f->insns[insn].site].pos;
    keys[0] = function_key(f);
    keys[1] = line_key(pos->file, pos->line);
}

static uint32_t code(struct inside *s, uint64_t key)
{
    uint32_t at;
    if (map_get(&s->index, key, &at))
        return at;
    at = s->code.len;
    map_put(&s->index, key, at);
    struct inside_code one = {.key = key};
    vec_push(&s->code, one);
    return at;
}

static void hold(struct inside *s, uint32_t at, uint32_t other)
{
    uint32_t n = s->code.data[at].holds.len;
    if (n == 0 || s->code.data[at].holds.data[n - 1] != other)
        vec_push(&s->code.data[at].holds, other);
}

/* What a call may put there. */
static void call(struct inside *s, const struct rir_module *m, const struct rir_insn *in,
                 uint32_t at)
{
    if (in->op == RIR_CALLI)
        s->code.data[at].calls_any = true;
    if (in->op == RIR_CALL && (m->funcs.data[in->ref].flags & RIR_FUNC_DEFINED) != 0)
        hold(s, at, code(s, function_key(&m->funcs.data[in->ref])));
}

typedef VEC(const char *) names;

static void find_files(const struct rir_func *f, names *files)
{
    files->len = 0;
    for (uint32_t i = 0; i < f->nsites; i++) {
        bool known = f->sites[i].pos.file == NULL;
        for (uint32_t k = 0; k < files->len && !known; k++)
            known = files->data[k] == f->sites[i].pos.file;
        if (!known)
            vec_push(files, f->sites[i].pos.file);
    }
}

static void learn_function(struct inside *s, const struct rir_module *m, const struct rir_func *f,
                           names *files)
{
    uint32_t own = code(s, function_key(f));
    if ((f->flags & RIR_FUNC_ADDRESS_TAKEN) != 0)
        vec_push(&s->taken, own);
    find_files(f, files);
    for (uint32_t i = 0; i < f->ninsns; i++) {
        const struct rir_insn *in = &f->insns[i];
        uint32_t line = in->site == RIR_NONE ? 0 : f->sites[in->site].pos.line;
        call(s, m, in, own);
        for (uint32_t k = 0; k < files->len && line != 0; k++) {
            uint32_t at = code(s, line_key(files->data[k], line));
            call(s, m, in, at);
            if (files->len > 1)
                hold(s, at, own);
        }
    }
}

void inside_learn(struct inside *s, const struct rir_module *m)
{
    names files = {0};
    for (uint32_t i = 0; i < m->funcs.len; i++)
        if ((m->funcs.data[i].flags & RIR_FUNC_DEFINED) != 0)
            learn_function(s, m, &m->funcs.data[i], &files);
    vec_free(&files);
}

void inside_add_state(struct inside *s, const struct rir_func *f, uint32_t insn, uint32_t state)
{
    uint64_t keys[2];
    inside_keys(f, insn, keys);
    for (int i = 0; i < 2; i++)
        if (keys[i] != 0)
            s->code.data[code(s, keys[i])].state |= state;
}

static void meet(struct inside *s, uint32_t at)
{
    if (s->code.data[at].visit == s->visits)
        return;
    s->code.data[at].visit = s->visits;
    vec_push(&s->todo, at);
}

bool inside_each(struct inside *s, uint64_t key, void (*visit)(const struct inside_code *, void *),
                 void *context)
{
    uint32_t at;
    if (!map_get(&s->index, key, &at))
        return false;
    bool any = false;
    s->visits++;
    meet(s, at);
    while (s->todo.len > 0) {
        const struct inside_code *c = &s->code.data[s->todo.data[--s->todo.len]];
        visit(c, context);
        for (uint32_t i = 0; i < c->holds.len; i++)
            meet(s, c->holds.data[i]);
        for (uint32_t i = 0; c->calls_any && !any && i < s->taken.len; i++)
            meet(s, s->taken.data[i]);
        any |= c->calls_any;
    }
    return true;
}

void inside_free(struct inside *s)
{
    for (uint32_t i = 0; i < s->code.len; i++)
        vec_free(&s->code.data[i].holds);
    map_free(&s->index);
    vec_free(&s->code);
    vec_free(&s->taken);
    vec_free(&s->todo);
}
