/* Applying a model set to a linked program: by name, once, before the solver starts.
 *
 * Functions: a model's annotations are added to what the program's own source says. A function that
 * a system header declares is a library's: if the program defines one of that name itself (its own
 * `strlcpy`), the body counts and the model is left out. What the program declares with another
 * number of parameters is another function of that name, and not known. A model of the program's
 * own functions is applied to functions with a body as well: with FBP_TRUSTED it replaces the body,
 * else it is checked against it.
 *
 * Types: by tag or typedef name, in every unit. A tag on a typedef of an anonymous struct is put on
 * that struct too, because members of its type may be reached without passing the typedef.
 *
 * What the model says is only ever added: nothing that the source said is taken away. */
#include <string.h>

#include "model/library_variables.h"
#include "model/set.h"
#include "model/thread_values.h"
#include "rir/build.h"

struct apply {
    const struct model_set *set;
    struct rir_module *m;
    model_used *used;
    void *ctx;
};

static void tell(const struct apply *a, const char *name, const char *path)
{
    if (a->used != NULL)
        a->used(a->ctx, name, path);
}

/* ---- functions ---- */

static bool is_another(const struct model_func *model, const struct rir_func *f)
{
    return (f->flags & RIR_FUNC_VARIADIC) == 0 && !model->variadic &&
           (int)f->ncparams != model->params;
}

static bool applies(const struct model_func *model, const struct rir_func *f)
{
    bool body = (f->flags & RIR_FUNC_DEFINED) != 0 || f->alias != NULL;
    return !model->library || (!body && f->linkage != RIR_INTERNAL && !is_another(model, f));
}

static void apply_function(const struct apply *a, const struct model_func *model,
                           struct rir_func *f)
{
    if (!applies(model, f))
        return;
    uint32_t before = f->nanns;
    for (uint32_t i = 0; i < model->anns.len; i++)
        rir_add_ann(a->m, f, &model->anns.data[i]);
    if (f->nanns > before)
        tell(a, model->name, model->path);
}

static const struct model_func *find(const struct apply *a, const char *name,
                                     const struct map *byname)
{
    uint32_t at;
    if (name == NULL || !map_get(byname, (uint64_t)(uintptr_t)name, &at))
        return NULL;
    return &a->set->funcs.data[at];
}

/* Names of the two string tables meet here: the model's names are interned in the program's. */
static void apply_functions(const struct apply *a)
{
    struct map byname = {0};
    for (uint32_t i = 0; i < a->set->funcs.len; i++) {
        const char *name = intern_str(&a->m->strings, a->set->funcs.data[i].name);
        map_put(&byname, (uint64_t)(uintptr_t)name, i);
    }
    for (uint32_t i = 0; i < a->m->funcs.len; i++) {
        struct rir_func *f = &a->m->funcs.data[i];
        const char *written = f->linkage == RIR_INTERNAL && f->source != NULL ? f->source : f->name;
        const struct model_func *model = find(a, written, &byname);
        if (model != NULL)
            apply_function(a, model, f);
    }
    map_free(&byname);
}

/* ---- types, variables, members ---- */

static uint8_t rir_kind(uint8_t tag_kind)
{
    return tag_kind == MODEL_TYPEDEF ? RIR_T_TYPEDEF
           : tag_kind == MODEL_UNION ? RIR_T_UNION
                                     : RIR_T_STRUCT;
}

static void apply_type(const struct apply *a, const struct model_type *model)
{
    bool hit = false;
    for (uint32_t i = 0; i < a->m->types.len; i++) {
        struct rir_type *t = &a->m->types.data[i];
        if (t->name == NULL || t->kind != rir_kind(model->kind) ||
            strcmp(t->name, model->name) != 0)
            continue;
        hit = true;
        t->flags |= model->flags;
        if (t->kind != RIR_T_TYPEDEF || t->elem == RIR_NONE)
            continue;
        struct rir_type *target = &a->m->types.data[t->elem];
        if ((target->kind == RIR_T_STRUCT || target->kind == RIR_T_UNION) && target->name == NULL)
            target->flags |= model->flags;
    }
    if (hit)
        tell(a, model->name, model->path);
}

static bool is_owner(const struct rir_module *m, uint32_t type, const char *owner)
{
    const struct rir_type *t = &m->types.data[type];
    if (t->name != NULL && strcmp(t->name, owner) == 0)
        return true;
    for (uint32_t i = 0; t->name == NULL && i < m->types.len; i++) {
        const struct rir_type *td = &m->types.data[i];
        if (td->kind == RIR_T_TYPEDEF && td->elem == type && td->name != NULL &&
            strcmp(td->name, owner) == 0)
            return true;
    }
    return false;
}

static bool share_members(const struct apply *a, const struct model_shared *s, uint32_t type)
{
    bool hit = false;
    struct rir_type *t = &a->m->types.data[type];
    for (uint32_t k = 0; k < t->nfields; k++) {
        struct rir_field *field = &t->fields[k];
        if (field->name == NULL && field->type != RIR_NONE) {
            uint8_t kind = a->m->types.data[field->type].kind;
            if (kind == RIR_T_STRUCT || kind == RIR_T_UNION)
                hit |= share_members(a, s, field->type);
        } else if (field->name != NULL && strcmp(field->name, s->name) == 0) {
            field->flags |= RIR_FIELD_SHARED;
            field->why = intern_str(&a->m->strings, s->why);
            hit = true;
        }
    }
    return hit;
}

static void apply_shared(const struct apply *a, const struct model_shared *s)
{
    bool hit = false;
    if (s->owner == NULL) {
        for (uint32_t i = 0; i < a->m->globals.len; i++) {
            struct rir_global *g = &a->m->globals.data[i];
            const char *written = g->source != NULL ? g->source : g->name;
            if (strcmp(written, s->name) != 0)
                continue;
            g->flags |= RIR_GLOBAL_SHARED;
            g->why = intern_str(&a->m->strings, s->why);
            hit = true;
        }
    } else {
        for (uint32_t i = 0; i < a->m->types.len; i++) {
            uint8_t kind = a->m->types.data[i].kind;
            if ((kind == RIR_T_STRUCT || kind == RIR_T_UNION) && is_owner(a->m, i, s->owner))
                hit |= share_members(a, s, i);
        }
    }
    if (hit)
        tell(a, s->name, s->path);
}

/* Globals and members whose type has become a channel. */
static void mark_channels(const struct apply *a)
{
    for (uint32_t i = 0; i < a->m->globals.len; i++) {
        struct rir_global *g = &a->m->globals.data[i];
        if (g->type != RIR_NONE && (rir_type_flags(a->m, g->type) & RIR_TYPE_CHANNEL) != 0)
            g->flags |= RIR_GLOBAL_CHANNEL;
    }
    for (uint32_t i = 0; i < a->m->types.len; i++) {
        struct rir_type *t = &a->m->types.data[i];
        for (uint32_t k = 0; t->kind != RIR_T_FUNC && k < t->nfields; k++) {
            if (t->fields[k].type != RIR_NONE &&
                (rir_type_flags(a->m, t->fields[k].type) & RIR_TYPE_CHANNEL) != 0)
                t->fields[k].flags |= RIR_FIELD_CHANNEL;
        }
    }
}

void model_set_apply(const struct model_set *s, struct rir_module *program, model_used *used,
                     void *ctx)
{
    struct apply a = {s, program, used, ctx};
    apply_functions(&a);
    for (uint32_t i = 0; i < s->types.len; i++)
        apply_type(&a, &s->types.data[i]);
    for (uint32_t i = 0; i < s->shared.len; i++)
        apply_shared(&a, &s->shared.data[i]);
    mark_channels(&a);
    thread_values_define(program);
    library_variables_type(program);
}
