/* What -D_FORTIFY_SOURCE puts in the place of ordinary functions: the same with the size of the destination, or
 * a flag, as a further parameter. No header declares them without optimisation. */
#ifndef FBP_MODEL_FORTIFY_H
#define FBP_MODEL_FORTIFY_H

#include "support.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>
#include <wchar.h>

/* memory and strings */
FBP_READS(2) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD void *__memcpy_chk(void *, const void *, size_t, size_t),
    *__memmove_chk(void *, const void *, size_t, size_t), *__mempcpy_chk(void *, const void *, size_t, size_t);
FBP_WRITES(1) FBP_MODEL_NUMBERS(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD void *__memset_chk(void *, int, size_t, size_t);
FBP_WRITES(1) FBP_MODEL_NUMBERS(1) void __explicit_bzero_chk(void *, size_t, size_t);
FBP_READS(2) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD char *__strcpy_chk(char *, const char *, size_t),
    *__strncpy_chk(char *, const char *, size_t, size_t), *__stpcpy_chk(char *, const char *, size_t),
    *__stpncpy_chk(char *, const char *, size_t, size_t);
FBP_READS(1) FBP_READS(2) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD char *__strcat_chk(char *, const char *, size_t),
    *__strncat_chk(char *, const char *, size_t, size_t);
FBP_READS(2) FBP_WRITES(1) size_t __strlcpy_chk(char *, const char *, size_t, size_t);
FBP_READS(1) FBP_READS(2) FBP_WRITES(1) size_t __strlcat_chk(char *, const char *, size_t, size_t);
FBP_READS(2) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD wchar_t *__wmemcpy_chk(wchar_t *, const wchar_t *, size_t, size_t),
    *__wmemmove_chk(wchar_t *, const wchar_t *, size_t, size_t), *__wcscpy_chk(wchar_t *, const wchar_t *, size_t),
    *__wcsncpy_chk(wchar_t *, const wchar_t *, size_t, size_t);
FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD wchar_t *__wmemset_chk(wchar_t *, wchar_t, size_t, size_t);
FBP_READS(1) FBP_READS(2) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD wchar_t *__wcscat_chk(wchar_t *, const wchar_t *, size_t);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(2) size_t __mbstowcs_chk(wchar_t *, const char *, size_t, size_t),
    __wcstombs_chk(char *, const wchar_t *, size_t, size_t);

/* formatted output */
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 3)
int __printf_chk(int, const char *, ...);
FBP_MODEL_LOCALE FBP_READS(3) FBP_READS(4) FBP_MODEL_FORMAT(3, 4) int __fprintf_chk(FILE *, int, const char *, ...),
    __dprintf_chk(int, int, const char *, ...);
FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_READS(4) FBP_READS(5) FBP_MODEL_FORMAT(4, 5) int __sprintf_chk(char *, int, size_t, const char *, ...);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(5) FBP_READS(6) FBP_MODEL_FORMAT(5, 6)
int __snprintf_chk(char *, size_t, int, size_t, const char *, ...);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_RECEIVES_INTO_IF(1, "nonnegative") FBP_MODEL_MAKES FBP_READS(3) FBP_READS(4) FBP_MODEL_FORMAT(3, 4)
int __asprintf_chk(char **, int, const char *, ...);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 0)
int __vprintf_chk(int, const char *, va_list);
FBP_MODEL_LOCALE
FBP_READS(3) FBP_READS(4) FBP_MODEL_FORMAT(3, 0) int __vfprintf_chk(FILE *, int, const char *, va_list),
    __vdprintf_chk(int, int, const char *, va_list);
FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_READS(4) FBP_READS(5) FBP_MODEL_FORMAT(4, 0) int __vsprintf_chk(char *, int, size_t, const char *, va_list);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(5) FBP_READS(6) FBP_MODEL_FORMAT(5, 0)
int __vsnprintf_chk(char *, size_t, int, size_t, const char *, va_list);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_RECEIVES_INTO_IF(1, "nonnegative") FBP_MODEL_MAKES FBP_READS(3) FBP_READS(4) FBP_MODEL_FORMAT(3, 0)
int __vasprintf_chk(char **, int, const char *, va_list);
FBP_MODEL_SETS_ZONE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("timezone") FBP_MODEL_READS_STATE("syslog")
FBP_READS(3) FBP_READS(4) FBP_MODEL_FORMAT(3, 4) void __syslog_chk(int, int, const char *, ...);
FBP_MODEL_SETS_ZONE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("timezone") FBP_MODEL_READS_STATE("syslog")
FBP_READS(3) FBP_READS(4) FBP_MODEL_FORMAT(3, 0) void __vsyslog_chk(int, int, const char *, va_list);

/* input */
FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD char *__fgets_chk(char *, size_t, int, FILE *),
    *__fgets_unlocked_chk(char *, size_t, int, FILE *);
FBP_WRITES(1) FBP_MODEL_FILLS(1, 0) size_t __fread_chk(void *, size_t, size_t, size_t, FILE *),
    __fread_unlocked_chk(void *, size_t, size_t, size_t, FILE *);
FBP_WRITES(2) FBP_MODEL_FILLS(2, 3)
ssize_t __read_chk(int, void *, size_t, size_t), __pread_chk(int, void *, size_t, off_t, size_t),
    __pread64_chk(int, void *, size_t, off64_t, size_t), __recv_chk(int, void *, size_t, size_t, int);
FBP_WRITES(2) FBP_MODEL_FILLS(2, 3) FBP_WRITES(6) FBP_READS(7) FBP_WRITES(7)
ssize_t __recvfrom_chk(int, void *, size_t, size_t, int, struct sockaddr *, socklen_t *);
FBP_READS(1) FBP_WRITES(2) ssize_t __readlink_chk(const char *, char *, size_t, size_t);
FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_MALLOC char *__getcwd_chk(char *, size_t, size_t);
FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(0, 2) FBP_MODEL_MALLOC char *__realpath_chk(const char *, char *, size_t);
FBP_WRITES(1) int __gethostname_chk(char *, size_t, size_t);
FBP_READS(1) FBP_WRITES(1) FBP_NONDET int __poll_chk(struct pollfd *, nfds_t, int, size_t);

/* jumps */
FBP_READS(1) FBP_MODEL_LEAVES(2, 0) void __longjmp_chk(struct __jmp_buf_tag *, int) __attribute__((noreturn));

#endif
