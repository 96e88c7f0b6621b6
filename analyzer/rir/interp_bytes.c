/* Values as bytes: parts of them, and values packed from parts (vectors). The pointers in whole
 * words go along. */
#include <string.h>

#include "rir/interp_int.h"

struct view { /* of a value that is read */
    const uint8_t *bytes;
    const struct islot *slots;
    uint32_t nslots;
};

/* `small` and `refs` hold the bytes and pointers of a value that has no memory of its own. */
static struct view view_of(const struct ival *v, uint8_t small[16], struct islot refs[2])
{
    if (v->wide)
        return (struct view){v->wide->bytes, v->wide->slots, v->wide->nslots};
    uint32_t n = 0;
    memcpy(small, &v->lo, 8);
    memcpy(small + 8, &v->hi, 8);
    if (v->ref.obj)
        refs[n++] = (struct islot){.off = 0, .ref = v->ref};
    if (v->ref2.obj)
        refs[n++] = (struct islot){.off = 8, .ref = v->ref2};
    return (struct view){small, refs, n};
}

struct ival bytes_value(struct run *r, uint8_t *bytes, uint64_t size, struct islot *slots,
                        uint32_t nslots)
{
    struct ival v = {0};
    if (size > 16) {
        v.wide = ARENA_NEW(&r->arena, struct iwide);
        *v.wide = (struct iwide){bytes, size, slots, nslots};
        return v;
    }
    memcpy(&v.lo, bytes, size < 8 ? size : 8);
    if (size > 8)
        memcpy(&v.hi, bytes + 8, size - 8);
    for (uint32_t i = 0; i < nslots; i++) { /* others: the address decides */
        if (slots[i].off == 0)
            v.ref = slots[i].ref;
        else if (slots[i].off == 8)
            v.ref2 = slots[i].ref;
    }
    return v;
}

struct ival bytes_part(struct run *r, const struct ival *v, uint64_t off, struct rir_scalar t)
{
    uint8_t small[16];
    struct islot refs[2];
    struct view from = view_of(v, small, refs);
    uint64_t size = rir_scalar_bytes(t), word = r->m->ptr_bits / 8;
    struct islot *slots = ARENA_ARRAY(&r->arena, struct islot, from.nslots);
    uint32_t n = 0;
    for (uint32_t i = 0; i < from.nslots && t.cls != RIR_FLOAT; i++)
        if (from.slots[i].off >= off && from.slots[i].off + word <= off + size)
            slots[n++] = (struct islot){.off = from.slots[i].off - off, .ref = from.slots[i].ref};
    return bytes_value(r, arena_copy(&r->arena, from.bytes + off, size), size, slots, n);
}

struct ival bytes_pack(struct run *r, const struct ival *parts, const struct rir_scalar *types,
                       uint32_t n)
{
    uint64_t size = 0, at = 0;
    uint32_t nslots = 0, used = 0;
    uint8_t small[16];
    struct islot refs[2];
    for (uint32_t i = 0; i < n; i++) {
        size += rir_scalar_bytes(types[i]);
        nslots += view_of(&parts[i], small, refs).nslots;
    }
    uint8_t *bytes = ARENA_ARRAY(&r->arena, uint8_t, size);
    struct islot *slots = ARENA_ARRAY(&r->arena, struct islot, nslots);
    for (uint32_t i = 0; i < n; i++) {
        struct view from = view_of(&parts[i], small, refs);
        memcpy(bytes + at, from.bytes, rir_scalar_bytes(types[i]));
        for (uint32_t k = 0; k < from.nslots; k++)
            slots[used++] = (struct islot){.off = at + from.slots[k].off, .ref = from.slots[k].ref};
        at += rir_scalar_bytes(types[i]);
    }
    return bytes_value(r, bytes, size, slots, used);
}
