/* What passes at once, though its tag is not the current task's. */
#ifndef FBP_VERIFY_KNOWN_H
#define FBP_VERIFY_KNOWN_H

#include "report.h"

/* Would the slow decision let it pass? `accepted` has a bit for each kind that the check's mark
 * accepts, `place` is where the access is. False: it is not known. Keeps vector registers. */
bool known_passes(uintptr_t address, bool write, uint32_t accepted, uintptr_t place);

/* The same, for the gate's assembler: `access` is an FBP_GATE_ACCESS. */
bool known_at_gate(uintptr_t address, uint64_t access, uintptr_t place);

/* Violations of the kind are passed over at the place from now on: told once, or found to be
 * accepted or suppressed. */
void known_done(uintptr_t place, enum kind kind);
bool known_is_done(uintptr_t place, enum kind kind);

/* The address is in static data of tag 0. To be asked before that was found out: */
uint32_t known_round(void);
/* ... and given when it was. */
void known_static(uintptr_t address, uint32_t round);
/* What is static data has changed. */
void known_forget(void);

#endif
