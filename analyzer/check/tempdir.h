/* A folder for temporary files, in $TMPDIR. */
#ifndef FBP_CHECK_TEMPDIR_H
#define FBP_CHECK_TEMPDIR_H

/* Its path; NULL and a message if it cannot be made. */
const char *tempdir_make(void);
/* Removes it with everything in it; nothing if there is none. Also done at exit. */
void tempdir_remove(void);

#endif
