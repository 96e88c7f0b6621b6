/* Plausible mistakes in what the run time decides at once (R57) and in the tags of stacks (R24),
 * which tests switch on by FBP_MISTAKE=NAME in the environment: tests/checks/lemmas, and
 * mistakes.def. Compiled in by the preset "dev" alone. */
#ifndef FBP_VERIFY_MISTAKE_H
#define FBP_VERIFY_MISTAKE_H

#include <stdbool.h>

#ifdef FBP_MISTAKES
#define MISTAKE(name) mistake_is_on(name)
#else
#define MISTAKE(name) false
#endif

extern char mistake_on[32];
/* When the program begins. */
void mistake_read(char **environment);

/* Without a library: known.c asks. */
static inline bool mistake_is_on(const char *name)
{
    const char *on = mistake_on;
    while (*on != '\0' && *on == *name) {
        on++;
        name++;
    }
    return *on == *name;
}

#endif
