/* A pass of its own: which accesses another check answers for.
 *
 * For each address that is accessed (a *fact*: a base and a constant distance from
 * it, or a struct there) it is found out where it is known that it was checked, for reading or for
 * writing: on all ways from the start of the function, with nothing in between that ends it. That
 * is the largest solution of equations over the blocks, 64 facts at a time. Accesses say by their
 * epoch, the number of ends before them, whether one lies between two of a block.
 *
 * A4 An access of an address that was checked before on every way, for as much (one for writing is
 *    one for reading, since whoever may write may read), needs no check. What may touch no byte at
 *    all checks nothing. The address is the same value, so a loop's next round is another address
 *    unless the base comes from outside: where a value is computed nothing is known of it, since
 *    nothing can be on the way there from the start.
 * A6 Only the owner gives an object away, and only in a call. Calls that end nothing are those that
 *    write no memory, and of the library's those that touch only what they are given and free
 *    nothing (edit_is_harmless). Assembly that may touch memory is a call. A check itself never
 *    makes of what is the task's own something else: it claims, and what it finds global is not the
 *    task's.
 * A7 What another task does can end what I may: it finds my object global. But what I am not told
 *    of may as well have happened behind my access: in another run, in which it did, nothing is
 *    reported. I am told by what acquires: an atomic load that is more than relaxed, a fence, a
 *    volatile load, by which older code waits.
 * A8 What is checked first in a block, and known at the ends of all ways into it but one, which
 *    leads nowhere else, is checked at the end of that one instead: before a loop, and not in each
 *    of its rounds. It is executed in any case once the block is entered: an address is not
 *    checked that is not accessed then, with nothing between that ends.
 * A9 A check of one member answers for the others of the same struct: an object has one owner. That
 *    two are members of one struct is known if they are by C's rules of aliasing, with the same
 *    start; elements of an array inside it are not, they are accesses of the element's type. A
 *    struct in which something is a channel, FBP_SHARED or of an immutable type answers for
 *    nothing, nor does a read of a number of eight bytes: that may be the handle by which a task is
 *    joined, which is read in what was lent to it. Where a unit starts tasks that have handles of
 *    other types, no read answers for another member.
 *
 * Where checks are switched on one by one (check/switch.c), each check that is the last on some way
 * is on if the access is not proved: all of them are told. */
#include "checks/eliminate.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mistake.h"
#include "checks/ways.h"

#define NONE UINT32_MAX

struct fact {
    LLVMValueRef base;
    const void *of;
    int64_t distance; /* of the address, or of the struct */
    uint32_t alike;   /* the next with the same hash */
    uint32_t count, last;
};

/* What is known of 64 facts. */
struct known {
    uint64_t read, write;
};

struct solver {
    struct elimination *e;
    eliminate_answer *answer;
    void *ctx;
    VEC(struct fact) facts;
    struct map fact_of;
    struct ways w;
    struct known *in, *made; /* at the start; by its own accesses, at the end */
    /* of one fact: its last access in a block, a check at its end, and whether it was looked at */
    uint32_t *last, *late, *stamp, *visited;
    uint32_t turn, visit;
    VEC(uint32_t) stack;
};

/* ---- collecting ---- */

void eliminate_end(struct elimination *e)
{
    e->epoch++;
    e->blocks.data[e->blocks.len - 1].last = e->epoch;
}

void eliminate_block(struct elimination *e, LLVMBasicBlockRef block)
{
    e->epoch++;
    struct span s = {.block = block, .first = e->epoch, .last = e->epoch};
    vec_push(&e->blocks, s);
}

void eliminate_add(struct elimination *e, struct access x)
{
    x.block = e->blocks.len - 1;
    x.epoch = e->epoch;
    x.before = x.inst;
    vec_push(&e->list, x);
}

void eliminate_free(struct elimination *e)
{
    vec_free(&e->list);
    vec_free(&e->blocks);
}

/* ---- facts ---- */

static uint32_t fact_of(struct solver *s, const struct access *x)
{
    int64_t distance = x->distance - x->offset;
    if (x->of == NULL ? MISTAKE("A4-distance") : MISTAKE("A9-element"))
        distance = 0;
    uint64_t key = hash_ptr(x->base) + hash_ptr(x->of) * 31 + hash64((uint64_t)distance);
    uint32_t first = NONE;
    map_get(&s->fact_of, key, &first);
    for (uint32_t i = first; i != NONE; i = s->facts.data[i].alike)
        if (s->facts.data[i].base == x->base && s->facts.data[i].of == x->of &&
            s->facts.data[i].distance == distance)
            return i;
    struct fact f = {x->base, x->of, distance, first, .count = 0, .last = NONE};
    vec_push(&s->facts, f);
    map_put(&s->fact_of, key, s->facts.len - 1);
    return s->facts.len - 1;
}

/* Accesses of one fact are a chain, the last one first. */
static void find_facts(struct solver *s)
{
    for (uint32_t i = 0; i < s->e->list.len; i++) {
        struct access *x = &s->e->list.data[i];
        x->fact = fact_of(s, x);
        struct fact *f = &s->facts.data[x->fact];
        x->earlier = f->last;
        f->last = i;
        f->count++;
    }
}

static void open_blocks(struct solver *s)
{
    uint32_t n = s->e->blocks.len;
    ways_open(&s->w, s->e);
    s->in = calloc(n, sizeof *s->in);
    s->made = calloc(n, sizeof *s->made);
    s->last = calloc(n, sizeof *s->last);
    s->late = calloc(n, sizeof *s->late);
    s->stamp = calloc(n, sizeof *s->stamp);
    s->visited = calloc(n, sizeof *s->visited);
}

static void close_blocks(struct solver *s)
{
    ways_close(&s->w);
    free(s->in);
    free(s->made);
    free(s->last);
    free(s->late);
    free(s->stamp);
    free(s->visited);
}

/* ---- what is known where ---- */

/* Nothing in the block ends what was known at its start. */
static bool is_open(const struct solver *s, uint32_t b)
{
    return s->e->blocks.data[b].first == s->e->blocks.data[b].last;
}

static struct known at_end(const struct solver *s, uint32_t b)
{
    struct known k = s->made[b];
    if (is_open(s, b)) {
        k.read |= s->in[b].read;
        k.write |= s->in[b].write;
    }
    return k;
}

static struct known at_start(const struct solver *s, uint32_t b)
{
    struct known k = {UINT64_MAX, UINT64_MAX};
    if (b == 0)
        return (struct known){0, 0};
    for (uint32_t i = s->w.from[b]; i < s->w.from[b + 1]; i++) {
        if (!s->w.reached[s->w.blocks[i]])
            continue;
        struct known way = at_end(s, s->w.blocks[i]);
        if (MISTAKE("A4-way") && way.read == 0)
            continue;
        k.read &= way.read;
        k.write &= way.write;
    }
    return k;
}

static bool answers_for_others(const struct access *x)
{
    return x->length == NULL || MISTAKE("A4-length");
}

static bool is_one_for_writing(const struct access *x)
{
    return x->write || MISTAKE("A4-write");
}

static void solve(struct solver *s, const uint32_t *facts, uint32_t nfacts)
{
    for (uint32_t b = 0; b < s->w.n; b++) {
        s->made[b] = (struct known){0, 0};
        s->in[b] = (struct known){UINT64_MAX, UINT64_MAX};
    }
    for (uint32_t j = 0; j < nfacts; j++)
        for (uint32_t i = s->facts.data[facts[j]].last; i != NONE;) {
            const struct access *x = &s->e->list.data[i];
            bool counts = answers_for_others(x) && x->epoch == s->e->blocks.data[x->block].last;
            s->made[x->block].read |= (uint64_t)counts << j;
            s->made[x->block].write |= (uint64_t)(counts && is_one_for_writing(x)) << j;
            i = x->earlier;
        }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < s->w.norder; i++) {
            uint32_t b = s->w.order[i];
            struct known k = at_start(s, b), *in = &s->in[b];
            changed |= k.read != in->read || k.write != in->write;
            *in = k;
        }
    }
}

/* ---- what needs no check ---- */

/* For as much as the access needs. */
static bool has(struct known k, uint32_t j, const struct access *x)
{
    return ((x->write ? k.write : k.read) >> j & 1) != 0;
}

static bool is_enough(const struct access *by, const struct access *x)
{
    return answers_for_others(by) && (is_one_for_writing(by) || !x->write);
}

static bool is_at_start(const struct solver *s, const struct access *x)
{
    return x->epoch == s->e->blocks.data[x->block].first;
}

/* Checked before in the block, or at its start (A4). */
static bool is_answered(const struct solver *s, const struct access *x, uint32_t j)
{
    for (uint32_t i = x->earlier; i != NONE; i = s->e->list.data[i].earlier) {
        const struct access *y = &s->e->list.data[i];
        if (y->block != x->block || y->epoch != x->epoch)
            break;
        if (is_enough(y, x))
            return true;
    }
    return s->w.reached[x->block] && is_at_start(s, x) && has(s->in[x->block], j, x);
}

static bool is_first(const struct solver *s, const struct access *x)
{
    return x->earlier == NONE || s->e->list.data[x->earlier].block != x->block;
}

static bool leads_on(const struct solver *s, uint32_t b)
{
    LLVMValueRef end = LLVMGetBasicBlockTerminator(s->e->blocks.data[b].block);
    return LLVMGetInstructionOpcode(end) == LLVMBr && LLVMGetNumSuccessors(end) == 1;
}

/* The one way into the block at the end of which the address was not checked; NONE: there are
 * several, or it leads elsewhere, too, or nobody has checked it, so nothing is gained (A8). */
static uint32_t way_to_move(const struct solver *s, const struct access *x, uint32_t j)
{
    uint32_t found = NONE;
    bool known = false;
    for (uint32_t i = s->w.from[x->block]; i < s->w.from[x->block + 1]; i++) {
        uint32_t b = s->w.blocks[i];
        if (!s->w.reached[b])
            continue;
        if (has(at_end(s, b), j, x))
            known = true;
        else if (found != NONE)
            return NONE;
        else
            found = b;
    }
    return known && found != NONE && (leads_on(s, found) || MISTAKE("A8-elsewhere")) ? found : NONE;
}

/* The block has room for what belongs to this fact. */
static void stamp(struct solver *s, uint32_t b)
{
    if (s->stamp[b] == s->turn)
        return;
    s->stamp[b] = s->turn;
    s->last[b] = s->late[b] = NONE;
}

static void move(struct solver *s, uint32_t i, uint32_t to)
{
    struct access x = s->e->list.data[i];
    x.before = LLVMGetBasicBlockTerminator(s->e->blocks.data[to].block);
    x.block = to;
    x.moved = true;
    stamp(s, to);
    s->late[to] = s->e->list.len;
    s->e->list.data[i].answered = true;
    s->e->moved++;
    vec_push(&s->e->list, x);
}

/* The address is not computed in the block itself. */
static bool comes_from_outside(const struct solver *s, const struct access *x)
{
    return !LLVMIsAInstruction(x->base) ||
           LLVMGetInstructionParent(x->base) != s->e->blocks.data[x->block].block;
}

static bool may_move(const struct solver *s, const struct access *x)
{
    return x->length == NULL && x->block != 0 && s->w.reached[x->block] && is_first(s, x) &&
           s->w.from[x->block + 1] - s->w.from[x->block] > 1 &&
           (is_at_start(s, x) || MISTAKE("A8-behind")) && comes_from_outside(s, x);
}

static void try_to_move(struct solver *s, uint32_t i, uint32_t j)
{
    const struct access *x = &s->e->list.data[i];
    uint32_t to = x->answered || !may_move(s, x) ? NONE : way_to_move(s, x, j);
    if (to != NONE)
        move(s, i, to);
}

/* ---- who answers ---- */

static void tell(struct solver *s, uint32_t by, const struct access *x)
{
    s->answer(s->ctx, &s->e->list.data[by], x);
}

/* The last check in the block that is enough, from the one in the chain on; epochs must agree. */
static uint32_t check_from(const struct solver *s, uint32_t from, uint32_t epoch,
                           const struct access *x)
{
    for (uint32_t i = from; i != NONE; i = s->e->list.data[i].earlier) {
        const struct access *y = &s->e->list.data[i];
        if (y->epoch != epoch)
            return NONE;
        if (!y->answered && is_enough(y, x))
            return i;
    }
    return NONE;
}

static void push_ways(struct solver *s, uint32_t b)
{
    for (uint32_t i = s->w.from[b]; i < s->w.from[b + 1]; i++) {
        uint32_t way = s->w.blocks[i];
        if (!s->w.reached[way] || s->visited[way] == s->visit)
            continue;
        s->visited[way] = s->visit;
        vec_push(&s->stack, way);
    }
}

/* Backwards from the access, on each way to the last check. */
static void find_who_answers(struct solver *s, const struct access *x)
{
    uint32_t by = check_from(s, x->earlier, x->epoch, x);
    if (by != NONE) {
        tell(s, by, x);
        return;
    }
    s->visit++;
    push_ways(s, x->block);
    while (s->stack.len > 0) {
        uint32_t b = s->stack.data[--s->stack.len];
        bool stamped = s->stamp[b] == s->turn;
        by = stamped ? s->late[b] : NONE;
        if (by == NONE || !is_enough(&s->e->list.data[by], x))
            by = stamped ? check_from(s, s->last[b], s->e->blocks.data[b].last, x) : NONE;
        if (by != NONE)
            tell(s, by, x);
        else if (is_open(s, b))
            push_ways(s, b);
    }
}

/* ---- all of it ---- */

static void decide(struct solver *s, uint32_t fact, uint32_t j)
{
    struct access *list = s->e->list.data;
    uint32_t last = s->facts.data[fact].last;
    s->turn++;
    for (uint32_t i = last; i != NONE; i = list[i].earlier) {
        if (s->stamp[list[i].block] != s->turn) {
            stamp(s, list[i].block);
            s->last[list[i].block] = i;
        }
        list[i].answered = is_answered(s, &list[i], j);
        s->e->known += list[i].answered;
    }
    for (uint32_t i = last; i != NONE; i = s->e->list.data[i].earlier)
        try_to_move(s, i, j);
    for (uint32_t i = last; i != NONE && s->answer != NULL; i = s->e->list.data[i].earlier)
        if (s->e->list.data[i].answered)
            find_who_answers(s, &s->e->list.data[i]);
}

/* What is accessed once can at most be moved. */
static bool is_worth_it(const struct solver *s, const struct fact *f)
{
    return f->count > 1 || may_move(s, &s->e->list.data[f->last]);
}

void eliminate_run(struct elimination *e, eliminate_answer *answer, void *ctx)
{
    struct solver s = {.e = e, .answer = answer, .ctx = ctx};
    uint32_t batch[64], n = 0;
    find_facts(&s);
    if (s.facts.len > 0) {
        open_blocks(&s);
        for (uint32_t i = 0; i < s.facts.len; i++) {
            if (is_worth_it(&s, &s.facts.data[i]))
                batch[n++] = i;
            if (n < 64 && (n == 0 || i + 1 < s.facts.len))
                continue;
            solve(&s, batch, n);
            for (uint32_t j = 0; j < n; j++)
                decide(&s, batch[j], j);
            n = 0;
        }
        close_blocks(&s);
    }
    vec_free(&s.stack);
    vec_free(&s.facts);
    map_free(&s.fact_of);
}
