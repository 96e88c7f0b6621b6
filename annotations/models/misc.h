/* errno, assert, setjmp, syslog, dlfcn, err, error, the version of glibc, and what the compiler and glibc's macros call.
 *
 * __errno_location returns the address of a thread-local variable. It is described as a new object of the
 * caller: writing errno is then always the task's own business, and nothing else can refer to it.
 * dlopen and dlsym bring code that was not seen: their results are unknown. */
#ifndef FBP_MODEL_MISC_H
#define FBP_MODEL_MISC_H

#include "support.h"

#include <assert.h>
#include <dlfcn.h>
#include <err.h>
#include <errno.h>
#include <error.h>
#include <execinfo.h>
#include <gnu/libc-version.h>
#include <link.h>
#include <setjmp.h>
#include <stdarg.h>
#include <syslog.h>
#include <utmp.h>

FBP_PURE FBP_MODEL_MALLOC int *__errno_location(void);
FBP_MODEL_STANDARD_STREAMS FBP_READS(1) FBP_READS(2) FBP_READS(4)
void __assert_fail(const char *, const char *, unsigned, const char *) __attribute__((noreturn));
FBP_MODEL_STANDARD_STREAMS FBP_READS(2) FBP_READS(4)
void __assert_perror_fail(int, const char *, unsigned, const char *) __attribute__((noreturn));
FBP_MODEL_STANDARD_STREAMS FBP_READS(1) FBP_READS(2)
void __assert(const char *, const char *, int) __attribute__((noreturn));
FBP_PURE void __stack_chk_fail(void) __attribute__((noreturn));
FBP_PURE void __chk_fail(void) __attribute__((noreturn));

FBP_WRITES(1) FBP_MODEL_FILLS(0, 0) int _setjmp(struct __jmp_buf_tag *), __sigsetjmp(struct __jmp_buf_tag *, int);
FBP_WRITES(1) FBP_MODEL_FILLS(0, 0) int (setjmp)(struct __jmp_buf_tag *);
FBP_READS(1) FBP_MODEL_LEAVES(2, 0)
void longjmp(struct __jmp_buf_tag *, int) __attribute__((noreturn)),
    _longjmp(struct __jmp_buf_tag *, int) __attribute__((noreturn)),
    siglongjmp(struct __jmp_buf_tag *, int) __attribute__((noreturn));

/* the system log keeps the name given to openlog */
FBP_MODEL_STATE("syslog") FBP_HIDDEN_STATE("call it before the first task is started") FBP_KEEPS(1) void openlog(const char *, int, int);
FBP_MODEL_STATE("syslog") FBP_HIDDEN_STATE("call it before the first task is started") void closelog(void);
FBP_MODEL_STATE("syslog") FBP_HIDDEN_STATE("call it before the first task is started") int setlogmask(int);
FBP_MODEL_SETS_ZONE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("timezone") FBP_MODEL_READS_STATE("syslog")
FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 3) void syslog(int, const char *, ...);
FBP_MODEL_SETS_ZONE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("timezone") FBP_MODEL_READS_STATE("syslog")
FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 0) void vsyslog(int, const char *, va_list);

FBP_MODEL_READS_STATE("environ") FBP_READS(1) void *dlopen(const char *, int);
FBP_PURE int dlclose(void *);
FBP_READS(2) void *dlsym(void *, const char *);
FBP_READS(2) FBP_READS(3) void *dlvsym(void *, const char *, const char *);
FBP_HIDDEN_STATE("load before the first task is started") char *dlerror(void);
FBP_WRITES(2) int dladdr(const void *, Dl_info *);

/* messages that name the program */
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS
FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 3) void err(int, const char *, ...) __attribute__((noreturn)),
    errx(int, const char *, ...) __attribute__((noreturn));
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS
FBP_READS(1) FBP_READS(2) FBP_MODEL_FORMAT(1, 2) void warn(const char *, ...), warnx(const char *, ...);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS
FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 0) void verr(int, const char *, va_list) __attribute__((noreturn)),
    verrx(int, const char *, va_list) __attribute__((noreturn));
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS
FBP_READS(1) FBP_READS(2) FBP_MODEL_FORMAT(1, 0) void vwarn(const char *, va_list), vwarnx(const char *, va_list);
FBP_MODEL_LOCALE FBP_MODEL_STATE("error_message_count")
FBP_MODEL_STANDARD_STREAMS FBP_HIDDEN_STATE("warn") FBP_READS(3) FBP_READS(4) FBP_MODEL_FORMAT(3, 4) void error(int, int, const char *, ...);

FBP_MODEL_LOCALE FBP_MODEL_STATE("error_message_count")
FBP_MODEL_STANDARD_STREAMS FBP_HIDDEN_STATE("warn") FBP_READS(3) FBP_READS(5) FBP_READS(6) FBP_MODEL_FORMAT(5, 6)
void error_at_line(int, int, const char *, unsigned, const char *, ...);
FBP_CALLS(1, 2) int dl_iterate_phdr(int (*)(struct dl_phdr_info *, size_t, void *), void *);

FBP_PURE FBP_MODEL_CONSTANT const char *gnu_get_libc_version(void), *gnu_get_libc_release(void);

FBP_WRITES(1) int backtrace(void **, int);
FBP_READS(1) FBP_MODEL_MALLOC char **backtrace_symbols(void *const *, int);
FBP_READS(1) void backtrace_symbols_fd(void *const *, int, int);

#endif
