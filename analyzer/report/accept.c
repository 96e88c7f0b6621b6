/* Findings that the user accepts by how they are ordered.
 *
 * The author vouches that a lock, or an atomic operation, is what the place needs. So the finding
 * becomes something that is believed: listed and counted there, and in no other number but that of
 * places. */
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

static void believe(struct result *r, const struct finding *f)
{
    char *why = report_order_words(f);
    struct trusted_info info = {.kind = TRUST_ACCEPTED, .pos = f->pos};
    info.name = f->object != NULL ? f->object : f->memory != NULL ? f->memory : f->function;
    info.why = arena_strdup(&r->arena, why);
    free(why);
    vec_push(&r->trusted, info);
}

void result_accept(struct result *r, const bool ordered[ORDER_COUNT])
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < r->findings.len; i++) {
        const struct finding *f = &r->findings.data[i];
        if (ordered[f->order]) {
            uncount(r, f);
            believe(r, f);
        } else {
            r->findings.data[kept++] = *f;
        }
    }
    r->findings.len = kept;
}
