/* Variadic arguments: where they lie, and how a list leads to them.
 *
 * So that code that clang expanded from va_arg finds them where it looks, they lie as the target's
 * ABI has it. On x86-64 (System V) that is what the function's prologue leaves: an object with the
 * registers, six of eight bytes and eight of sixteen, and one with what did not fit into them; the
 * list has an offset into the first for either kind, which tells how many the named parameters
 * took. On other targets all lie one after the other in memory, and the list says that the
 * registers are used up. */
#include <stdlib.h>
#include <string.h>

#include "rir/interp_int.h"

enum { GENERAL = 6, FLOATING = 8, FLOATING_AT = 8 * GENERAL, SAVED = FLOATING_AT + 16 * FLOATING };

struct registers { /* how many are taken */
    unsigned general, floating;
};

static bool is_aarch64(const struct run *r)
{
    return r->m->target && !strncmp(r->m->target, "aarch64", 7);
}

static bool has_registers(const struct run *r)
{
    return r->m->ptr_bits == 64 && !is_aarch64(r);
}

static uint64_t word_of(const struct run *r)
{
    return r->m->ptr_bits / 8;
}

uint64_t varargs_list_size(const struct run *r)
{
    return has_registers(r) ? 24 : word_of(r);
}

static uint64_t memory_field(const struct run *r) /* where a list keeps the address in memory */
{
    return has_registers(r) ? 8 : 0;
}

/* Takes the registers for a value of this type, and says where they are saved; false: it lies in
 * memory. */
static bool in_registers(struct registers *at, struct rir_scalar t, uint64_t *where)
{
    if (t.cls == RIR_FLOAT || t.cls == RIR_BYTES) {
        if (t.bits == 80 || t.bits > 128 || at->floating == FLOATING)
            return false;
        *where = FLOATING_AT + 16 * (uint64_t)at->floating++;
        return true;
    }
    unsigned n = (t.bits + 63u) / 64;
    if (at->general + n > GENERAL)
        return false;
    *where = 8 * (uint64_t)at->general;
    at->general += n;
    return true;
}

static uint64_t aligned(const struct run *r, uint64_t off, struct rir_scalar t)
{
    bool wide = t.bits > 64 && (t.cls != RIR_INT || word_of(r) == 8);
    return wide ? (off + 15) & ~UINT64_C(15) : off;
}

static uint64_t in_memory(const struct run *r, struct rir_scalar t, uint64_t size)
{
    uint64_t n = size != 0 ? size : rir_scalar_bytes(t), word = word_of(r);
    return n == 10 ? 16 : (n + word - 1) / word * word;
}

static struct registers named(const struct run *r, const struct rir_func *fn)
{
    struct registers at = {0, 0};
    uint64_t unused;
    for (uint32_t i = 0; has_registers(r) && i < fn->nparams; i++)
        if (!(fn->params[i].pos.flags & RIR_ARG_BYVAL))
            in_registers(&at, fn->params[i].type, &unused);
    return at;
}

static struct object *area(struct run *r, struct frame *f, uint64_t size)
{
    struct object *o = mem_new(r, INTERP_STACK, size, 16);
    o->func = f->func;
    o->insn = f->pc;
    vec_push(&f->stack, o->index);
    return o;
}

static void put(struct run *r, struct object *o, uint64_t off, const struct vararg *a)
{
    if (a->size == 0) {
        mem_put(r, o, off, a->type, &a->v);
        return;
    }
    struct place from = mem_place(r, &a->v, a->size);
    mem_move(r, o, off, from.o, from.off, a->size);
}

static void fill_areas(struct run *r, struct frame *f, struct registers at, struct object *saved,
                       struct object *memory)
{
    uint64_t off = 0, where;
    for (uint32_t i = 0; i < f->nva; i++) {
        const struct vararg *a = &f->va[i];
        if (saved != NULL && a->size == 0 && in_registers(&at, a->type, &where)) {
            put(r, saved, where, a);
            continue;
        }
        off = a->size == 0 ? aligned(r, off, a->type) : off;
        put(r, memory, off, a);
        off += in_memory(r, a->type, a->size);
    }
}

static uint64_t memory_needed(const struct run *r, const struct frame *f)
{
    uint64_t size = 0;
    for (uint32_t i = 0; i < f->nva; i++)
        size += in_memory(r, f->va[i].type, f->va[i].size) + 16;
    return size;
}

void varargs_start(struct run *r, struct frame *f, const struct place *list)
{
    struct registers at = named(r, &r->m->funcs.data[f->func]);
    struct object *saved = has_registers(r) ? area(r, f, SAVED) : NULL;
    struct object *memory = area(r, f, memory_needed(r, f));
    struct rir_scalar ptr = {r->m->ptr_bits, RIR_PTR};
    struct ival p = mem_pointer(memory, 0);
    fill_areas(r, f, at, saved, memory);
    mem_put(r, list->o, list->off + memory_field(r), ptr, &p);
    if (saved != NULL) {
        mem_put_int(r, list->o, list->off, 4, 8 * at.general);
        mem_put_int(r, list->o, list->off + 4, 4, FLOATING_AT + 16 * at.floating);
        p = mem_pointer(saved, 0);
        mem_put(r, list->o, list->off + 16, ptr, &p);
    } else if (is_aarch64(r) && list->o->size - list->off >= 32) {
        mem_fill(r, list->o, list->off + 8, 0, 24); /* offsets 0: nothing in registers */
    }
}

static uint64_t counter(struct run *r, const struct place *list, uint64_t off)
{
    return mem_get(r, list->o, list->off + off, (struct rir_scalar){32, RIR_INT}).lo;
}

/* In the save area: the registers as the list counts them, and its counters moved on. */
static bool next_saved(struct run *r, const struct place *list, struct rir_scalar t, struct ival *v)
{
    struct rir_scalar ptr = {64, RIR_PTR};
    struct registers at = {(unsigned)(counter(r, list, 0) / 8),
                           (unsigned)((counter(r, list, 4) - FLOATING_AT) / 16)};
    uint64_t where;
    if (!in_registers(&at, t, &where))
        return false;
    struct ival p = mem_get(r, list->o, list->off + 16, ptr);
    p.lo += where;
    struct place from = mem_place(r, &p, rir_scalar_bytes(t));
    *v = mem_get(r, from.o, from.off, t);
    mem_put_int(r, list->o, list->off, 4, 8 * at.general);
    mem_put_int(r, list->o, list->off + 4, 4, FLOATING_AT + 16 * at.floating);
    return true;
}

struct ival varargs_next(struct run *r, const struct place *list, struct rir_scalar t)
{
    struct rir_scalar ptr = {r->m->ptr_bits, RIR_PTR};
    struct ival v;
    if (has_registers(r) && next_saved(r, list, t, &v))
        return v;
    uint64_t field = list->off + memory_field(r);
    struct ival p = mem_get(r, list->o, field, ptr);
    p.lo = aligned(r, p.lo, t);
    struct place from = mem_place(r, &p, rir_scalar_bytes(t));
    v = mem_get(r, from.o, from.off, t);
    p.lo += in_memory(r, t, 0);
    mem_put(r, list->o, field, ptr, &p);
    return v;
}
