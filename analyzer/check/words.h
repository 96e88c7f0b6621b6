/* Commands as text: the "command" member of a compilation database, and response files. */
#ifndef FBP_CHECK_WORDS_H
#define FBP_CHECK_WORDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"

struct words {
    VEC(const char *) v;
};

/* Appends the words of a shell command line: blanks separate, quotes and backslashes as in sh;
 * nothing is expanded. False if the text ends within quotes. Strings live in the arena. */
bool words_split(struct words *w, const char *text, struct arena *a);

/* Appends `word`, or, where it is "@FILE", the words in FILE (seen from dir). False if that cannot
 * be read (errno says why), or ends within quotes (errno is 0). */
bool words_add(struct words *w, const char *word, const char *dir, struct arena *a);

/* The whole file, NUL-terminated, malloc'ed; NULL (errno says why) if it cannot be read. */
char *file_read(const char *path, size_t *size);

#endif
