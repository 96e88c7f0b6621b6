/* Which entry nodes of a body are certainly different objects, whatever a caller passes: by phase
 * A.
 *
 * B-N6 (I1). What a parameter or a static variable refers to is in one class of phase A, and what
 * hangs below in those that this class leads to. So two of these objects are different if their
 * classes do not overlap; and what hangs below one of them is not the other one if no class leads
 * from there to that. The latter holds for classes of which unknown code has no objects, and in
 * programs that find nothing in a packet that they have not put there: what is loaded from such
 * memory may be of any class.
 *
 * Not asked: whether two objects are different that both lie below a root. */
#include "solve/body.h"

#include <stdlib.h>

static uint32_t class_of_root(const struct body *b, uint32_t root)
{
    const struct node *n = &b->nodes.data[root];
    if (n->kind == N_GLOBAL)
        return phase_a_class_of_global(b->s->a, n->ref);
    uint32_t value = n->kind == N_PARAM ? b->f->params[n->ref].value : RIR_NONE;
    return value == RIR_NONE ? RIR_NONE : phase_a_class(b->s->a, b->func, value);
}

static bool is_known(const struct solver *s, uint32_t cls)
{
    return !phase_a_class_unknown(s->a, cls) && !phase_a_class_escaped(s->a, cls) &&
           !s->marks[MARK_SENT].outside && !s->marks[MARK_FROZEN].outside;
}

static bool leads_back(struct solver *s, uint32_t cls)
{
    if (s->leads_back == NULL)
        s->leads_back = calloc(phase_a_stats(s->a).classes + 1, sizeof *s->leads_back);
    if (s->leads_back == NULL)
        abort();
    if (s->leads_back[cls] == 0)
        s->leads_back[cls] = phase_a_leads_back(s->a, cls) ? 2 : 1;
    return s->leads_back[cls] == 2;
}

/* What hangs below the one object is not the other one. */
static bool is_not_below(struct solver *s, uint32_t cls, uint32_t from)
{
    return is_known(s, cls) &&
           !(cls == from ? leads_back(s, cls) : phase_a_class_reaches(s->a, from, cls));
}

bool node_is_apart(const struct body *b, uint32_t x, uint32_t y)
{
    struct solver *s = b->s;
    uint32_t rx = b->nodes.data[x].root, ry = b->nodes.data[y].root;
    uint32_t cx = class_of_root(b, rx), cy = class_of_root(b, ry);
    if (cx == RIR_NONE || cy == RIR_NONE || x == y || (x != rx && y != ry))
        return false;
    if (rx != ry && MUTANT(s, 78))
        return true;
    if (x == rx && y == ry)
        return !phase_a_classes_overlap(s->a, cx, cy);
    return x == rx ? is_not_below(s, cx, cy) : is_not_below(s, cy, cx);
}
