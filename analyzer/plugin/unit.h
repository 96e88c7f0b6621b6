/* One module as a record (object/record.h). */
#ifndef FBP_PLUGIN_UNIT_H
#define FBP_PLUGIN_UNIT_H

#include <llvm-c/Core.h>

#include "base/arena.h"
#include "object/record.h"
#include "rir/rir.h"

/* What is known of the unit before it is lowered: strings in the arena, no RIR, no failure. */
struct record unit_facts(LLVMModuleRef module, struct arena *a);

/* malloc'ed bytes of a record with these facts: of the RIR, or of why there is none. */
unsigned char *unit_record(const struct record *facts, const struct rir_module *m, size_t *size);
unsigned char *unit_failure(const struct record *facts, const char *why, size_t *size);

#endif
