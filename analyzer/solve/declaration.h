/* Declarations to paste: how the author says that a write is meant. */
#ifndef FBP_SOLVE_DECLARATION_H
#define FBP_SOLVE_DECLARATION_H

#include "rir/rir.h"

/* "static int hash_items FBP_SHARED("guarded by cache_lock");", as far as the type is known; else
 * the name alone. The strings are in `a`. */
const char *declare_shared(const struct rir_module *m, const struct rir_global *g, const char *why,
                           struct arena *a);
/* "static _Atomic int level FBP_SHARED("atomic");" */
const char *declare_atomic(const struct rir_module *m, const struct rir_global *g, struct arena *a);
/* The same of the member at `off` of what `type` is (a struct, or an array of them); NULL if there
 * is none. */
const char *declare_shared_member(const struct rir_module *m, uint32_t type, uint64_t off,
                                  const char *why, struct arena *a);
/* "struct FBP_CHANNEL pool {", "} pool_t FBP_CHANNEL;" where only a typedef names it, or "struct
 * FBP_CHANNEL {"; NULL if it is no struct. */
const char *declare_channel(const struct rir_module *m, uint32_t type, struct arena *a);
/* The same with FBP_IMMUTABLE. */
const char *declare_immutable(const struct rir_module *m, uint32_t type, struct arena *a);

#endif
