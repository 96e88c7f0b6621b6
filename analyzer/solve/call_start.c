/* Starts and joins of tasks, by instructions and by described functions. */
#include "solve/call.h"
#include "solve/publish.h"

/* A library's function does to its argument what its description says, and no more: with `free` for
 * a destructor, that is done to the task's own. */
static bool only_acts_on_argument(const struct rir_func *f)
{
    if (!rir_func_is_described(f) || (f->flags & RIR_FUNC_DEFINED) != 0)
        return false;
    for (uint32_t i = 0; i < f->nanns; i++)
        switch (f->anns[i].kind) {
        case RIR_ANN_FREES:
        case RIR_ANN_READS:
        case RIR_ANN_WRITES:
        case RIR_ANN_PURE:
        case RIR_ANN_BORROWS:
            continue;
        default:
            return false;
        }
    return true;
}

/* Such a destructor gets what tasks keep as thread-specific values: where that is kept, it must be
 * the task's own until it ends. */
void call_keep_thread_value(struct call *c, const struct rir_func *f)
{
    const struct solver *s = c->e->b->s;
    const struct rir_ann *a = rir_func_ann(f, RIR_ANN_THREAD_VALUE);
    if (a == NULL || a->a == 0 || call_argument(c, f, a->a) == SET_EMPTY)
        return;
    bool acts = false, shown = false;
    for (uint32_t i = 0; i < s->m->funcs.len; i++)
        acts |= (s->m->funcs.data[i].flags & RIR_FUNC_ADDRESS_TAKEN) != 0 &&
                only_acts_on_argument(&s->m->funcs.data[i]);
    for (uint32_t i = c->base; i < c->in->nargs; i++)
        shown |= (int)call_position(c, i) == a->a &&
                 phase_a_class_global(s->a, phase_a_class(s->a, c->e->b->func, c->in->args[i]));
    if (acts && shown)
        record_event(c->e, c->insn, RIR_NONE, false,
                     "a library function that is the key's destructor may get it while it can be "
                     "reached from a static object");
}

static bool acts_on_own(struct call *c, set_id functions)
{
    const uint32_t *to = NULL;
    uint32_t n = call_only_functions(c->e, functions, &to);
    for (uint32_t i = 0; i < n; i++)
        if (!only_acts_on_argument(&c->e->b->s->m->funcs.data[to[i]]))
            return false;
    return n != 0;
}

/* What such a task is given it has from now on; what it returns is unknown. */
static set_id start_unknown(struct call *c, set_id arg, bool or_others)
{
    const char *why = "starts a function that is not known";
    apply_unknown(c->e, c->insn, arg, why);
    if (!or_others)
        record_event(c->e, c->insn, RIR_NONE, false, why);
    return set_one(sets_of(c->e), node_unknown(c->e->b, why), 0, 1, CERT_MAY);
}

/* The task gets the argument, which operand or C position `at` is. */
static void lend(struct call *c, uint32_t record, uint32_t at, bool described, set_id arg,
                 enum certain most)
{
    struct env *e = c->e;
    uint32_t value = described ? flow_operand(c->in, at) : c->in->args[at];
    if (record != lent_lost(e->b->s) && !ids_has(&e->st.running, record))
        lent_end(e, record); /* B-L9 */
    c->lends = (struct lending){true, record, lent_packet(e, c->insn, arg, value, record), most};
    record_access(e, c->insn, ACCESS_LEND, at, described, c->lends.packet);
    if (!e->recording)
        return;
    struct access *a = &e->b->accesses.data[e->b->accesses.len - 1];
    a->member = arg;
    if (most == CERT_MAY)
        a->doubt = "whether a task is started there is not known";
}

/* A start of which nothing is known never ends. */
static void lend_to(struct call *c, uint32_t at, bool described, set_id arg, enum certain most)
{
    const struct solver *s = c->e->b->s;
    uint32_t record = lent_lost(s);
    bool known = map_get(&s->start_index, (uint64_t)c->e->b->func << 32 | c->insn, &record);
    uint32_t value = described ? flow_operand(c->in, at) : c->in->args[at];
    if (value != RIR_NONE && !lent_refers(s, c->e->b->func, value))
        return;
    if (lent_any(s) && !(known && s->starts.data[record].inside))
        lend(c, record, at, described, arg, most);
}

void call_lend(struct call *c)
{
    if (c->lends.any)
        lent_put(c->e, c->lends.record, c->lends.packet, c->lends.most);
    c->lends.any = false;
}

static void start(struct call *c, set_id arg, bool handler)
{
    struct env *e = c->e;
    struct solver *s = e->b->s;
    uint32_t rec, ntasks;
    if (!map_get(&s->start_index, (uint64_t)e->b->func << 32 | c->insn, &rec)) {
        start_unknown(c, arg, false);
        return;
    }
    publish_given(e, c->insn, start_argument(s, c->in), arg,
                  publish_any(s) ? marks_packet(e, arg, RIR_NONE) : arg, CERT_SURE);
    const struct start_rec *r = &s->starts.data[rec];
    const struct pa_task *tasks = phase_a_tasks(s->a, &ntasks);
    for (uint32_t i = 0; i < r->ntasks; i++) {
        uint32_t func = tasks[r->tasks[i]].func;
        set_id result[4] = {SET_EMPTY};
        if (phase_a_is_unknown(s->a, func))
            result[0] = start_unknown(c, arg, r->ntasks > 1);
        else
            call_apply_passing(e, c->insn, func, arg, handler ? arg : SET_EMPTY, APPLY_START,
                               result, 1);
        memory_put_result(e, rec, result[0]);
    }
    if (ids_has(&e->st.running, rec))
        ids_remove(&e->st.single, rec);
    else
        ids_add(&e->st.single, rec);
    ids_add(&e->st.running, rec);
    if (!handler && !ids_has(&s->joined_by_tasks, rec)) /* a handler runs when its event comes */
        ids_add(&e->st.sure, rec);
    ids_remove(&e->st.joined, rec);
}

static set_id handle_of(struct env *e, uint32_t insn)
{
    uint32_t rec;
    if (!map_get(&e->b->s->start_index, (uint64_t)e->b->func << 32 | insn, &rec))
        return SET_EMPTY;
    return set_one(sets_of(e), node_get(e->b, N_HANDLE, rec), 0, 0, CERT_SURE);
}

void transfer_start(struct env *e, uint32_t insn)
{
    struct call c = {.e = e, .insn = insn, .in = &e->b->f->insns[insn]};
    if (c.in->nargs > 0)
        lend_to(&c, 0, false, env_get(e, c.in->args[0]), CERT_SURE);
    start(&c, c.in->nargs > 0 ? env_get(e, c.in->args[0]) : SET_EMPTY, false);
    call_lend(&c);
    if (c.in->result != RIR_NONE)
        env_set(e, c.in->result, handle_of(e, insn));
}

void transfer_join(struct env *e, uint32_t insn)
{
    const struct rir_insn *in = &e->b->f->insns[insn];
    set_id handle = env_get(e, in->args[0]);
    joins_apply(e, handle);
    if (in->result != RIR_NONE && phase_a_refers(e->b->s->a, e->b->func, in->result))
        env_set(e, in->result, memory_task_result(e, handle));
}

static int handle_position(const struct rir_func *f)
{
    const struct rir_ann *h = rir_func_ann(f, RIR_ANN_HANDLE);
    return h == NULL ? -1 : h->a;
}

void call_described_start(struct call *c, const struct rir_func *f, const struct rir_ann *a,
                          enum certain most)
{
    struct env *e = c->e;
    set_id library = set_one(sets_of(e), node_unknown(e->b, "an argument that the library passes"),
                             0, 1, CERT_MAY);
    if (a->b > 0)
        lend_to(c, (uint32_t)a->b, true, call_argument(c, f, a->b), most);
    if (a->b > 0 || !acts_on_own(c, call_argument(c, f, a->a)))
        start(c, a->b > 0 ? call_argument(c, f, a->b) : library, a->b == 0);
    int h = handle_position(f);
    if (h > 0) {
        call_touch(c, f, h, ACCESS_WRITE);
        memory_store(e, call_argument(c, f, h), handle_of(e, c->insn), false);
    } else if (h == 0) {
        call_add_result(c, handle_of(e, c->insn));
    }
}

void call_described_join(struct call *c, const struct rir_func *f, bool surely)
{
    struct env *e = c->e;
    int h = handle_position(f);
    if (!surely)
        e->st.joins = true;
    else if (h > 0)
        joins_apply(e, call_argument(c, f, h));
    const struct rir_ann *into = rir_func_ann(f, RIR_ANN_RESULT_INTO);
    if (into != NULL && into->a > 0) {
        call_touch(c, f, into->a, ACCESS_WRITE);
        memory_store(e, call_argument(c, f, into->a),
                     memory_task_result(e, h > 0 ? call_argument(c, f, h) : SET_EMPTY), true);
    }
}
