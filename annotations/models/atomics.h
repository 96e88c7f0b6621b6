/* Atomic operations that are calls: stdatomic's fences and flags. What fits in a register is lowered as a load, a
 * store or an exchange. The library calls that move larger objects as bytes (__atomic_load, __atomic_store,
 * __atomic_exchange, __atomic_compare_exchange) are left out on purpose: they move the pointers inside, which
 * no annotation says. They stay unknown. */
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

/* The library calls themselves are builtins to the compiler, with arguments of any type: what can be declared is
 * declared under another name, with theirs as linker name. */
FBP_PURE _Bool fbp_model_atomic_is_lock_free(size_t, const void *) __asm__("__atomic_is_lock_free");

#endif
