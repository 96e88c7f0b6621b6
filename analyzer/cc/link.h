/* What comes after a link: what was linked is checked. */
#ifndef FBP_CC_LINK_H
#define FBP_CC_LINK_H

#include "cc/find.h"
#include "cc/options.h"

/* Runs clang, which links `output`, and looks at what came out. Ends the process. */
_Noreturn void link_and_check(char *const *argv, const char *output, const struct options *o,
                              const struct parts *p, struct arena *a);

#endif
