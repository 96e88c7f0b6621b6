/* Findings that become something believed.
 *
 * The author vouches for them: that a lock, or an atomic operation, is what the place needs, or for
 * a reason of his own. They are listed and counted among what is believed, and in no other number
 * but that of places. */
#include "report/accept.h"

#include <stdlib.h>

#include "report/groups.h"

static void uncount(struct result *r, const struct finding *f)
{
    bool violation = f->certainty == CERTAINTY_VIOLATION;
    uint32_t n = r->programs.len == 0 ? 1 : f->nprograms;
    *(violation ? &r->violations : &r->unproven) -= n;
    for (uint32_t i = 0; i < f->nprograms; i++) {
        struct program_info *p = &r->programs.data[f->programs[i]];
        *(violation ? &p->violations : &p->unproven) -= 1;
    }
}

static void believe(struct result *r, const struct finding *f, struct trusted_info info)
{
    info.pos = f->pos;
    info.name = f->object != NULL ? f->object : f->memory != NULL ? f->memory : f->function;
    vec_push(&r->trusted, info);
}

void result_believe(struct result *r, result_believed *is, void *ctx)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < r->findings.len; i++) {
        const struct finding *f = &r->findings.data[i];
        struct trusted_info info = {0};
        if (is(ctx, f, &info)) {
            uncount(r, f);
            believe(r, f, info);
        } else {
            r->findings.data[kept++] = *f;
        }
    }
    r->findings.len = kept;
}

struct accepting {
    struct arena *arena;
    const bool *ordered;
};

static bool is_ordered(void *ctx, const struct finding *f, struct trusted_info *info)
{
    const struct accepting *a = ctx;
    if (!a->ordered[f->order])
        return false;
    char *why = report_order_words(f);
    *info = (struct trusted_info){.kind = TRUST_ACCEPTED, .why = arena_strdup(a->arena, why)};
    free(why);
    return true;
}

void result_accept(struct result *r, const bool ordered[ORDER_COUNT])
{
    struct accepting a = {&r->arena, ordered};
    result_believe(r, is_ordered, &a);
}
