/* sys/mman.h. A mapping is a new object of the caller, unless its flags say, or do not exclude, that other mappings
 * and processes show the same bytes (MAP_SHARED of a file). Where an address is asked for, the mapping may take the
 * place of what is there (MAP_FIXED). */
#ifndef FBP_MODEL_MMAN_H
#define FBP_MODEL_MMAN_H

#include "support.h"

#include <sys/types.h>

#include <sys/mman.h>

FBP_WRITES(1) FBP_MODEL_NUMBERS(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_MALLOC FBP_MODEL_MAPS(4)
void *mmap(void *, size_t, int, int, int, off_t), *mmap64(void *, size_t, int, int, int, off64_t);
FBP_FREES(1) int munmap(void *, size_t);
FBP_FREES(1) FBP_WRITES(5) FBP_MODEL_MALLOC FBP_POINTS_INTO(0, 1) FBP_POINTS_INTO(0, 5)
void *mremap(void *, size_t, size_t, int, ...);
FBP_PURE int mprotect(void *, size_t, int), msync(void *, size_t, int), mlock(const void *, size_t),
    munlock(const void *, size_t), mlock2(const void *, size_t, unsigned), mlockall(int), munlockall(void),
    posix_madvise(void *, size_t, int), pkey_alloc(unsigned, unsigned), pkey_free(int), pkey_set(int, unsigned),
    pkey_get(int), pkey_mprotect(void *, size_t, int, int);
FBP_WRITES(1) FBP_MODEL_NUMBERS(1) int madvise(void *, size_t, int);
FBP_WRITES(3) int mincore(void *, size_t, unsigned char *);
FBP_MODEL_LOCALE
FBP_READS(1) int shm_open(const char *, int, mode_t), shm_unlink(const char *), memfd_create(const char *, unsigned);

#endif
