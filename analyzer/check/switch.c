/* A check that fbp-cc compiled in is five bytes that do nothing (object/sites.h): switched on, they
 * are a jump to the check.
 *
 * W1 A check stays off only where the whole program says that it is not needed: each operation at
 *    its position in the source is proved, or not reached from any task. What has several verdicts
 *    has the worst.
 *    That a constant is written is no reason for a check: the processor sees to that.
 * W2 Of a check whose position the compiler has lost the line or the function is known: it is on as
 *    soon as a place in that, or in what may have been put into it, needs one (inside.c). If it is
 *    none of ours, any place of the program counts: without, no task touches what another could
 *    have. Such a check is on in any case if something of the program was not analysed, or none of
 *    it; a unit that has such checks and carries no record was not.
 * W3 The file is changed where the five bytes are what they should be, and nowhere else; until all
 *    of them have been looked at nothing is written.
 * W5 A kind of violation is accepted at a check only where the user accepts it: at each place that
 *    the check is for, whatever is found of that kind is believed, in all functions, contexts and
 *    programs, or nothing of it is found; and at one of them something is. A place whose position
 *    is not known may be any: there it has to be so of all places of the program, and all of it has
 *    to be analysed. The check is on all the same: other kinds are not accepted.
 * W6 What carries no such mark, a check of fbp-cc --fbp-checks=full and an event, has the places at
 *    which a kind is accepted in a list behind the program (asked.c), and is accepted by the place
 *    that a report would name. Of a check that serves several accesses (A4, A9) that is the first:
 *    what is not accepted at another of them is passed over with it. */
#define _GNU_SOURCE
#include "check/switch.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mistake.h"
#include "check/say.h"
#include "object/elf.h"
#include "object/sites.h"

/* What is known of a place: a bit for each kind of which something is left that is not believed,
 * and of which something is believed, from the position of the kinds on. */
enum { NEEDED = 1, LEFT = 8, BELIEVED = 16, KINDS = (1 << CHECKS_KINDS) - 1 };
_Static_assert((int)CHECKS_KINDS == (int)KIND_NONDETERMINISM, "the run time knows the others");

static const unsigned char nothing[] = {0x0f, 0x1f, 0x44, 0, 0};
enum { JUMP = 0xe9, LENGTH = sizeof nothing };

/* Is anything of the program ever frozen while it runs? If not, what is immutable are constants,
 * which lie in memory that the processor lets nobody write. */
static bool freezes(const struct rir_module *m)
{
    for (uint32_t i = 0; i < m->types.len; i++)
        if ((m->types.data[i].flags & RIR_TYPE_IMMUTABLE) != 0)
            return true;
    for (uint32_t i = 0; i < m->funcs.len; i++)
        if (rir_func_ann(&m->funcs.data[i], RIR_ANN_FREEZES) != NULL)
            return true;
    return false;
}

static bool is_open(const struct solve_verdict *v, bool frozen_too)
{
    for (int k = 0; k < KIND_COUNT; k++)
        if (v->worst[k] != CERTAINTY_PROVED && (k != KIND_FROZEN_WRITE || frozen_too))
            return true;
    return v->open;
}

/* W5 for one instruction. What is open may turn out to be lent. */
static uint32_t answers_of(const struct solve_verdict *v)
{
    uint32_t left = v->open ? 1u << KIND_USE_AFTER_SEND : 0, believed = 0;
    for (int k = 0; k < CHECKS_KINDS; k++) {
        if (v->worst[k] == CERTAINTY_PROVED)
            continue;
        bool all = (v->believed >> k & 1) != 0 && (v->left >> k & 1) == 0;
        *(all ? &believed : &left) |= 1u << k;
    }
    return left << LEFT | believed << BELIEVED;
}

/* Modules give up their functions before all is known. */
static void remember(struct switches *s, const struct rir_func *f, const struct rir_pos *pos,
                     uint64_t key)
{
    struct switches_place p = {.key = key};
    p.pos.file = arena_strdup(&s->strings, pos->file);
    p.pos.line = pos->line;
    p.pos.col = pos->col;
    p.function = arena_strdup(&s->strings, f->source != NULL ? f->source : f->name);
    vec_push(&s->believed, p);
}

static uint64_t key_of(const struct rir_module *m, const struct solve_verdict *v)
{
    const struct rir_func *f = &m->funcs.data[v->func];
    uint32_t site = f->insns[v->insn].site;
    return site == RIR_NONE ? 0 : rir_pos_key(&f->sites[site].pos);
}

void switches_learn(struct switches *s, const struct rir_module *m, const struct solve_result *r)
{
    bool frozen_too = freezes(m);
    s->known = true;
    inside_learn(&s->inside, m);
    for (uint32_t i = 0; i < r->verdicts.len; i++) {
        const struct solve_verdict *v = &r->verdicts.data[i];
        const struct rir_func *f = &m->funcs.data[v->func];
        uint32_t site = f->insns[v->insn].site, state = 0, before = 0;
        if (v->reached)
            state = answers_of(v) | (is_open(v, frozen_too) ? NEEDED : 0);
        if (site == RIR_NONE)
            continue;
        uint64_t key = key_of(m, v);
        s->all |= state;
        inside_add_state(&s->inside, f, v->insn, state);
        if (state >> BELIEVED != 0 && f->sites[site].pos.col != 0 && key != 0)
            remember(s, f, &f->sites[site].pos, key);
        map_get(&s->places, key, &before);
        map_put(&s->places, key, MISTAKE("W1-worst") ? state : before | state);
    }
    needed_learn(&s->needed, m, r);
    for (uint32_t i = 0; i < r->verdicts.len; i++)
        if (r->verdicts.data[i].reached && is_open(&r->verdicts.data[i], frozen_too))
            needed_by(&s->needed, key_of(m, &r->verdicts.data[i]));
}

void switches_free(struct switches *s)
{
    map_free(&s->places);
    inside_free(&s->inside);
    needed_free(&s->needed);
    vec_free(&s->believed);
    arena_free(&s->strings);
}

/* W5, of what is known of a place, or of several. */
static uint32_t accepted_of(uint32_t state)
{
    return state >> BELIEVED & ~(state >> LEFT) & KINDS;
}

void switches_each_accepted(const struct switches *s, bool incomplete,
                            void (*call)(const struct switches_place *, uint32_t kinds, void *),
                            void *context)
{
    struct switches_place nowhere = {.function = NULL};
    uint32_t state = 0, anywhere = incomplete ? 0 : accepted_of(s->all);
    for (uint32_t i = 0; i < s->believed.len; i++) {
        map_get(&s->places, s->believed.data[i].key, &state);
        if (accepted_of(state) != 0)
            call(&s->believed.data[i], accepted_of(state), context);
    }
    if (anywhere != 0)
        call(&nowhere, anywhere, context);
}

struct image {
    struct switches *switches;
    const char *file;
    unsigned char *data;
    size_t size;
    bool incomplete, write, damaged, found;
    uint32_t on, off;
    uint64_t left_out, moved;
    uint32_t units;  /* whose checks have to be switched on, */
    uint32_t others; /* and those whose checks are on anyway */
    uint32_t events, idle;
    uint64_t check;     /* the address of the check that was looked at last, */
    size_t word;        /* where its word is in the file */
    uint32_t answered;  /* and what is known of its places so far */
    uint64_t from;      /* where the code that it is switched on at is, */
    VEC(uint64_t) keys; /* its places, */
    bool is_on;         /* and whether one of them needs it */
};

static uint64_t word(const unsigned char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static void add_state(const struct inside_code *f, void *state)
{
    *(uint32_t *)state |= f->state;
}

/* What is known of the place; W2 and W5 where it is not known which it is. */
static uint32_t state_of(const struct image *im, uint64_t key)
{
    uint32_t state = 0;
    struct switches *s = im->switches;
    if (!im->incomplete && inside_each(&s->inside, key, add_state, &state))
        return MISTAKE("W2-position") ? 0 : state;
    if (key != 0 && map_get(&s->places, key, &state))
        return state;
    if (MISTAKE("W2-position") || (MISTAKE("W2-incomplete") && s->known))
        return MISTAKE("W2-position") ? 0 : s->all;
    return im->incomplete || !s->known ? NEEDED | KINDS << LEFT : s->all;
}

/* W5: the entries of a check follow one another, so the last one decides. */
static void accept(struct image *im, uint64_t to, uint32_t state)
{
    size_t at, word_at;
    if (im->check != to) {
        im->check = to;
        im->answered = 0;
        if (!elf_loaded_at(im->data, im->size, to - 1, 1, &at) ||
            !elf_loaded_at(im->data, im->size, to + im->data[at], sizeof(uint32_t), &word_at)) {
            im->damaged = true;
            return;
        }
        im->word = word_at;
    }
    im->answered |= state;
    if (!im->write)
        return;
    uint32_t access, kinds = accepted_of(im->answered);
    memcpy(&access, im->data + im->word, sizeof access);
    access &= ~((uint32_t)KINDS << CHECKS_ACCEPTED_SHIFT);
    access |= kinds << CHECKS_ACCEPTED_SHIFT;
    memcpy(im->data + im->word, &access, sizeof access);
}

static void looks(const struct inside_code *f, void *needed)
{
    needed_by_code(needed, f->key);
}

/* W7: one check, with all its places. */
static void settle(struct image *im)
{
    struct switches *s = im->switches;
    for (uint32_t i = 0; im->is_on && i < im->keys.len; i++)
        if (!inside_each(&s->inside, im->keys.data[i], looks, &s->needed))
            needed_by(&s->needed, im->keys.data[i]);
    im->keys.len = 0;
    im->is_on = false;
}

static void one(struct image *im, uint64_t from, uint64_t to, uint64_t key)
{
    size_t at;
    if (from == 0 && to == (uint64_t)CHECKS_COUNT && !im->write) {
        im->left_out += key & UINT32_MAX;
        im->moved += key >> CHECKS_MOVED_SHIFT;
    }
    if (from <= 1) /* the linker dropped the function */
        return;
    if (!elf_loaded_at(im->data, im->size, from, LENGTH, &at)) {
        im->damaged = true;
        return;
    }
    bool was_on = im->data[at] == JUMP;
    if (!was_on && memcmp(im->data + at, nothing, LENGTH) != 0)
        im->damaged = true;
    uint32_t state = state_of(im, key);
    bool needed = (state & NEEDED) != 0;
    accept(im, to, state);
    if (im->from != from)
        settle(im);
    im->from = from;
    im->is_on |= needed || was_on;
    vec_push(&im->keys, key);
    im->on += needed || was_on;
    im->off += !needed && !was_on;
    if (!im->write || !needed || was_on)
        return;
    int32_t distance = (int32_t)(int64_t)(to - (from + LENGTH));
    im->data[at] = JUMP;
    memcpy(im->data + at + 1, &distance, sizeof distance);
}

static void each(void *ctx, const unsigned char *data, size_t size)
{
    struct image *im = ctx;
    im->found = true;
    im->damaged |= size % CHECKS_ENTRY != 0;
    for (size_t i = 0; i + CHECKS_ENTRY <= size; i += CHECKS_ENTRY)
        one(im, word(data + i), word(data + i + 8), word(data + i + 16));
    settle(im);
}

/* W7. The one that is about everything is the run time's: it may rest if nothing is needed. */
static void events(void *ctx, const unsigned char *data, size_t size)
{
    struct image *im = ctx;
    struct needed *n = &im->switches->needed;
    uint32_t operand;
    for (size_t i = 0; i + CHECKS_EVENT <= size; i += CHECKS_EVENT) {
        memcpy(&operand, data + i + CHECKS_EVENT_OPERAND, sizeof operand);
        uint32_t on =
            operand == CHECKS_EVENT_ANY ? n->any || n->all : needed_is(n, word(data + i), operand);
        im->events++;
        im->idle += !on;
        memcpy(im->data + (data + i - im->data) + CHECKS_EVENT_ON, &on, sizeof on);
    }
}

/* The units whose checks have to be switched on: each has an entry that says so. */
static void variables(void *ctx, const unsigned char *data, size_t size)
{
    struct image *im = ctx;
    for (size_t i = 0; i + CHECKS_VARIABLE <= size; i += CHECKS_VARIABLE)
        if ((word(data + i + CHECKS_VARIABLE_FLAGS) & CHECKS_SWITCHED) != 0)
            im->units++;
        else
            im->others += word(data + i + CHECKS_VARIABLE_SIZE) == 0;
}

/* Twice over the entries: to look, and to write (W3). */
static bool go_through(struct image *im, uint32_t records, bool tell)
{
    struct record_error error;
    bool good = elf_sections(im->data, im->size, CHECKS_VARIABLES, variables, im, &error);
    im->incomplete |= im->units > records; /* W2 */
    good = good && elf_sections(im->data, im->size, CHECKS_SECTION, each, im, &error);
    if (!good || (im->units > 0 && !im->found)) {
        say("%s: its checks cannot be switched on: %s", im->file,
            good ? "it was stripped; strip it afterwards" : error.text);
        return false;
    }
    if (im->damaged) {
        say("%s: its checks cannot be switched on: " CHECKS_SECTION
            " does not fit the code; link it "
            "again",
            im->file);
        return false;
    }
    if (tell && im->on + im->off > 0)
        say("%s: %u checks are on, %u stay off", im->file, im->on, im->off);
    im->switches->needed.all |= im->incomplete || im->others > 0 || !im->switches->known;
    im->write = true;
    good = elf_sections(im->data, im->size, CHECKS_SECTION, each, im, &error) &&
           elf_sections(im->data, im->size, CHECKS_EVENTS, events, im, &error);
    if (tell && im->idle > 0)
        say("%s: %u of %u events are not needed", im->file, im->idle, im->events);
    if (tell && im->left_out + im->moved > 0)
        say("%s: %llu checks left out, another answers for them; %llu moved in front of a loop",
            im->file, (unsigned long long)im->left_out, (unsigned long long)im->moved);
    return good;
}

bool switches_apply(struct switches *s, const char *file, bool incomplete, uint32_t records,
                    bool tell)
{
    struct image im = {.switches = s, .file = file, .incomplete = incomplete};
    struct stat st;
    int fd = open(file, O_RDWR | O_CLOEXEC);
    bool good = fd >= 0 && fstat(fd, &st) == 0;
    if (good) {
        im.size = (size_t)st.st_size;
        im.data = mmap(NULL, im.size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        good = im.data != MAP_FAILED;
    }
    if (!good)
        say("%s: its checks cannot be switched on: %s", file, strerror(errno));
    else
        good = go_through(&im, records, tell);
    if (fd >= 0)
        close(fd);
    if (im.data != NULL && im.data != MAP_FAILED)
        munmap(im.data, im.size);
    vec_free(&im.keys);
    return good;
}
