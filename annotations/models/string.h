/* string.h and strings.h.
 *
 * memcpy and its kin move contents, pointers among them: the lowering turns calls to them into copies. Here
 * they say what they read and write, and that the result is the destination. */
#ifndef FBP_MODEL_STRING_H
#define FBP_MODEL_STRING_H

#include "support.h"

#include <string.h>
#include <strings.h>

/* memory */
FBP_READS(2) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD void *memcpy(void *, const void *, size_t),
    *memmove(void *, const void *, size_t), *mempcpy(void *, const void *, size_t),
    *__mempcpy(void *, const void *, size_t);
FBP_READS(2) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD void *memccpy(void *, const void *, int, size_t);
FBP_READS(1) FBP_WRITES(2) void bcopy(const void *, void *, size_t);
FBP_WRITES(1) FBP_MODEL_NUMBERS(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD void *memset(void *, int, size_t), *memfrob(void *, size_t);
FBP_WRITES(1) FBP_MODEL_NUMBERS(1) void bzero(void *, size_t), explicit_bzero(void *, size_t);
FBP_READS(1) FBP_READS(2) int memcmp(const void *, const void *, size_t), bcmp(const void *, const void *, size_t);
FBP_READS(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD void *memchr(const void *, int, size_t), *memrchr(const void *, int, size_t),
    *rawmemchr(const void *, int), *__rawmemchr(const void *, int);
FBP_READS(1) FBP_READS(3) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD void *memmem(const void *, size_t, const void *, size_t);
#if __GLIBC_PREREQ(2, 43)
FBP_WRITES(1) FBP_MODEL_NUMBERS(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD void *memset_explicit(void *, int, size_t);
#endif

/* copying and joining strings */
FBP_READS(2) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD char *strcpy(char *, const char *),
    *strncpy(char *, const char *, size_t), *stpcpy(char *, const char *), *stpncpy(char *, const char *, size_t),
    *__stpcpy(char *, const char *), *__stpncpy(char *, const char *, size_t);
FBP_READS(1) FBP_READS(2) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD char *strcat(char *, const char *),
    *strncat(char *, const char *, size_t);
FBP_READS(1) FBP_MODEL_MALLOC char *strdup(const char *), *strndup(const char *, size_t);
FBP_MODEL_LOCALE FBP_READS(2) FBP_WRITES(1) size_t strxfrm(char *, const char *, size_t);
FBP_READS(2) FBP_READS(4) FBP_WRITES(1) size_t strxfrm_l(char *, const char *, size_t, locale_t);
FBP_HIDDEN_STATE("shuffle it with numbers of random_r") FBP_NONDET FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD char *strfry(char *);
#if __GLIBC_PREREQ(2, 38)
FBP_READS(2) FBP_WRITES(1) size_t strlcpy(char *, const char *, size_t);
FBP_READS(1) FBP_READS(2) FBP_WRITES(1) size_t strlcat(char *, const char *, size_t);
#endif

/* looking at strings */
FBP_READS(1) size_t strlen(const char *), strnlen(const char *, size_t);
FBP_MODEL_LOCALE
FBP_READS(1) FBP_READS(2) int strcmp(const char *, const char *), strncmp(const char *, const char *, size_t),
    strcoll(const char *, const char *), strverscmp(const char *, const char *),
    strcasecmp(const char *, const char *), strncasecmp(const char *, const char *, size_t);
FBP_READS(1) FBP_READS(2) FBP_READS(3) int strcoll_l(const char *, const char *, locale_t),
    strcasecmp_l(const char *, const char *, locale_t);
FBP_READS(1) FBP_READS(2) FBP_READS(4) int strncasecmp_l(const char *, const char *, size_t, locale_t);
FBP_READS(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD char *strchr(const char *, int), *strrchr(const char *, int),
    *strchrnul(const char *, int), *index(const char *, int), *rindex(const char *, int);
FBP_MODEL_LOCALE FBP_READS(1) FBP_READS(2) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD char *strstr(const char *, const char *),
    *strcasestr(const char *, const char *), *strpbrk(const char *, const char *);
FBP_READS(1) FBP_READS(2) size_t strspn(const char *, const char *), strcspn(const char *, const char *);
FBP_READS(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD char *basename(const char *);
FBP_PURE int ffs(int), ffsl(long), ffsll(long long);

/* splitting: strtok keeps its place in a static variable, strtok_r where the caller says. With a null string it goes on
 * there: what strtok_r returns lies in the string of this call or in what an earlier one has left there. That strsep returns
 * what it found at its argument, no annotation says: its result is unknown. */
FBP_HIDDEN_STATE("strtok_r") FBP_READS(1) FBP_WRITES(1) FBP_READS(2) FBP_KEEPS(1) char *strtok(char *, const char *);
FBP_READS(1) FBP_WRITES(1) FBP_READS(2) FBP_READS(3) FBP_WRITES(3) FBP_MODEL_WRITES_BEHIND(3) FBP_LINKS(3, 1)
FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD char *strtok_r(char *, const char *, char **), *__strtok_r(char *, const char *, char **);

FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_MODEL_NO_CODE(1) FBP_READS(2) char *strsep(char **, const char *);

/* messages */
FBP_MODEL_LOCALE FBP_HIDDEN_STATE("strerror_r") char *strerror(int);
FBP_MODEL_LOCALE FBP_HIDDEN_STATE("sigdescr_np") char *strsignal(int);
FBP_READS(2) FBP_HIDDEN_STATE("strerror_r") char *strerror_l(int, locale_t);
FBP_MODEL_LOCALE FBP_WRITES(2) char *strerror_r(int, char *, size_t);
FBP_MODEL_LOCALE FBP_WRITES(2) int __xpg_strerror_r(int, char *, size_t);
FBP_PURE FBP_MODEL_CONSTANT const char *strerrorname_np(int), *strerrordesc_np(int), *sigabbrev_np(int),
    *sigdescr_np(int);

#endif
