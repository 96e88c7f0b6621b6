/* Checks that were switched on after the link. */
#ifndef FBP_VERIFY_GATE_H
#define FBP_VERIFY_GATE_H

#include <stdint.h>

/* Before the first check is passed: how much room the processor's registers take. */
void gate_ready(void);

/* For the gate's assembler. `place`: where the function goes on. */
void gate_slow(const void *address, uint64_t access, uintptr_t place);
extern uint32_t gate_area;

#endif
