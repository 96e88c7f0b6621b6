/* Is a channel, or a shared member, named by the address itself, and not left again (container_of)?
 *
 * `&x->lock` is a channel whatever x points to, and so is all of `*queue` where that is a
 * channel's type: that is in the types, and no status needs to know it. */
#ifndef FBP_SOLVE_NAMED_OPEN_H
#define FBP_SOLVE_NAMED_OPEN_H

#include "solve/body.h"
#include "solve/open_bytes.h"

enum named_open {
    NAMED_NOT,
    NAMED_START, /* perhaps: where the bytes begin, or how many they are, is not known */
    NAMED_OPEN   /* all of them are in one */
};

/* Of so many bytes from the address on; 0: how many is not known. */
enum named_open named_open(const struct rir_module *m, const struct rir_func *f, uint32_t address,
                           uint32_t bytes);
/* How far it goes around the address; false: no member that is open is certainly named. */
bool named_open_around(const struct rir_module *m, const struct rir_func *f, uint32_t address,
                       struct open_bytes *out);

#endif
