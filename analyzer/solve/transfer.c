/* Transfer functions: what one instruction does to values and memory.
 *
 * B-T1. Only values that may hold a pointer, or a part of one, have targets; a pointer moved
 * without arithmetic keeps its targets, arithmetic on it keeps the object and forgets the offset
 * (I6). B-T3. An integer that never has a pointer in it, by phase A, points to nothing, whatever
 * memory it comes from; handles of tasks are kept. B-T2. Every operation with a site leaves a
 * record of what it touches, at the state in front of it (I8). */
#include "solve/aliased.h"
#include "solve/behind.h"
#include "solve/channel_store.h"
#include "solve/held.h"
#include "solve/open_object.h"
#include "solve/packets.h"
#include "solve/plain_words.h"
#include "solve/publish.h"
#include "solve/steps.h"

#include <string.h>

void env_set(struct env *e, uint32_t value, set_id set)
{
    set = node_coarsen(e->b, set);
    if (e->vals[value] == SET_EMPTY && set != SET_EMPTY)
        vec_push(&e->active, value);
    e->vals[value] = set;
}

set_id env_get(struct env *e, uint32_t value)
{
    const struct rir_value *v = &e->b->f->values[value];
    struct set_table *t = sets_of(e);
    switch (v->kind) {
    case RIR_V_GLOBAL:
        return set_one(t, node_get(e->b, N_GLOBAL, v->ref), (int32_t)v->imm, 0, CERT_SURE);
    case RIR_V_FUNC:
        return set_one(t, node_get(e->b, N_FUNC, v->ref), 0, 0, CERT_SURE);
    case RIR_V_UNKNOWN:
        return set_one(t, node_unknown(e->b, v->why), 0, 1, CERT_MAY);
    case RIR_V_CONST: /* null refers to nothing; any other address made of a number is unknown */
        if (v->type.cls == RIR_PTR && v->imm != 0)
            return set_one(t, node_unknown(e->b, a_number), 0, 1, CERT_MAY);
        return SET_EMPTY;
    case RIR_V_UNDEF:
        return SET_EMPTY;
    default:
        return e->vals[value];
    }
}

struct facts env_facts(struct env *e)
{
    const struct body *b = e->b;
    return (struct facts){b->s->m, b->f, b->s->tested[b->func], &e->st.facts};
}

static bool holds(const uint32_t *ids, uint32_t n, const struct id_vec *v)
{
    return n == v->len && (n == 0 || memcmp(ids, v->data, n * sizeof *ids) == 0);
}

/* Little happens between two records that changes it. */
static bool is_still(const struct point *p, const struct state *st, const set_id *marks,
                     const struct loans *loans)
{
    return p->joins == st->joins && p->nloans == loans->len &&
           (p->nloans == 0 ||
            memcmp(p->loans, loans->data, loans->len * sizeof *loans->data) == 0) &&
           memcmp(p->marks, marks, sizeof p->marks) == 0 &&
           holds(p->running, p->nrunning, &st->running) && holds(p->sure, p->nsure, &st->sure) &&
           holds(p->joined, p->njoined, &st->joined);
}

/* Most functions see the same tasks at all their points, and so do most of their callers. */
static const uint32_t *kept_list(struct solver *s, const struct id_vec *v, const uint32_t *before,
                                 uint32_t nbefore)
{
    return holds(before, nbefore, v) ? before
                                     : arena_copy(&s->arena, v->data, v->len * sizeof *v->data);
}

uint32_t record_point(struct env *e)
{
    struct body *b = e->b;
    struct point *last = &b->s->last_point;
    set_id marks[MARKS + 1];
    for (enum mark m = 0; m < MARKS; m++)
        marks[m] = marks_any(b->s, m) ? marks_get(e, m) : SET_EMPTY;
    marks[MARKS] = publish_any(b->s) ? marks_get(e, MARK_PUT) : SET_EMPTY;
    struct loans loans = {0};
    lent_here(e, &loans);
    bool still =
        b->points.len > 0 && is_still(&b->points.data[b->points.len - 1], &e->st, marks, &loans);
    const struct loan *kept = NULL;
    uint32_t nloans = loans.len;
    if (!still && loans.len != 0)
        kept = arena_copy(&b->s->arena, loans.data, loans.len * sizeof *loans.data);
    vec_free(&loans);
    if (still)
        return b->points.len - 1;
    struct point p = {.nrunning = e->st.running.len,
                      .nsure = e->st.sure.len,
                      .njoined = e->st.joined.len,
                      .joins = e->st.joins,
                      .loans = kept,
                      .nloans = nloans};
    memcpy(p.marks, marks, sizeof marks);
    p.sure = kept_list(b->s, &e->st.sure, last->sure, last->nsure);
    p.running = kept_list(b->s, &e->st.running, last->running, last->nrunning);
    p.joined = kept_list(b->s, &e->st.joined, last->joined, last->njoined);
    *last = p;
    vec_push(&b->points, p);
    return b->points.len - 1;
}

/* Where the member begins that an address stays in whose place is not certain (B-L4). */
static set_id member_of(struct env *e, uint32_t operand, set_id targets)
{
    uint32_t n, member;
    const struct target *v = set_get(sets_of(e), targets, &n);
    bool variable = false;
    for (uint32_t i = 0; i < n; i++)
        variable |= node_is_entry(e->b, v[i].node) && v[i].stride != 0;
    if (!variable || operand == RIR_NONE)
        return SET_EMPTY;
    member = steps_member(e->b->s->m, e->b->f, operand);
    return member == RIR_NONE ? SET_EMPTY : env_get(e, member);
}

uint32_t access_operand(const struct body *b, const struct access *a)
{
    const struct rir_insn *in = &b->f->insns[a->insn];
    if (a->kind == ACCESS_ANY || (a->kind == ACCESS_SHOW && a->arg == NO_OPERAND))
        return RIR_NONE;
    return a->described ? flow_operand(in, a->arg) : in->args[a->arg];
}

void record_access(struct env *e, uint32_t insn, enum access_kind kind, uint32_t arg,
                   bool described, set_id targets)
{
    if (!e->recording)
        return;
    struct access a = {.insn = insn,
                       .kind = (uint8_t)kind,
                       .arg = (uint8_t)arg,
                       .described = described,
                       .targets = reach_resolve(e, targets),
                       .format = RIR_NONE,
                       .point = record_point(e)};
    a.member = member_of(e, access_operand(e->b, &a), targets);
    vec_push(&e->b->accesses, a);
}

/* ---- pointers ---- */

set_id transfer_shifted(struct env *e, set_id s, int64_t by, uint32_t stride)
{
    struct set_table *t = sets_of(e);
    struct target out[SET_MAX + 8];
    uint32_t n;
    const struct target *v = set_get(t, s, &n);
    if (n > SET_MAX + 8 || by > INT32_MAX / 2 || by < INT32_MIN / 2)
        return set_anywhere(t, s);
    for (uint32_t i = 0; i < n; i++) {
        out[i] = v[i];
        if (v[i].stride == 1)
            continue;
        int64_t off = (int64_t)v[i].off + by;
        out[i].stride = stride_gcd(v[i].stride, stride);
        if (off > INT32_MAX / 2 || off < INT32_MIN / 2 || out[i].stride == 1) {
            off = 0;
            out[i].stride = 1;
        } else if (out[i].stride != 0) {
            off %= (int64_t)out[i].stride;
            if (off < 0)
                off += out[i].stride;
        }
        out[i].off = (int32_t)off;
    }
    return set_make(t, out, n);
}

static set_id element(struct env *e, const struct rir_insn *in)
{
    const struct rir_value *index = &e->b->f->values[in->args[1]];
    set_id base = env_get(e, in->args[0]);
    if (in->imm <= 0 || in->imm > INT32_MAX / 2)
        return set_anywhere(sets_of(e), base);
    if (index->kind == RIR_V_CONST && index->imm < INT32_MAX && index->imm > INT32_MIN)
        return transfer_shifted(e, base, index->imm * in->imm, 0);
    return transfer_shifted(e, base, 0, MUTANT(e->b->s, 16) ? 0 : (uint32_t)in->imm);
}

static set_id any_of(struct env *e, const struct rir_insn *in, uint32_t from)
{
    set_id all = SET_EMPTY;
    for (uint32_t i = from; i < in->nargs; i++)
        all = i == from ? env_get(e, in->args[i])
                        : set_join(sets_of(e), all, env_get(e, in->args[i]));
    return all;
}

/* Of two values: what comes out is certainly neither. */
static set_id bin_targets(struct env *e, const struct rir_insn *in)
{
    set_id all = any_of(e, in, 0);
    bool constant = e->b->f->values[in->args[1]].kind == RIR_V_CONST && in->sub != RIR_B_MUL;
    return constant ? all : set_demote(sets_of(e), all, CERT_MAY);
}

/* A part of what it came from: some object, anywhere in it. */
static set_id as_piece(struct env *e, set_id s)
{
    return set_anywhere(sets_of(e), set_demote(sets_of(e), s, CERT_MAY));
}

static bool refers(const struct env *e, uint32_t value)
{
    return phase_a_refers(e->b->s->a, e->b->func, value);
}

static bool is_narrow(const struct env *e, uint32_t value)
{
    return !rir_may_hold_pointer(e->b->s->m, e->b->f->values[value].type);
}

static set_id handles_among(struct env *e, set_id s)
{
    struct set_table *t = sets_of(e);
    set_id kept = SET_EMPTY;
    uint32_t n;
    set_get(t, s, &n);
    for (uint32_t i = 0; i < n; i++) {
        struct target p = set_get(t, s, &(uint32_t){0})[i];
        if (e->b->nodes.data[p.node].kind == N_HANDLE)
            kept = set_union(t, kept, set_make(t, &p, 1));
    }
    return kept;
}

static void set_result(struct env *e, const struct rir_insn *in, set_id s)
{
    if (in->result == RIR_NONE)
        return;
    bool number = s != SET_EMPTY && e->b->f->values[in->result].type.cls != RIR_PTR &&
                  phase_a_class(e->b->s->a, e->b->func, in->result) == RIR_NONE;
    if (number) /* B-T3 */
        s = handles_among(e, s);
    if (is_narrow(e, in->result))
        s = refers(e, in->result) ? as_piece(e, s) : SET_EMPTY;
    env_set(e, in->result, s);
}

/* An integer, and not 0 as it is written, becomes a pointer. */
static bool is_made_of_number(const struct env *e, const struct rir_insn *in)
{
    const struct rir_value *from = &e->b->f->values[in->args[0]];
    return from->type.cls == RIR_INT && e->b->f->values[in->result].type.cls == RIR_PTR &&
           !(from->kind == RIR_V_CONST && from->imm == 0);
}

static void do_unary(struct env *e, const struct rir_insn *in)
{
    set_id s = any_of(e, in, 0);
    /* a part of an aggregate is one of the pointers in it; an unnamed function of its operands may
     * be any of them, anywhere */
    if (in->sub == RIR_U_OPAQUE || in->sub == RIR_U_PART || in->sub == RIR_U_PACK)
        s = set_anywhere(sets_of(e),
                         set_demote(sets_of(e), s, in->nargs > 1 ? CERT_MAY : CERT_PATH));
    bool made_of_number = in->sub == RIR_U_MOVE && s == SET_EMPTY && in->result != RIR_NONE &&
                          is_made_of_number(e, in);
    if (made_of_number)
        s = set_one(sets_of(e), node_unknown(e->b, a_number), 0, 1, CERT_MAY);
    set_result(e, in, s);
}

/* ---- pieces (A-I24) ---- */

/* The words that the bytes are in; anywhere, where that is not one. */
static set_id words_at(struct env *e, set_id at, uint32_t bytes)
{
    struct set_table *t = sets_of(e);
    struct target out[SET_MAX + 8];
    int32_t word = (int32_t)e->b->s->word;
    uint32_t n;
    const struct target *v = set_get(t, at, &n);
    if (n > SET_MAX + 8)
        return set_anywhere(t, at);
    for (uint32_t i = 0; i < n; i++) {
        int32_t in = (v[i].off % word + word) % word;
        if (v[i].stride % (uint32_t)word != 0 || in + (int32_t)bytes > word)
            return set_anywhere(t, at);
        out[i] = v[i];
        out[i].off -= in;
    }
    return set_make(t, out, n);
}

static uint32_t bytes_of(const struct env *e, uint32_t value)
{
    return rir_scalar_bytes(e->b->f->values[value].type);
}

static set_id load_piece(struct env *e, set_id p, uint32_t result)
{
    if (!refers(e, result) || MUTANT(e->b->s, 30))
        return SET_EMPTY;
    return as_piece(e, memory_load(e, words_at(e, p, bytes_of(e, result))));
}

static void store_piece(struct env *e, set_id p, uint32_t value, uint32_t bytes)
{
    set_id held = as_piece(e, env_get(e, value));
    if (held != SET_EMPTY && !MUTANT(e->b->s, 31))
        memory_store(e, words_at(e, p, bytes), held, true);
}

/* ---- memory ---- */

/* Vectors, and integers of several words, carry the pointers of each of their words. */
static int64_t extra_words(const struct env *e, uint32_t value)
{
    struct rir_scalar t = e->b->f->values[value].type;
    uint32_t word = e->b->s->m->ptr_bits;
    return t.cls == RIR_PTR || t.bits <= word ? 0 : (t.bits + word - 1) / word - 1;
}

/* B-T4. What a handler may have put there meanwhile (`interrupted`). */
static set_id by_handlers(struct env *e, uint32_t address)
{
    const struct solver *s = e->b->s;
    uint32_t cls = s->interrupted == NULL ? RIR_NONE : phase_a_class(s->a, e->b->func, address);
    if (cls == RIR_NONE || !s->interrupted[cls])
        return SET_EMPTY;
    return set_one(sets_of(e), node_unknown(e->b, "memory that a handler may have changed"), 0, 1,
                   CERT_MAY);
}

static set_id load_words(struct env *e, set_id p, uint32_t result)
{
    set_id all = memory_load(e, p);
    int64_t more = extra_words(e, result);
    for (int64_t i = 1; i <= more; i++)
        all = set_join(sets_of(e), all,
                       memory_load(e, transfer_shifted(e, p, i * (int64_t)e->b->s->word, 0)));
    return more > 0 ? set_demote(sets_of(e), all, CERT_MAY) : all;
}

/* Which word of the value a pointer is in is not known: each place may get any of them. */
static void store_words(struct env *e, set_id p, uint32_t value, bool weak)
{
    set_id v = env_get(e, value);
    int64_t more = extra_words(e, value);
    if (more > 0)
        v = set_demote(sets_of(e), v, CERT_MAY);
    (more > 0 ? memory_store : memory_store_once)(e, p, v, weak);
    for (int64_t i = 1; i <= more; i++)
        memory_store(e, transfer_shifted(e, p, i * (int64_t)e->b->s->word, 0), v, weak);
}

/* What comes from outside, or in a packet, is stored wherever it may lie; phase A knows better
 * where (A-I28, B-K7). */
static set_id without_outside(struct env *e, set_id s, uint32_t result)
{
    struct set_table *t = sets_of(e);
    uint32_t cls = phase_a_class(e->b->s->a, e->b->func, result), n, outside = 0, packet = 0;
    const struct target *v = set_get(t, s, &n);
    for (uint32_t i = 0; i < n; i++) {
        outside += node_is_outside(e->b, v[i].node);
        packet += node_is_in_packet(e->b, v[i].node);
    }
    bool may_out = cls == RIR_NONE || phase_a_class_unknown(e->b->s->a, cls);
    bool may_in = packet > 0 && packet_may_be_static(e->b->s, e->b->func, result);
    if ((outside == 0 || may_out) && (packet == 0 || may_in))
        return s;
    struct target_vec kept = {0};
    for (uint32_t i = 0; i < n; i++)
        if ((may_out || !node_is_outside(e->b, v[i].node)) &&
            (may_in || !node_is_in_packet(e->b, v[i].node)))
            vec_push(&kept, v[i]);
    s = set_make(t, kept.data, kept.len);
    vec_free(&kept);
    return s;
}

/* A pointer, and nothing else may be there than what was stored. */
static bool is_plain(const struct env *e, const struct rir_insn *in, uint32_t value)
{
    return value != RIR_NONE && e->b->f->values[value].type.cls == RIR_PTR &&
           (in->flags & (RIR_VOLATILE | RIR_ATOMIC)) == 0 && e->b->s->interrupted == NULL;
}

static set_id load_pointer(struct env *e, uint32_t at, const struct rir_insn *in)
{
    if (!is_plain(e, in, in->result))
        return load_words(e, env_get(e, in->args[0]), in->result);
    held_begin_load(e, at);
    set_id p = env_get(e, in->args[0]);
    return held_load(e, at, p, load_words(e, p, in->result));
}

static void do_load(struct env *e, uint32_t at, const struct rir_insn *in)
{
    set_id p = env_get(e, in->args[0]);
    record_access(e, at, ACCESS_READ, 0, false, p);
    if (env_records_last(e, at))
        return;
    set_id held = in->result == RIR_NONE ? SET_EMPTY : load_pointer(e, at, in);
    held = in->result == RIR_NONE ? held : without_outside(e, held, in->result);
    set_result(e, in, set_union(sets_of(e), held, by_handlers(e, in->args[0])));
}

static void do_read(struct env *e, uint32_t at, const struct rir_insn *in)
{
    set_id p = env_get(e, in->args[0]);
    record_access(e, at, ACCESS_READ, 0, false, p);
    if (!env_records_last(e, at) && refers(e, in->result))
        set_result(e, in,
                   set_union(sets_of(e),
                             without_outside(e, load_piece(e, p, in->result), in->result),
                             by_handlers(e, in->args[0])));
}

/* Storing a pointer (or null) where others may look takes out what was there. */
static void note_unlink(struct env *e, set_id ptr, uint32_t value)
{
    const struct rir_value *v = &e->b->f->values[value];
    bool pointer = v->type.cls == RIR_PTR || (v->kind == RIR_V_CONST && v->imm == 0);
    uint32_t n;
    const struct target *p = set_get(sets_of(e), ptr, &n);
    for (uint32_t i = 0; pointer && i < n; i++)
        if (!node_is_local(e->b, p[i].node)) {
            memory_unlink(e);
            memory_take_out(e, ptr);
            return;
        }
}

static void do_store(struct env *e, uint32_t at, const struct rir_insn *in)
{
    set_id p = env_get(e, in->args[0]);
    record_access(e, at, ACCESS_WRITE, 0, false, p);
    publish_store(e, at, p, in->args[1]);
    if (env_records_last(e, at))
        return;
    if (in->op == RIR_STORE)
        note_unlink(e, p, in->args[1]);
    p = env_get(e, in->args[0]);
    aliased_note_store(e, at, p, in->args[1]);
    behind_store(e, at, p, env_get(e, in->args[1]));
    channel_store_send(e, at);
    if (channel_store_apply(e, at, p))
        return;
    bool late = (in->flags & (RIR_VOLATILE | RIR_ATOMIC)) != 0 && !held_is_private(e, p);
    if (in->op == RIR_STORE && late)
        memory_doubt(e, p);
    if (in->op == RIR_STORE && is_plain(e, in, in->args[1]))
        held_replace(e, at, p);
    if (in->op == RIR_STORE)
        store_words(e, p, in->args[1], late);
    else
        store_piece(e, p, in->args[1], bytes_of(e, in->args[1]));
}

static void do_exchange(struct env *e, uint32_t at, const struct rir_insn *in)
{
    set_id p = env_get(e, in->args[0]);
    record_access(e, at, ACCESS_WRITE, 0, false, p);
    uint32_t with = in->args[in->op == RIR_CAS ? 2 : 1];
    publish_store(e, at, p, with);
    channel_store_send(e, at);
    if (is_narrow(e, in->result)) {
        set_id part =
            set_union(sets_of(e), load_piece(e, p, in->result), by_handlers(e, in->args[0]));
        store_piece(e, p, with, bytes_of(e, in->result));
        set_result(e, in, part);
        return;
    }
    set_id old = set_union(sets_of(e), load_words(e, p, in->result), by_handlers(e, in->args[0]));
    note_unlink(e, p, with);
    p = env_get(e, in->args[0]);
    bool replaces = in->op == RIR_RMW && in->sub == RIR_B_XCHG;
    bool own = replaces && held_is_private(e, p);
    if (replaces && !own)
        memory_doubt(e, p);
    if (in->op == RIR_CAS || in->sub == RIR_B_XCHG)
        store_words(e, p, with, !own);
    else
        memory_store(e, p, set_anywhere(sets_of(e), set_join(sets_of(e), old, env_get(e, with))),
                     true);
    set_result(e, in, old);
}

static int64_t constant_size(const struct env *e, uint32_t value)
{
    const struct rir_value *v = &e->b->f->values[value];
    return v->kind == RIR_V_CONST ? v->imm : -1;
}

static void do_copy(struct env *e, uint32_t at, const struct rir_insn *in)
{
    set_id dst = env_get(e, in->args[0]);
    record_access(e, at, ACCESS_WRITE, 0, false, dst);
    if (in->op == RIR_FILL) { /* what was there may stay: B-M1 */
        store_piece(e, set_anywhere(sets_of(e), dst), in->args[1], 1);
        return;
    }
    set_id src = env_get(e, in->args[1]);
    record_access(e, at, ACCESS_READ, 1, false, src);
    int64_t bytes = constant_size(e, in->args[2]);
    publish_copy(e, at, dst, src);
    channel_store_send(e, at);
    if (plain_text(e->b, in->args[1]))
        src = SET_EMPTY;
    memory_copy(e, dst, src, bytes, plain_words(e->b, in->args[0], in->args[1], bytes));
    memory_store(e, set_anywhere(sets_of(e), dst), by_handlers(e, in->args[1]), true);
}

static void do_valist(struct env *e, uint32_t at, const struct rir_insn *in)
{
    set_id p = env_get(e, in->args[0]);
    set_id args = set_one(sets_of(e), node_get(e->b, N_VARARGS, 0), 0, 1, CERT_MAY);
    record_access(e, at, ACCESS_WRITE, 0, false, p);
    memory_store(e, set_anywhere(sets_of(e), p), args, true);
}

static void do_vaarg(struct env *e, uint32_t at, const struct rir_insn *in)
{
    set_id p = env_get(e, in->args[0]);
    record_access(e, at, ACCESS_READ, 0, false, p);
    set_result(e, in, memory_load(e, memory_load(e, set_anywhere(sets_of(e), p))));
}

static void do_stack(struct env *e, uint32_t at, const struct rir_insn *in)
{
    set_result(e, in, set_one(sets_of(e), node_get(e->b, N_STACK, at), 0, 0, CERT_SURE));
}

static void do_alloc(struct env *e, uint32_t at, const struct rir_insn *in)
{
    memory_age(e, at);
    set_result(e, in, set_one(sets_of(e), node_made(e->b, at, 0), 0, 0, CERT_SURE));
}

static void do_receive(struct env *e, uint32_t at, const struct rir_insn *in)
{
    memory_age(e, at);
    set_result(e, in, packet_receive(e, at, 0, in->result));
}

static void do_select(struct env *e, const struct rir_insn *in)
{
    struct facts x = env_facts(e);
    struct known c = facts_eval(&x, in->args[0]);
    if (c.signs == SIGN_ZERO)
        set_result(e, in, env_get(e, in->args[2]));
    else if (!(c.signs & SIGN_ZERO) || MUTANT(e->b->s, 15))
        set_result(e, in, env_get(e, in->args[1]));
    else
        set_result(e, in, any_of(e, in, 1));
}

static void do_opaque(struct env *e, uint32_t at, const struct rir_insn *in)
{
    set_id args = any_of(e, in, 0);
    const char *why = in->text == NULL ? "inline assembly" : in->text;
    bool calls = phase_a_opaque_calls(e->b->s->a, e->b->func, at);
    packet_show(e, at, args);
    (calls ? apply_unknown : apply_leaf)(e, at, args, why);
    record_event(e, at, RIR_NONE, false, why);
    for (uint32_t i = 0; in->result != RIR_NONE && i < in->nresults; i++)
        if (refers(e, in->result + i))
            env_set(e, in->result + i,
                    set_one(sets_of(e), node_unknown(e->b, why), 0, 1, CERT_MAY));
}

bool transfer_records(const struct rir_insn *in)
{
    switch ((enum rir_op)in->op) {
    case RIR_STACK:
    case RIR_FIELD:
    case RIR_ELEM:
    case RIR_OFFSET:
    case RIR_SELECT:
    case RIR_BIN:
    case RIR_UN:
    case RIR_CMP:
    case RIR_PHI:
    case RIR_ALLOC:
        return false;
    default:
        return true;
    }
}

void transfer(struct env *e, uint32_t at)
{
    const struct rir_insn *in = &e->b->f->insns[at];
    struct set_table *t = sets_of(e);
    for (uint32_t r = 0; in->op != RIR_PHI && in->result != RIR_NONE && r < in->nresults; r++)
        facts_remove(&e->st.facts, in->result + r);
    behind_at_wait(e, at);
    switch ((enum rir_op)in->op) {
    case RIR_STACK:
        do_stack(e, at, in);
        break;
    case RIR_FIELD:
        set_result(e, in, transfer_shifted(e, env_get(e, in->args[0]), in->imm, 0));
        break;
    case RIR_ELEM:
        set_result(e, in, element(e, in));
        break;
    case RIR_OFFSET:
        set_result(e, in, set_anywhere(t, env_get(e, in->args[0])));
        break;
    case RIR_LOAD:
        do_load(e, at, in);
        break;
    case RIR_READ:
        do_read(e, at, in);
        break;
    case RIR_STORE:
    case RIR_WRITE:
        do_store(e, at, in);
        break;
    case RIR_COPY:
    case RIR_FILL:
        do_copy(e, at, in);
        break;
    case RIR_RMW:
    case RIR_CAS:
        do_exchange(e, at, in);
        break;
    case RIR_VALIST:
        do_valist(e, at, in);
        break;
    case RIR_VAARG:
        do_vaarg(e, at, in);
        break;
    case RIR_SELECT:
        do_select(e, in);
        break;
    case RIR_BIN:
        set_result(e, in, set_anywhere(t, bin_targets(e, in)));
        break;
    case RIR_UN:
        do_unary(e, in);
        break;
    case RIR_CALL:
    case RIR_CALLI:
        transfer_call(e, at);
        behind_at_send(e, at);
        break;
    case RIR_OPAQUE:
        do_opaque(e, at, in);
        break;
    case RIR_ALLOC:
        do_alloc(e, at, in);
        break;
    case RIR_RECEIVE:
        do_receive(e, at, in);
        break;
    case RIR_FREE:
        record_access(e, at, ACCESS_FREE, 0, false, env_get(e, in->args[0]));
        break;
    case RIR_SEND:
        packet_send(e, at, 0, false, env_get(e, in->args[0]), CERT_SURE, false);
        break;
    case RIR_FREEZE:
        packet_freeze(e, at, 0, false, env_get(e, in->args[0]), CERT_SURE);
        break;
    case RIR_START:
        transfer_start(e, at);
        break;
    case RIR_JOIN:
        transfer_join(e, at);
        break;
    case RIR_PHI: /* by the edges, see body.c */
    case RIR_CMP:
    default:
        break;
    }
    open_object_note(e, at);
    memory_name_taken(e);
}
