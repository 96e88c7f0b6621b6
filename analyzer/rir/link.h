/* Joins the modules of one program as a linker would: externals by name, a strong definition before
 * a weak or common one, internal symbols kept apart (renamed "name.unit" when they collide;
 * `source` keeps the source name), aliases resolved, annotations and flags united. */
#ifndef FBP_RIR_LINK_H
#define FBP_RIR_LINK_H

#include "rir/rir.h"

/* Called for two strong definitions of one name, and types of tags that disagree (channel in one
 * unit only is united silently). The first definition wins. */
typedef void rir_link_warn(void *ctx, const char *message);

/* A new module; the inputs stay as they are and may be freed afterwards. `ranks` says in which
 * order definitions count, where that is not the order of the units, in which everything gets its
 * number: of two strong definitions the one of the smaller rank wins. NULL: it is. */
struct rir_module *rir_link(const char *program, struct rir_module *const *units,
                            const uint32_t *ranks, uint32_t n, rir_link_warn *warn, void *ctx);

#endif
