/* A check that fbp-cc compiled in is five bytes that do nothing (object/sites.h): switched on, they
 * are a jump to the check.
 *
 * W1 A check stays off only where the whole program says that it is not needed: each operation at
 *    its position in the source is proved, or not reached from any task. What has several verdicts
 *    has the worst.
 *    That a constant is written is no reason for a check: the processor sees to that.
 * W2 A check whose position is not known, to the compiler or to us, is on as soon as any place of
 *    the program needs one: without, no task touches what another could have. It is on in any case
 *    if something of the program was not analysed, or none of it.
 * W3 The file is changed where the five bytes are what they should be, and nowhere else; until all
 *    of them have been looked at nothing is written. */
#define _GNU_SOURCE
#include "check/switch.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/say.h"
#include "object/elf.h"
#include "object/sites.h"

enum { NOT_NEEDED = 1, NEEDED = 2 };

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

void switches_learn(struct switches *s, const struct rir_module *m, const struct solve_result *r)
{
    bool frozen_too = freezes(m);
    s->known = true;
    for (uint32_t i = 0; i < r->verdicts.len; i++) {
        const struct solve_verdict *v = &r->verdicts.data[i];
        const struct rir_func *f = &m->funcs.data[v->func];
        uint32_t site = f->insns[v->insn].site, before;
        uint32_t state = v->reached && is_open(v, frozen_too) ? NEEDED : NOT_NEEDED;
        if (site == RIR_NONE)
            continue;
        uint64_t key = rir_pos_key(&f->sites[site].pos);
        s->needed |= state == NEEDED;
        if (!map_get(&s->places, key, &before) || before < state)
            map_put(&s->places, key, state);
    }
}

void switches_free(struct switches *s)
{
    map_free(&s->places);
}

struct image {
    const struct switches *switches;
    const char *file;
    unsigned char *data;
    size_t size;
    bool incomplete, write, damaged, expected, found;
    uint32_t on, off;
};

static uint64_t word(const unsigned char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static bool is_needed(const struct image *im, uint64_t key)
{
    uint32_t state;
    const struct switches *s = im->switches;
    if (key != 0 && map_get(&s->places, key, &state))
        return state == NEEDED;
    return im->incomplete || !s->known || s->needed; /* W2 */
}

static void one(struct image *im, uint64_t from, uint64_t to, uint64_t key)
{
    size_t at;
    if (from <= 1) /* the linker dropped the function */
        return;
    if (!elf_loaded_at(im->data, im->size, from, LENGTH, &at)) {
        im->damaged = true;
        return;
    }
    bool was_on = im->data[at] == JUMP;
    if (!was_on && memcmp(im->data + at, nothing, LENGTH) != 0)
        im->damaged = true;
    bool needed = is_needed(im, key);
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
}

/* Is there a unit whose checks have to be switched on? */
static void variables(void *ctx, const unsigned char *data, size_t size)
{
    struct image *im = ctx;
    for (size_t i = 0; i + CHECKS_VARIABLE <= size; i += CHECKS_VARIABLE)
        im->expected |= (word(data + i + CHECKS_VARIABLE_FLAGS) & CHECKS_SWITCHED) != 0;
}

/* Twice over the entries: to look, and to write (W3). */
static bool go_through(struct image *im, bool tell)
{
    struct record_error error;
    if (!elf_sections(im->data, im->size, CHECKS_SECTION, each, im, &error)) {
        say("%s: its checks cannot be switched on: %s", im->file, error.text);
        return false;
    }
    bool good = elf_sections(im->data, im->size, CHECKS_VARIABLES, variables, im, &error);
    if (!good || (im->expected && !im->found)) {
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
    im->write = true;
    return elf_sections(im->data, im->size, CHECKS_SECTION, each, im, &error);
}

bool switches_apply(const struct switches *s, const char *file, bool incomplete, bool tell)
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
        good = go_through(&im, tell);
    if (fd >= 0)
        close(fd);
    if (im.data != NULL && im.data != MAP_FAILED)
        munmap(im.data, im.size);
    return good;
}
