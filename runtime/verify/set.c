/* Addresses of granules in open addressing, at most half full. */
#include "set.h"

#include "prim.h"
#include "shadow.h"

/* Where the address is, or would be. */
static uintptr_t *slot(const struct set *set, uintptr_t address)
{
    size_t i = (address >> FBP_GRANULE_SHIFT) * 0x9e3779b97f4a7c15u >> 20;
    for (;; i++) {
        uintptr_t *at = &set->at[i & (set->size - 1)];
        if (*at == address || *at == 0)
            return at;
    }
}

static bool grow(struct set *set)
{
    struct set more = {.size = set->size == 0 ? 1 << 12 : set->size * 4, .used = set->used};
    more.at = prim_reserve(0, more.size * sizeof *more.at);
    if (more.at == NULL)
        return false;
    for (size_t i = 0; i < set->size; i++)
        if (set->at[i] != 0)
            *slot(&more, set->at[i]) = set->at[i];
    set_free(set);
    *set = more;
    return true;
}

bool set_add(struct set *set, uintptr_t address)
{
    if (set->used * 2 >= set->size && !grow(set))
        return false;
    uintptr_t *at = slot(set, address);
    if (*at == address)
        return false;
    *at = address;
    set->used++;
    return true;
}

bool set_has(const struct set *set, uintptr_t address)
{
    return set->size != 0 && *slot(set, address) == address;
}

void set_free(struct set *set)
{
    if (set->at != NULL)
        prim_release(set->at, set->size * sizeof *set->at);
    *set = (struct set){0};
}
