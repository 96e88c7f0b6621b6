/* What a callee has given away, at the call: what it has sent and frozen, what it has lent and
 * which tasks it has joined, in the caller's terms. Of an array it may have been given an element:
 * so certainty ends where what was passed is a part. */
#include "solve/apply_int.h"
#include "solve/held.h"

/* Where the callee was given a part it may have been an element of an array: not the array. */
static set_id whole_objects(struct binding *k, set_id s)
{
    struct set_table *t = sets_of(k->e);
    struct target_vec v = {0};
    uint32_t n;
    const struct target *from = set_get(t, s, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target x = {.node = from[i].node, .stride = 1, .linked = from[i].linked};
        x.cert = from[i].off == 0 && from[i].stride == 0 ? from[i].cert : CERT_MAY;
        vec_push(&v, x);
    }
    s = set_make(t, v.data, v.len);
    vec_free(&v);
    return s;
}

/* B-K5. What a task sends that is nobody's or everybody's is its own mistake, by which it breaks
 * the model before anybody else meets the object. */
static bool gives_away(const struct binding *k, enum mark m, uint32_t node)
{
    uint8_t kind = k->callee->nodes.data[node].kind;
    return k->mode != APPLY_START || m != MARK_SENT || (kind != N_GREST && kind != N_UNKNOWN);
}

/* What the callee has sent or frozen, in the caller's terms; each object of it, not one of them. */
set_id apply_marked_by(struct binding *k, enum mark m)
{
    struct set_table *t = sets_of(k->e);
    struct gather all = {0};
    for (uint32_t i = 0; i < image_len(k->exit->mem); i++) {
        struct slot s = k->exit->mem->data[i];
        const struct node *node = &k->callee->nodes.data[s.node];
        uint32_t n = 0;
        if (node->kind == N_MARK && node->ref == (uint32_t)m)
            set_get(t, s.set, &n);
        for (uint32_t j = 0; j < n; j++) {
            struct target p = set_get(t, s.set, &(uint32_t){0})[j];
            if (p.node < k->n && !node_is_byval(k->callee, p.node) && gives_away(k, m, p.node))
                gather_add(t, &all, whole_objects(k, apply_bound_to(k, p.node)),
                           (enum certain)p.cert);
        }
    }
    return gather_union(t, &all);
}

/* How sure an effect is, by how sure it is that the callee runs. */
static enum certain most_of(const struct binding *k)
{
    return k->mode == APPLY_ONE ? CERT_SURE : k->mode == APPLY_MAYBE ? CERT_PATH : CERT_MAY;
}

/* Of what a task does nobody else knows when it does so: no evidence (B-K5). */
void apply_marks(struct binding *k, const set_id *marked)
{
    enum certain most = most_of(k);
    for (enum mark m = 0; m < MARKS; m++)
        if (marked[m] != SET_EMPTY && !MUTANT(k->e->b->s, 54))
            marks_put(k->e, m, marked[m], most);
}

/* B-A2. It may be called more often than once, or at any time. */
void apply_sharing(struct binding *k)
{
    for (uint32_t i = 0; i < k->ops->nparams && k->mode != APPLY_ONE; i++)
        held_share(k->e, k->ops->params[i]);
    if (k->mode != APPLY_ONE)
        held_share(k->e, k->ops->variadic);
}

/* The value that the call passes for a parameter, or RIR_NONE. */
uint32_t apply_passed(const struct binding *k, uint32_t param)
{
    const struct rir_insn *in = &k->e->b->f->insns[k->insn];
    uint32_t at = param + (in->op == RIR_CALLI ? 1 : 0);
    return (in->op == RIR_CALL || in->op == RIR_CALLI) && at < in->nargs ? in->args[at] : RIR_NONE;
}

/* How sure it is that what the callee has lent of that node is all of the caller's object. */
static enum certain lent_whole(struct binding *k, struct target p)
{
    const struct node *n = &k->callee->nodes.data[p.node];
    bool whole = true;
    if (n->kind == N_PARAM) {
        uint32_t value = apply_passed(k, n->ref);
        whole = value != RIR_NONE && lent_form(k->e->b->s->m, k->e->b->f, value).whole;
    }
    return whole && p.stride == 1 ? (enum certain)p.cert : CERT_MAY;
}

/* The callee has given its argument to a task as it is, and this is what the call passes for it
 * (B-J20); RIR_NONE: not so. */
static uint32_t given_on(const struct binding *k, uint32_t record, struct target p)
{
    const struct node *n = &k->callee->nodes.data[p.node];
    const struct start_host *h = start_host_at(k->e->b->s, k->e->b->func, k->insn);
    bool is = h != NULL && h->record == record && n->kind == N_PARAM &&
              n->ref == h->given.argument && p.off == 0 && p.stride == 1;
    return is ? apply_passed(k, n->ref) : RIR_NONE;
}

/* An element of an array in a struct, or any of them (B-L21), in the objects that the callee was
 * given. */
static set_id elements_in(struct binding *k, set_id s, struct target p, uint32_t array)
{
    struct set_table *t = sets_of(k->e);
    struct target_vec v = {0};
    uint32_t n;
    const struct target *from = set_get(t, s, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target x = {.node = from[i].node, .stride = 1, .linked = from[i].linked};
        int64_t at = (int64_t)from[i].off + p.off;
        if (from[i].stride == 0 && !x.linked && at >= 0 && at <= INT32_MAX) {
            x.off = (int32_t)at;
            x.stride = p.stride == 0 ? 0 : array;
        }
        vec_push(&v, x);
    }
    s = set_make(t, v.data, v.len);
    vec_free(&v);
    return s;
}

/* What the callee has lent of the node, in the caller's terms. */
static set_id lent_in(struct binding *k, uint32_t record, struct target p)
{
    const struct solver *s = k->e->b->s;
    uint32_t array = record == lent_lost(s) ? 0 : s->lent_forms[record].array;
    set_id bound = apply_bound_to(k, p.node);
    return array != 0 && p.stride != 1 && !p.linked ? elements_in(k, bound, p, array)
                                                    : whole_objects(k, bound);
}

/* What the callee has lent; the part of an array that it may have been given is not the array, but
 * where that goes to the task as it is. */
void apply_loans_of(struct binding *k, struct loans *out)
{
    struct set_table *t = sets_of(k->e);
    for (uint32_t i = 0; i < image_len(k->exit->mem) && k->mode != APPLY_START; i++) {
        struct slot s = k->exit->mem->data[i];
        struct loan l = {.record = lent_record(k->callee, s.node)};
        struct gather all = {0};
        uint32_t n = 0;
        bool runs = l.record == lent_lost(k->e->b->s) || ids_has(&k->exit->running, l.record);
        if (l.record != RIR_NONE && runs)
            set_get(t, s.set, &n);
        for (uint32_t j = 0; j < n; j++) {
            struct target p = set_get(t, s.set, &(uint32_t){0})[j];
            if (p.node >= k->n || node_is_byval(k->callee, p.node))
                continue;
            uint32_t value = given_on(k, l.record, p);
            gather_add(t, &all,
                       value != RIR_NONE
                           ? lent_denoted(k->e, apply_bound_to(k, p.node), value, l.record)
                           : lent_in(k, l.record, p),
                       value != RIR_NONE ? (enum certain)p.cert : lent_whole(k, p));
        }
        l.set = gather_union(t, &all);
        if (l.set != SET_EMPTY)
            vec_push(out, l);
    }
}

/* B-L9. */
void apply_ended(struct binding *k, const struct loans *loans)
{
    for (uint32_t i = 0; i < loans->len; i++)
        if (loans->data[i].record != lent_lost(k->e->b->s) &&
            !ids_has(&k->e->st.running, loans->data[i].record))
            lent_end(k->e, loans->data[i].record);
}

void apply_loans(struct binding *k, const struct loans *loans)
{
    enum certain most = most_of(k);
    for (uint32_t i = 0; i < loans->len; i++)
        lent_put(k->e, loans->data[i].record, loans->data[i].set, most);
}

/* The handle by which the callee joins, as it is before the call (B-J19). */
set_id apply_handle_given(struct binding *k)
{
    struct join_given g;
    if (k->mode != APPLY_ONE || !k->exit->joins || !join_given(k->e->b->s, k->callee->func, &g))
        return SET_EMPTY;
    uint32_t value = apply_passed(k, g.param);
    set_id given = value == RIR_NONE ? SET_EMPTY : env_get(k->e, value);
    return g.loaded ? apply_load(k->e, given, g.off, 0) : given;
}
