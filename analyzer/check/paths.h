/* File names: made absolute and clean, and shown relative to the working directory. */
#ifndef FBP_CHECK_PATHS_H
#define FBP_CHECK_PATHS_H

#include <stdbool.h>

#include "base/arena.h"

/* The working directory of this process, as the user's shell calls it. */
const char *path_cwd(void);

/* `file` as seen from `dir` (absolute): absolute, without "." and "..". */
const char *path_absolute(const char *dir, const char *file, struct arena *a);

/* An absolute path as a person here would write it: relative if it lies under the working
 * directory. Points into `path`. */
const char *path_shown(const char *path);

/* Does a glob fit the path, as it is or as it is shown, or, without a "/", its last component? */
bool path_fits(const char *glob, const char *path);

const char *path_base(const char *path); /* the last component */
const char *path_ext(const char *path);  /* "c" of "a.c"; "" for none */

/* Do two absolute names mean one file (links included)? Cheap where the last components differ. */
bool path_same(const char *a, const char *b);

/* Why the file cannot be read, as an errno (EISDIR of a directory); 0 if it can. */
int path_read_error(const char *path);

#endif
