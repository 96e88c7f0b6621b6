/* Which bytes of what its parameter points to may a function store to, itself or by passing the
 * pointer on? Without order; what is done through copies of the pointer in memory is not looked
 * for. Evidence only: it says what a path no longer knows after a call. */
#ifndef FBP_SOLVE_PARAM_STORE_H
#define FBP_SOLVE_PARAM_STORE_H

#include "base/map.h"
#include "base/vec.h"
#include "rir/rir.h"

struct byte_range {
    int64_t off, size;
};

enum { PARAM_STORES = 16, BYTES_WHOLE = INT32_MAX };

struct param_stores {
    struct byte_range ranges[PARAM_STORES];
    uint32_t n;
    bool anywhere; /* ... in the object behind the pointer */
    bool done;
};

struct param_store_cache {
    struct map index;
    VEC(struct param_stores *) all;
};

/* `param`: index of an IR parameter of function `func`. Good until the cache is freed. */
const struct param_stores *param_stores_of(struct param_store_cache *c, const struct rir_module *m,
                                           uint32_t func, uint32_t param);
/* A function without a body, as its description says; not described: it may. */
bool param_is_written(const struct rir_func *f, uint32_t param);
void param_store_cache_free(struct param_store_cache *c);

#endif
