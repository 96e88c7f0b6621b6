/* Which objects may be used by several tasks, by what refers to them (B-K12). */
#ifndef FBP_SOLVE_OPEN_OBJECT_H
#define FBP_SOLVE_OPEN_OBJECT_H

#include <stdbool.h>
#include <stdint.h>

struct body;
struct env;

/* After an instruction: what its result refers to. */
void open_object_note(struct env *e, uint32_t insn);
/* It is a channel, or hangs below one since the entry. */
bool node_is_channel(const struct body *b, uint32_t node);
/* It is of an immutable type, or hangs below such an object since the entry. */
bool node_is_immutable(const struct body *b, uint32_t node);

#endif
