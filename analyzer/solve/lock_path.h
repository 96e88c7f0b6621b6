/* Names of locks: how code says which lock it means. */
#ifndef FBP_SOLVE_LOCK_PATH_H
#define FBP_SOLVE_LOCK_PATH_H

#include "base/map.h"
#include "rir/rir.h"

enum lock_root {
    LOCK_GLOBAL, /* static object `ref` */
    LOCK_PARAM,  /* what IR parameter `ref` points to */
    LOCK_VALUE,  /* what value `ref` of the function points to */
    LOCK_MEMBER, /* the member of the object that is written; ref: its struct type */
};

enum { LOCK_LOADS = 3 };
#define LOCK_FIXED RIR_NONE     /* no element is chosen */
#define LOCK_ANY ((uint32_t)-2) /* some element, nobody knows which */

/* root + step[0], load, + step[1], load, ... + step[nloads]. Unused parts are zero, so that equal
 * paths are equal bytes. */
struct lock_path {
    uint32_t root; /* enum lock_root */
    uint32_t ref;
    uint32_t nloads;
    uint32_t unused;
    struct lock_step {
        int64_t off;    /* bytes */
        uint32_t index; /* value that chooses an element, LOCK_FIXED, LOCK_ANY */
        uint32_t unused;
    } step[LOCK_LOADS + 1];
};

struct lock_paths { /* equal paths are one id */
    VEC(struct lock_path) all;
    struct map index;
};

uint32_t lock_path_id(struct lock_paths *t, const struct lock_path *p);
void lock_paths_free(struct lock_paths *t);

struct lock_path lock_path_root(enum lock_root root, uint32_t ref);
bool lock_path_equal(const struct lock_path *a, const struct lock_path *b);
bool lock_path_load(struct lock_path *p); /* false: too deep */

/* `inner` begins at a callee's parameter, `actual` is what is passed there: the same lock in the
 * caller's terms. */
bool lock_path_in_caller(const struct lock_path *inner, const struct lock_path *actual,
                         struct lock_path *out);
/* The other way: `lock`, of the caller, seen from parameter `param`, for which `actual` is passed;
 * false if it is not reached through it. */
bool lock_path_in_callee(const struct lock_path *lock, const struct lock_path *actual,
                         uint32_t param, struct lock_path *out);
/* What other functions can make of it: chosen elements become any; false if it begins at a value.
 */
bool lock_path_export(struct lock_path *p);

bool lock_path_mentions(const struct lock_path *p, uint32_t first, uint32_t count);
/* True if finding the lock loads from the address `at`. */
bool lock_path_loads_from(const struct lock_path *p, const struct lock_path *at);
bool lock_path_is_static(const struct lock_path *p); /* lies in a static object */

/* "cache_lock", "pool.lock", "some lock of lru_locks[]", "its own lock"; in `a`. */
const char *lock_path_name(const struct rir_module *m, const struct lock_path *p, struct arena *a);

#endif
