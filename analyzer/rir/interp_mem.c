/* Objects and their contents.
 *
 * Every object has an address that is never used again, so addresses grow with the index of the
 * object and an integer is turned back into a pointer by binary search. Between objects there is a
 * gap: a pointer just past the end of one never points to another.
 *
 * Contents are bytes; beside them each object has a sorted list of slots, the pointers that lie in
 * it with their provenance. A write of anything over a part of a slot removes it: what is read
 * there later are bytes, and if they happen to form an address, the address decides.
 *
 * A dead object keeps its entry (to say that an access came too late) and loses its contents. */
#include <stdlib.h>
#include <string.h>

#include "rir/interp_int.h"

enum { GAP = 64 };

uint8_t mem_undefined(const struct run *r)
{
    return r->o.elsewhere ? 0x95 : 0xAA;
}

struct object *mem_new(struct run *r, enum interp_object_kind kind, uint64_t size, uint64_t align)
{
    if (r->objs.len >= r->o.max_objects)
        run_stop(r, INTERP_LIMIT, "more than %u objects", r->o.max_objects);
    if (size > r->o.max_bytes || r->bytes + size > r->o.max_bytes)
        run_stop(r, INTERP_LIMIT, "more than %llu bytes of memory",
                 (unsigned long long)r->o.max_bytes);
    if (align < 16 || align > 4096 || (align & (align - 1)))
        align = 16;
    struct object *o = ARENA_NEW(&r->arena, struct object);
    o->addr = (r->next_addr + align - 1) & ~(align - 1);
    r->next_addr = o->addr + size + GAP;
    if (r->m->ptr_bits < 64 && r->next_addr >> r->m->ptr_bits)
        run_stop(r, INTERP_LIMIT, "the address space is full");
    o->size = size;
    o->bytes = malloc(size ? size : 1);
    if (!o->bytes)
        run_stop(r, INTERP_LIMIT, "out of memory");
    memset(o->bytes, kind == INTERP_STATIC || kind == INTERP_TLS ? 0 : mem_undefined(r), size);
    r->bytes += size;
    o->index = r->objs.len;
    o->ordinal = r->ordinals[kind]++;
    o->kind = (uint8_t)kind;
    o->owner = kind == INTERP_STATIC || kind == INTERP_OTHER ? OWNER_NONE : r->current;
    o->type = o->func = o->insn = o->global = RIR_NONE;
    vec_push(&r->objs, o);
    return o;
}

void mem_kill(struct run *r, struct object *o)
{
    reach_changed(r, o);
    o->dead = true;
    r->bytes -= o->size;
    free(o->bytes);
    o->bytes = NULL;
    vec_free(&o->slots);
    vec_free(&o->shares);
}

void mem_free_all(struct run *r)
{
    for (uint32_t i = 0; i < r->objs.len; i++)
        if (r->objs.data[i]) {
            free(r->objs.data[i]->bytes);
            vec_free(&r->objs.data[i]->slots);
            vec_free(&r->objs.data[i]->shares);
        }
    vec_free(&r->objs);
}

static void initialise(struct run *r, struct object *o, const struct rir_global *g)
{
    if (g->data)
        memcpy(o->bytes, g->data, g->ndata < o->size ? g->ndata : o->size);
    struct rir_scalar ptr = {.bits = r->m->ptr_bits, .cls = RIR_PTR};
    for (uint32_t i = 0; i < g->ninit; i++) {
        const struct rir_init *in = &g->init[i];
        struct ival v = in->is_func ? mem_func_address(r, in->target, in->addend)
                                    : mem_global_address(r, run_task(r), in->target, in->addend);
        if (in->offset + rir_scalar_bytes(ptr) <= o->size)
            mem_put(r, o, in->offset, ptr, &v);
    }
}

static struct object *new_global(struct run *r, uint32_t global, enum interp_object_kind kind)
{
    const struct rir_global *g = &r->m->globals.data[global];
    uint64_t size = g->size;
    if (!(g->flags & RIR_GLOBAL_DEFINED) && size < 8)
        size = 8; /* declared only, such as stdout: a pointer fits */
    struct object *o = mem_new(r, kind, size, g->align);
    o->global = global;
    o->type = g->type;
    o->typed = immutable_is(r->m, g->type);
    uint32_t array = rir_type_strip(r->m, g->type);
    if (kind == INTERP_STATIC && array != RIR_NONE && r->m->types.data[array].kind == RIR_T_ARRAY)
        o->item = (uint32_t)rir_type_size(r->m, r->m->types.data[array].elem);
    uint32_t tf = rir_type_flags(r->m, g->type);
    if ((g->flags & RIR_GLOBAL_CHANNEL) || (tf & RIR_TYPE_CHANNEL))
        o->state = STATE_CHANNEL;
    else if (g->flags & RIR_GLOBAL_SHARED)
        o->state = STATE_SHARED;
    else if (g->flags & (RIR_GLOBAL_CONST | RIR_GLOBAL_STRING))
        o->state = STATE_CONST;
    return o;
}

struct object *mem_global(struct run *r, struct task *t, uint32_t global)
{
    global = r->global_of[global];
    const struct rir_global *g = &r->m->globals.data[global];
    bool tls = (g->flags & RIR_GLOBAL_TLS) != 0;
    if (tls && !t->tls)
        t->tls = ARENA_ARRAY(&r->arena, uint32_t, r->m->globals.len);
    uint32_t *slot = tls ? &t->tls[global] : &r->global_obj[global];
    if (!*slot) {
        struct object *o = new_global(r, global, tls ? INTERP_TLS : INTERP_STATIC);
        *slot = o->index; /* before its initialiser, which may refer to itself */
        if (tls)
            o->owner = t->id;
        initialise(r, o, g);
    }
    return r->objs.data[*slot];
}

struct object *mem_func(struct run *r, uint32_t func)
{
    func = r->func_of[func];
    if (!r->func_obj[func]) {
        struct object *o = mem_new(r, INTERP_OTHER, 0, 16);
        o->state = STATE_CONST;
        o->func = func;
        r->func_obj[func] = o->index;
    }
    return r->objs.data[r->func_obj[func]];
}

struct ival mem_pointer(const struct object *o, uint64_t off)
{
    return (struct ival){.lo = o->addr + off, .ref = {.obj = o->index, .life = o->life}};
}

struct ival mem_global_address(struct run *r, struct task *t, uint32_t global, int64_t addend)
{
    const struct rir_global *g = &r->m->globals.data[r->global_of[global]];
    if (g->linkage == RIR_WEAK && !(g->flags & RIR_GLOBAL_DEFINED))
        return (struct ival){.lo = (uint64_t)addend};
    return mem_pointer(mem_global(r, t, global), (uint64_t)addend);
}

struct ival mem_func_address(struct run *r, uint32_t func, int64_t addend)
{
    const struct rir_func *f = &r->m->funcs.data[r->func_of[func]];
    if (f->linkage == RIR_WEAK && !(f->flags & (RIR_FUNC_DEFINED | RIR_FUNC_IFUNC)) &&
        !rir_func_is_described(f) && libc_find(f->name) == NULL)
        return (struct ival){.lo = (uint64_t)addend};
    return mem_pointer(mem_func(r, func), (uint64_t)addend);
}

/* The object at an address, or NULL. */
static struct object *object_at(const struct run *r, uint64_t addr)
{
    uint32_t lo = 1, hi = r->objs.len;
    while (lo < hi) { /* the last object that starts at or before addr */
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->objs.data[mid]->addr <= addr)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo <= 1)
        return NULL;
    struct object *o = r->objs.data[lo - 1];
    return addr - o->addr < o->size || addr == o->addr ? o : NULL;
}

bool mem_find(const struct run *r, const struct ival *p, struct place *out)
{
    struct object *o = p->ref.obj ? r->objs.data[p->ref.obj] : object_at(r, p->lo);
    if (!o)
        return false;
    uint64_t mask = r->m->ptr_bits < 64 ? (UINT64_C(1) << r->m->ptr_bits) - 1 : UINT64_MAX;
    out->o = o;
    out->off = (p->lo - o->addr) & mask;
    out->life = p->ref.obj ? p->ref.life : o->life;
    out->tag = p->ref.obj ? p->ref.tag : 0;
    out->item = p->ref.obj ? p->ref.item : 0;
    return !o->dead && out->off <= o->size;
}

struct place mem_place(struct run *r, const struct ival *p, uint64_t size)
{
    struct place at;
    uint64_t addr = p->lo;
    if (!mem_find(r, p, &at)) {
        if (addr < 4096)
            run_stop(r, INTERP_UNSAFE, "null pointer dereferenced");
        if (p->ref.obj && at.o->dead && at.life != at.o->life)
            model_event(
                r,
                map_get(&r->sent, ((uint64_t)at.o->index << 32) | r->current, &(uint32_t){0})
                    ? INTERP_USE_AFTER_SEND
                    : INTERP_FOREIGN_ACCESS,
                at.o);
        if (p->ref.obj && at.o->dead)
            run_stop(r, INTERP_UNSAFE, "object used after its end");
        run_stop(r, INTERP_UNSAFE, "pointer 0x%llx points to no object (uninitialised?)",
                 (unsigned long long)addr);
    }
    if (at.o->kind == INTERP_OTHER)
        run_stop(r, INTERP_UNSAFE, "code accessed as data");
    if (size > at.o->size - at.off)
        run_stop(r, INTERP_UNSAFE, "%llu bytes at offset %llu of an object of %llu",
                 (unsigned long long)size, (unsigned long long)at.off,
                 (unsigned long long)at.o->size);
    return at;
}

/* ---- contents ---- */

static uint32_t first_slot(const struct object *o, uint64_t off) /* first one that ends after off */
{
    uint32_t lo = 0, hi = o->slots.len;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (o->slots.data[mid].off + 8 <= off)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Replaces the slots that touch [off, off + n) by new ones (sorted, inside the range). */
static void replace_slots(struct run *r, struct object *o, uint64_t off, uint64_t n,
                          const struct islot *with, uint32_t nwith)
{
    uint64_t word = r->m->ptr_bits / 8;
    if (o->open)
        memset(o->open + off / 8, 0, (off + n + 7) / 8 - off / 8);
    uint32_t a = first_slot(o, off);
    while (a < o->slots.len && o->slots.data[a].off + word <= off)
        a++;
    uint32_t b = a;
    while (b < o->slots.len && o->slots.data[b].off < off + n)
        b++;
    if (a == b && !nwith)
        return;
    reach_changed(r, o);
    uint32_t tail = o->slots.len - b;
    if (nwith > b - a)
        o->slots.data = vec_reserve(o->slots.data, o->slots.len, &o->slots.cap, nwith - (b - a),
                                    sizeof *o->slots.data);
    memmove(o->slots.data + a + nwith, o->slots.data + b, tail * sizeof *o->slots.data);
    if (nwith)
        memcpy(o->slots.data + a, with, nwith * sizeof *with);
    o->slots.len = a + nwith + tail;
    for (uint32_t i = 0; i < nwith; i++)
        o->slots.data[a + i].time = r->nframes;
    immutable_stored(r, o, with, nwith);
}

static const struct islot *slot_at(const struct object *o, uint64_t off)
{
    uint32_t i = first_slot(o, off);
    for (; i < o->slots.len && o->slots.data[i].off <= off; i++)
        if (o->slots.data[i].off == off)
            return &o->slots.data[i];
    return NULL;
}

/* The slots inside [off, off + n), with offsets counted from off; *count of them, in the run's
 * arena. */
static struct islot *copy_slots(struct run *r, const struct object *o, uint64_t off, uint64_t n,
                                uint32_t *count)
{
    uint64_t word = r->m->ptr_bits / 8;
    uint32_t a = first_slot(o, off);
    while (a < o->slots.len && o->slots.data[a].off < off)
        a++;
    uint32_t b = a;
    while (b < o->slots.len && o->slots.data[b].off + word <= off + n)
        b++;
    *count = b - a;
    if (a == b)
        return NULL;
    struct islot *s = malloc((b - a) * sizeof *s);
    if (!s)
        run_stop(r, INTERP_LIMIT, "out of memory");
    for (uint32_t i = a; i < b; i++)
        s[i - a] = (struct islot){.off = o->slots.data[i].off - off, .ref = o->slots.data[i].ref};
    return s;
}

static struct ival get_wide(struct run *r, const struct object *o, uint64_t off, uint64_t size)
{
    uint32_t n;
    struct islot *s = copy_slots(r, o, off, size, &n), *kept = NULL;
    if (s)
        kept = arena_copy(&r->arena, s, n * sizeof *s);
    free(s);
    return bytes_value(r, arena_copy(&r->arena, o->bytes + off, size), size, kept, n);
}

struct ival mem_get(struct run *r, const struct object *o, uint64_t off, struct rir_scalar t)
{
    uint64_t size = rir_scalar_bytes(t), word = r->m->ptr_bits / 8;
    if (size > 16)
        return get_wide(r, o, off, size);
    struct ival v = {0};
    memcpy(&v.lo, o->bytes + off, size < 8 ? size : 8);
    if (size > 8)
        memcpy(&v.hi, o->bytes + off + 8, size - 8);
    if (size >= word && t.cls != RIR_FLOAT) {
        const struct islot *s = slot_at(o, off);
        if (s)
            v.ref = s->ref;
        if (size >= 2 * word && word == 8 && (s = slot_at(o, off + word)))
            v.ref2 = s->ref;
    }
    return v;
}

/* Half a pointer is put where it is already: the pointer stays one. A byte may be the same by
 * chance. */
static bool stays_pointer(const struct run *r, const struct object *o, uint64_t off, uint64_t size,
                          const struct ival *v)
{
    uint64_t word = r->m->ptr_bits / 8;
    uint32_t i = first_slot(o, off);
    return size < word && size * 2 >= word && i < o->slots.len && o->slots.data[i].off <= off &&
           off + size <= o->slots.data[i].off + word && memcmp(o->bytes + off, &v->lo, size) == 0;
}

void mem_put(struct run *r, struct object *o, uint64_t off, struct rir_scalar t,
             const struct ival *v)
{
    uint64_t size = rir_scalar_bytes(t);
    if (!v->wide && stays_pointer(r, o, off, size, v))
        return;
    if (v->wide) {
        uint64_t n = size < v->wide->size ? size : v->wide->size;
        memcpy(o->bytes + off, v->wide->bytes, n);
        struct islot *s = v->wide->nslots ? arena_copy(&r->arena, v->wide->slots,
                                                       v->wide->nslots * sizeof *v->wide->slots)
                                          : NULL;
        for (uint32_t i = 0; i < v->wide->nslots; i++)
            s[i].off += off;
        replace_slots(r, o, off, size, s, v->wide->nslots);
        return;
    }
    memcpy(o->bytes + off, &v->lo, size < 8 ? size : 8);
    if (size > 8)
        memcpy(o->bytes + off + 8, &v->hi, (size < 16 ? size : 16) - 8);
    struct islot s[2];
    uint32_t n = 0;
    uint64_t word = r->m->ptr_bits / 8;
    if (v->ref.obj && size >= word)
        s[n++] = (struct islot){.off = off, .ref = v->ref};
    if (v->ref2.obj && size >= 2 * word && word == 8)
        s[n++] = (struct islot){.off = off + word, .ref = v->ref2};
    replace_slots(r, o, off, size, s, n);
}

void mem_put_int(struct run *r, struct object *o, uint64_t off, unsigned size, uint64_t v)
{
    struct ival x = {.lo = v};
    mem_put(r, o, off, (struct rir_scalar){.bits = (uint16_t)(size * 8), .cls = RIR_INT}, &x);
}

void mem_move(struct run *r, struct object *d, uint64_t doff, struct object *s, uint64_t soff,
              uint64_t n)
{
    if (!n)
        return;
    uint32_t count;
    struct islot *slots = copy_slots(r, s, soff, n, &count);
    for (uint32_t i = 0; i < count; i++)
        slots[i].off += doff;
    memmove(d->bytes + doff, s->bytes + soff, n);
    replace_slots(r, d, doff, n, slots, count);
    free(slots);
}

void mem_fill(struct run *r, struct object *o, uint64_t off, int byte, uint64_t n)
{
    if (!n)
        return;
    memset(o->bytes + off, byte, n);
    replace_slots(r, o, off, n, NULL, 0);
}
