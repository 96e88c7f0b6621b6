/* Atomic operations that are calls: what the compiler emits for objects too large for one instruction, and
 * stdatomic's fences and flags. Objects are moved as bytes; the lowering turns the known sizes into loads and
 * stores, and these into copies. */
#ifndef FBP_MODEL_ATOMICS_H
#define FBP_MODEL_ATOMICS_H

#include "support.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

FBP_PURE void (atomic_thread_fence)(memory_order), (atomic_signal_fence)(memory_order);
FBP_READS(1) FBP_WRITES(1) _Bool (atomic_flag_test_and_set)(volatile atomic_flag *),
    (atomic_flag_test_and_set_explicit)(volatile atomic_flag *, memory_order);
FBP_WRITES(1) void (atomic_flag_clear)(volatile atomic_flag *),
    (atomic_flag_clear_explicit)(volatile atomic_flag *, memory_order);

/* The library calls themselves. The compiler knows their names as builtins with arguments of any type, so they
 * are declared under other names, with theirs as linker name. */
FBP_READS(2) FBP_WRITES(3) void fbp_model_atomic_load(size_t, const void *, void *, int) __asm__("__atomic_load");
FBP_READS(3) FBP_WRITES(2) void fbp_model_atomic_store(size_t, void *, const void *, int) __asm__("__atomic_store");
FBP_READS(2) FBP_WRITES(2) FBP_READS(3) FBP_WRITES(4)
void fbp_model_atomic_exchange(size_t, void *, const void *, void *, int) __asm__("__atomic_exchange");
FBP_READS(2) FBP_WRITES(2) FBP_READS(3) FBP_WRITES(3) FBP_READS(4) FBP_NONDET
_Bool fbp_model_atomic_compare_exchange(size_t, void *, void *, const void *, int, int) __asm__("__atomic_compare_exchange");
FBP_PURE _Bool fbp_model_atomic_is_lock_free(size_t, const void *) __asm__("__atomic_is_lock_free");

#endif
