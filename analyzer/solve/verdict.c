/* Every access and event of every context is judged; a place (a source position) keeps all that is
 * not proved there. What the user has switched off or believes is taken away, and what is left may
 * be said of another object or by another task (remains.c). The worst of it is the place's verdict
 * and its finding; of violations one that nothing orders comes first. What is found in a copy of a
 * function is said of the function. */
#include "solve/verdict_int.h"

#include <stdlib.h>
#include <string.h>

#include "solve/remains.h"
#include "solve/unplaced.h"

struct rir_pos verdict_position(const struct collect *c, uint32_t ctx, uint32_t insn,
                                const struct link *up, uint32_t n)
{
    for (;;) {
        const struct context *x = &c->x->all.data[ctx];
        struct rir_pos p = position_within(x->body->f, insn);
        struct link out = n > 0 ? *up : (struct link){x->from, x->from_call};
        if (p.line != 0 || out.ctx == RIR_NONE)
            return p;
        ctx = out.ctx;
        insn = c->x->all.data[ctx].body->calls.data[out.call].insn;
        if (n > 0) { /* else there may be no array */
            up++;
            n--;
        }
    }
}

static uint64_t key_of(struct rir_pos p, uint32_t func, uint32_t insn)
{
    uint64_t h = p.file == NULL ? 0 : hash_mem(p.file, strlen(p.file));
    if (p.line == 0) /* no position: each instruction by itself */
        h ^= hash64((uint64_t)func << 32 | insn);
    return hash64(h ^ ((uint64_t)p.line << 20) ^ p.col);
}

uint32_t verdict_origin(const struct collect *c, uint32_t func)
{
    return c->x->s->spec->origin.data[func];
}

static void note_verdict(struct collect *c, uint32_t func, uint32_t insn, const struct judgement *j)
{
    uint32_t at;
    uint64_t key = (uint64_t)func << 32 | insn;
    if (!map_get(&c->by_insn, key, &at)) {
        at = c->out->verdicts.len;
        struct solve_verdict v = {.func = func, .insn = insn, .reached = true};
        vec_push(&c->out->verdicts, v);
        map_put(&c->by_insn, key, at);
    }
    enum certainty *worst = &c->out->verdicts.data[at].worst[j->kind];
    if (j->certainty > *worst)
        *worst = j->certainty;
    c->out->verdicts.data[at].open |= j->open;
}

static uint32_t insn_of(const struct collect *c, const struct place *p)
{
    const struct body *b = c->x->all.data[p->ctx].body;
    if (p->is_event)
        return b->events.data[p->index].insn;
    bool by_tie = p->j.tied && p->j.held == NULL;
    return by_tie ? b->ties.data[p->index].insn : b->accesses.data[p->index].insn;
}

/* What was answered about a candidate, for the instruction that it is at (solve.h). */
static void note_answer(struct collect *c, const struct place *p, enum kind kind, bool left)
{
    uint32_t at;
    if (!map_get(&c->by_insn, (uint64_t)p->func << 32 | insn_of(c, p), &at))
        return;
    struct solve_verdict *v = &c->out->verdicts.data[at];
    uint32_t *answers = left ? &v->left : &v->believed;
    *answers |= 1u << kind;
}

static bool kind_enabled(const struct collect *c, enum kind k)
{
    return c->x->s->o->enabled[k];
}

static uint32_t note_order(struct collect *c, uint32_t ctx, bool is_event, uint32_t index,
                           const struct judgement *j)
{
    const struct body *b = c->x->all.data[ctx].body;
    if (j->certainty == CERTAINTY_PROVED || j->by_mark || j->tied || j->is_given)
        return RIR_NONE;
    return is_event ? orders_note_event(&c->orders, ctx, &b->events.data[index], j)
                    : orders_note_access(&c->orders, ctx, &b->accesses.data[index], j);
}

static enum status status_behind(const struct judgement *j)
{
    if (j->by_mark)
        return status_of_mark(j->mark);
    if (j->is_given)
        return j->st;
    return j->kind == KIND_FROZEN_WRITE ? ST_CONST : ST_GLOBAL;
}

void verdict_chain(const struct collect *c, uint32_t ctx, const struct judgement *j,
                   struct chain *out)
{
    struct target at = j->has_target ? j->at : (struct target){.node = RIR_NONE};
    enum status st =
        j->certainty == CERTAINTY_UNPROVEN && !j->has_target ? ST_UNKNOWN : status_behind(j);
    if (j->certainty == CERTAINTY_VIOLATION && j->chain != NULL)
        *out = *j->chain;
    else
        chain_of_witness(c->x, ctx, at, st, out);
}

static uint32_t call_insn(const struct collect *c, struct link l)
{
    return c->x->all.data[l.ctx].body->calls.data[l.call].insn;
}

static struct rir_pos place_position(const struct collect *c, uint32_t ctx, uint32_t insn,
                                     const struct judgement *j)
{
    struct rir_pos p = position_within(c->x->all.data[ctx].body->f, insn);
    bool elsewhere = judgement_is_elsewhere(j, ctx);
    if (p.line != 0 && !elsewhere)
        return p;
    struct chain chain;
    verdict_chain(c, ctx, j, &chain);
    for (uint32_t i = 0; i < chain.n && elsewhere; i++)
        if (chain.links[i].ctx == j->since_ctx) /* the call in the function in which both meet */
            return verdict_position(c, j->since_ctx, call_insn(c, chain.links[i]),
                                    chain.links + i + 1, chain.n - i - 1);
    if (p.line != 0)
        return p;
    return verdict_position(c, ctx, insn, chain.links, chain.n);
}

/* Of two that are equally bad, the one with the shorter path. */
static bool tells_more(const struct judgement *a, const struct judgement *b)
{
    if (a->certainty != b->certainty)
        return a->certainty > b->certainty;
    if (a->kind == KIND_FROZEN_WRITE && b->kind == KIND_GLOBAL_WRITE && a->by_mark &&
        a->certainty == CERTAINTY_VIOLATION)
        return true; /* comes first, whatever the paths */
    bool lent = a->by_mark && a->mark == MARK_LENT, other = b->by_mark && b->mark == MARK_LENT;
    if (a->certainty != CERTAINTY_PROVED && lent != other) /* the kinds have an order */
        return other;
    return a->kind == b->kind && a->chain != NULL && b->chain != NULL && a->chain->n < b->chain->n;
}

static void note_other(struct collect *c, struct place *first, const struct place *p)
{
    if (p->j.certainty == CERTAINTY_PROVED)
        return;
    uint32_t at = c->others.len;
    vec_push(&c->others, *p);
    c->others.data[at].next = first->next;
    first->next = at;
}

static void note_place(struct collect *c, uint32_t ctx, bool is_event, uint32_t index,
                       uint32_t insn, const struct judgement *j)
{
    const struct body *b = c->x->all.data[ctx].body;
    uint32_t func = verdict_origin(c, b->func);
    note_verdict(c, func, insn, j);
    uint32_t write = note_order(c, ctx, is_event, index, j);
    if (!j->place && j->certainty == CERTAINTY_PROVED)
        return;
    struct place p = {.ctx = ctx, .is_event = is_event, .index = index, .j = *j, .func = func};
    p.write = write;
    p.next = RIR_NONE;
    p.pos = place_position(c, ctx, insn, j);
    uint64_t key = key_of(p.pos, func, insn);
    uint32_t at;
    if (!map_get(&c->by_pos, key, &at)) {
        map_put(&c->by_pos, key, c->places.len);
        vec_push(&c->places, p);
        return;
    }
    struct place *first = &c->places.data[at];
    if (tells_more(j, &first->j)) {
        struct place worst = p;
        p = *first;
        worst.next = first->next;
        *first = worst;
    }
    note_other(c, first, &p);
}

static void note_held(void *with, uint32_t ctx, uint32_t access, const struct judgement *j)
{
    struct collect *c = with;
    note_place(c, ctx, false, access, c->x->all.data[ctx].body->accesses.data[access].insn, j);
}

static void judge_context(struct collect *c, uint32_t ctx)
{
    const struct body *b = c->x->all.data[ctx].body;
    for (uint32_t i = 0; i < b->accesses.len; i++) {
        struct judgement j = judge_access(&c->j, ctx, &b->accesses.data[i]);
        note_place(c, ctx, false, i, b->accesses.data[i].insn, &j);
        j = judge_packet(&c->j, ctx, &b->accesses.data[i]);
        if (j.certainty != CERTAINTY_PROVED)
            note_place(c, ctx, false, i, b->accesses.data[i].insn, &j);
        else if (j.open)
            note_verdict(c, verdict_origin(c, b->func), b->accesses.data[i].insn, &j);
        for (uint32_t k = 0; judge_unowned(&c->j, ctx, &b->accesses.data[i], k, &j); k++)
            if (j.certainty != CERTAINTY_PROVED)
                note_place(c, ctx, false, i, b->accesses.data[i].insn, &j);
    }
    for (uint32_t i = 0; i < b->ties.len; i++) {
        struct judgement j = judge_tie(&c->j, ctx, &b->ties.data[i]);
        if (j.certainty != CERTAINTY_PROVED)
            note_place(c, ctx, false, i, b->ties.data[i].insn, &j);
    }
    for (uint32_t i = 0; i < b->waitings.len; i++)
        judge_waiting(&c->j, ctx, &b->waitings.data[i], note_held, c);
    for (uint32_t i = 0; i < b->events.len; i++) {
        struct judgement j = judge_event(&c->j, ctx, &b->events.data[i]);
        note_place(c, ctx, true, i, b->events.data[i].insn, &j);
    }
}

static bool before(const struct rir_pos *a, const struct rir_pos *b)
{
    int c = strcmp(a->file == NULL ? "" : a->file, b->file == NULL ? "" : b->file);
    if (c != 0)
        return c < 0;
    return a->line != b->line ? a->line < b->line : a->col < b->col;
}

static int place_order(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    return before(&a->pos, &b->pos) ? -1 : before(&b->pos, &a->pos) ? 1 : 0;
}

static int verdict_order(const void *x, const void *y)
{
    const struct solve_verdict *a = x, *b = y;
    if (a->func != b->func)
        return a->func < b->func ? -1 : 1;
    return a->insn < b->insn ? -1 : a->insn > b->insn;
}

/* ---- what is left of a place ---- */

struct settling {
    struct collect *c;
    struct place at;      /* the candidate whose other ways are looked at */
    bool asked;           /* some kind that is found here is switched on */
    bool any;             /* something is left: */
    struct finding worst; /* the worst of it */
};

/* Is it not taken away? Then *f is the finding. */
static bool is_left(struct settling *s, const struct place *p, struct finding *f)
{
    const struct solve_options *o = s->c->x->s->o;
    struct trusted_info info = {0};
    bool enabled = kind_enabled(s->c, p->j.kind), left = enabled;
    if (enabled) {
        s->asked = true;
        *f = verdict_finding(s->c, p);
        left = o->believed == NULL || !o->believed(o->believed_with, f, &info);
    }
    note_answer(s->c, p, p->j.kind, left || !enabled);
    if (enabled && !left)
        result_add_believed(&s->c->out->result, f, info);
    return left;
}

static bool way_is_left(void *with, const struct judgement *j, const struct chain *chain)
{
    struct settling *s = with;
    struct place p = s->at;
    struct finding f;
    p.j = *j;
    p.shown = chain;
    if (s->c->x->s->o->believed == NULL) { /* then nobody looks at the finding */
        s->asked |= kind_enabled(s->c, j->kind);
        return kind_enabled(s->c, j->kind);
    }
    return is_left(s, &p, &f);
}

/* Violations before others, and of them what nothing orders. */
static void keep_worst(struct settling *s, const struct finding *f)
{
    bool worse = !s->any || f->certainty > s->worst.certainty ||
                 (f->certainty == CERTAINTY_VIOLATION && f->certainty == s->worst.certainty &&
                  f->order < s->worst.order);
    if (worse)
        s->worst = *f;
    s->any = true;
}

/* What is left of a candidate; `taken`: itself is taken away. Else it is asked for those who are
 * told of everything. */
static void settle_rest(struct settling *s, const struct place *p, bool taken)
{
    const struct body *b = s->c->x->all.data[p->ctx].body;
    struct remains_query q = {
        .ctx = p->ctx, .left = way_is_left, .with = s, .all = s->c->x->s->o->believed_by_way};
    struct place other = *p;
    struct chain shown;
    struct finding f;
    if (p->is_event)
        q.v = &b->events.data[p->index];
    else
        q.a = &b->accesses.data[p->index];
    s->at = *p;
    if (!remains_find(&s->c->j, &q, &other.j, &shown))
        return;
    if (!taken) {
        note_answer(s->c, p, other.j.kind, true);
        return;
    }
    other.shown = &shown;
    if (is_left(s, &other, &f))
        keep_worst(s, &f);
}

/* Neither the candidate nor what is left of it could take the place of the worst one. What is taken
 * away is listed, and what is left of it may be worse. */
static bool is_settled(const struct settling *s, const struct judgement *next)
{
    const struct solve_options *o = s->c->x->s->o;
    if (!s->any || o->believed_by_way)
        return false;
    if (s->worst.certainty == CERTAINTY_VIOLATION)
        return next->certainty != CERTAINTY_VIOLATION || s->worst.order == ORDER_UNSYNCHRONISED;
    return next->certainty != CERTAINTY_VIOLATION && o->believed == NULL &&
           kind_enabled(s->c, next->kind);
}

static void settle_candidate(struct settling *s, const struct place *p)
{
    struct finding f;
    if (is_settled(s, &p->j))
        return;
    bool left = is_left(s, p, &f);
    if (left)
        keep_worst(s, &f);
    if (p->j.by_mark || p->j.tied ||
        p->j.is_given) /* that is all: what else is wrong with the access is a candidate of its own
                        */
        return;
    if (!left || s->c->x->s->o->believed_by_way)
        settle_rest(s, p, !left);
}

static void settle(struct settling *s, const struct place *p)
{
    settle_candidate(s, p);
    for (int worst = CERTAINTY_VIOLATION; worst >= CERTAINTY_UNPROVEN; worst--)
        for (uint32_t at = p->next; at != RIR_NONE; at = s->c->others.data[at].next)
            if ((int)s->c->others.data[at].j.certainty == worst)
                settle_candidate(s, &s->c->others.data[at]);
}

static void count_place(struct collect *c, const struct place *p)
{
    struct result *r = &c->out->result;
    struct settling s = {.c = c};
    if (p->j.certainty == CERTAINTY_PROVED) {
        r->places++;
        r->proved++;
        return;
    }
    settle(&s, p);
    r->places += s.asked; /* a kind switched off is not asked about: no verdict, no place */
    if (!s.any)
        return;
    if (s.worst.certainty == CERTAINTY_VIOLATION)
        r->violations++;
    else
        r->unproven++;
    vec_push(&r->findings, s.worst);
}

static void count_places(struct collect *c)
{
    if (c->places.len > 1)
        qsort(c->places.data, c->places.len, sizeof *c->places.data, place_order);
    for (uint32_t i = 0; i < c->places.len; i++)
        count_place(c, &c->places.data[i]);
}

void verdicts_collect(struct solve_result *out, struct contexts *x)
{
    struct collect c = {.x = x, .out = out};
    struct locks *locks = locks_run(x->s->m, x->s->a, x->s->flows);
    judge_init(&c.j, x, &out->result.arena);
    orders_init(&c.orders, x, locks);
    for (int role = ROLE_TASK; role >= ROLE_MAIN; role--)
        for (uint32_t i = 0; i < x->all.len; i++)
            if (x->all.data[i].role == role)
                judge_context(&c, i);
    count_places(&c);
    verdict_lists(&c);
    if (out->verdicts.len > 1)
        qsort(out->verdicts.data, out->verdicts.len, sizeof *out->verdicts.data, verdict_order);
    judge_free(&c.j);
    orders_free(&c.orders);
    locks_free(locks);
    vec_free(&c.places);
    vec_free(&c.others);
    map_free(&c.by_pos);
    map_free(&c.by_insn);
    vec_free(&c.steps);
    map_free(&c.step_of);
    vec_free(&c.users);
    map_free(&c.users_of);
}
