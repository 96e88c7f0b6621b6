/* Findings that become something believed.
 *
 * The author vouches for them: that a lock, or an atomic operation, is what the place needs, or for
 * a reason of his own. They are listed and counted among what is believed, and in no other number
 * but that of places. */
#include "report/accept.h"

#include <stdlib.h>

#include "report/groups.h"

void result_add_believed(struct result *r, const struct finding *f, struct trusted_info info)
{
    info.pos = f->pos;
    info.name = f->object != NULL ? f->object : f->memory != NULL ? f->memory : f->function;
    vec_push(&r->trusted, info);
}

bool finding_is_accepted(const struct finding *f, const bool ordered[ORDER_COUNT],
                         struct arena *arena, struct trusted_info *info)
{
    if (!ordered[f->order])
        return false;
    char *why = report_order_words(f);
    *info = (struct trusted_info){.kind = TRUST_ACCEPTED, .why = arena_strdup(arena, why)};
    free(why);
    return true;
}
