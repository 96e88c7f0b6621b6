/* The unit compiled a second time, by fbp-check, where this compilation describes another program
 * than fbp-check sees. */
#ifndef FBP_PLUGIN_SECOND_H
#define FBP_PLUGIN_SECOND_H

#include <stdbool.h>

/* Does the command that this process works for say so? (-O levels aside: the pass manager knows.)
 * So it is where clang made debug information for the lines alone. */
bool second_is_needed(bool lines_only);

/* Can all that the command reads be read a second time? Asked after the question above. */
bool second_can_read_again(const char *source);

/* In place of this process, a copy of the one that asked the question above: fbp-check writes the
 * unit's record into `to`. Returns only if that cannot be done. */
void second_run(const char *source, int to);

#endif
