/* stdlib.h: memory, numbers, sorting, the environment, random numbers, the end of the process.
 *
 * realloc ends the life of its argument and returns a new object with the old contents, which may also be
 * the same memory. The environment's strings are constants; changing the environment is a global write. */
#ifndef FBP_MODEL_STDLIB_H
#define FBP_MODEL_STDLIB_H

#include "support.h"

#include <inttypes.h>
#include <malloc.h>
#include <pty.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/sysmacros.h>

/* memory */
FBP_PURE FBP_MODEL_MALLOC void *malloc(size_t), *aligned_alloc(size_t, size_t), *memalign(size_t, size_t), *valloc(size_t),
    *pvalloc(size_t);
FBP_PURE FBP_MODEL_MALLOC FBP_MODEL_ZEROED void *calloc(size_t, size_t);
FBP_FREES(1) FBP_MODEL_MALLOC FBP_POINTS_INTO(0, 1) void *realloc(void *, size_t),
    *reallocarray(void *, size_t, size_t);
FBP_RECEIVES_INTO_IF(1, "zero") FBP_MODEL_MAKES FBP_WRITES(1) int posix_memalign(void **, size_t, size_t);
FBP_FREES(1) void free(void *);
FBP_PURE size_t malloc_usable_size(void *);
FBP_PURE int malloc_trim(size_t);
FBP_HIDDEN_STATE("call it before the first task is started") int mallopt(int, int);
FBP_PURE FBP_MODEL_STANDARD_STREAMS void malloc_stats(void);
FBP_PURE int malloc_info(int, FILE *);
FBP_PURE FBP_NONDET struct mallinfo mallinfo(void);
FBP_PURE FBP_NONDET struct mallinfo2 mallinfo2(void);

/* numbers */
FBP_MODEL_LOCALE FBP_READS(1) int atoi(const char *);
FBP_MODEL_LOCALE FBP_MODEL_PARSES FBP_READS(1) long atol(const char *), a64l(const char *);
FBP_MODEL_LOCALE FBP_MODEL_PARSES FBP_READS(1) long long atoll(const char *);
FBP_MODEL_LOCALE FBP_READS(1) double atof(const char *);
FBP_MODEL_LOCALE FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD double strtod(const char *, char **);
FBP_MODEL_LOCALE FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD float strtof(const char *, char **);
FBP_MODEL_LOCALE FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD long double strtold(const char *, char **);
FBP_MODEL_LOCALE FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD long strtol(const char *, char **, int);
FBP_MODEL_LOCALE FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD unsigned long strtoul(const char *, char **, int);
FBP_MODEL_LOCALE FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD long long strtoll(const char *, char **, int),
    strtoq(const char *, char **, int);
FBP_MODEL_LOCALE
FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD unsigned long long strtoull(const char *, char **, int),
    strtouq(const char *, char **, int);
FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD FBP_READS(4)
long strtol_l(const char *, char **, int, locale_t);
FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD FBP_READS(4)
unsigned long strtoul_l(const char *, char **, int, locale_t);
FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD FBP_READS(3)
double strtod_l(const char *, char **, locale_t);
FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD FBP_READS(3)
float strtof_l(const char *, char **, locale_t);
FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD FBP_READS(3)
long double strtold_l(const char *, char **, locale_t);
FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_READS(3) int strfromd(char *, size_t, const char *, double), strfromf(char *, size_t, const char *, float),
    strfroml(char *, size_t, const char *, long double);
FBP_MODEL_LOCALE FBP_READS(1) int rpmatch(const char *);
FBP_HIDDEN_STATE("snprintf") char *l64a(long);
FBP_HIDDEN_STATE("snprintf") FBP_WRITES(3) FBP_WRITES(4) char *ecvt(double, int, int *, int *),
    *fcvt(double, int, int *, int *);
FBP_WRITES(3) FBP_POINTS_INTO(0, 3) char *gcvt(double, int, char *);
FBP_WRITES(3) FBP_WRITES(4) FBP_WRITES(5) int ecvt_r(double, int, int *, int *, char *, size_t),
    fcvt_r(double, int, int *, int *, char *, size_t);
FBP_MODEL_LOCALE FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD intmax_t strtoimax(const char *, char **, int);
FBP_MODEL_LOCALE FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD uintmax_t strtoumax(const char *, char **, int);
FBP_MODEL_LOCALE
FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD intmax_t __isoc23_strtoimax(const char *, char **, int);
FBP_MODEL_LOCALE
FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD uintmax_t __isoc23_strtoumax(const char *, char **, int);
FBP_PURE intmax_t imaxabs(intmax_t);
FBP_PURE imaxdiv_t imaxdiv(intmax_t, intmax_t);
FBP_PURE int abs(int);
FBP_PURE long labs(long);
FBP_PURE long long llabs(long long);
FBP_PURE div_t div(int, int);
FBP_PURE ldiv_t ldiv(long, long);
FBP_PURE lldiv_t lldiv(long long, long long);

/* C23's names for the same, which glibc 2.38 and later put into programs */
FBP_MODEL_LOCALE FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD long __isoc23_strtol(const char *, char **, int);
FBP_MODEL_LOCALE
FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD unsigned long __isoc23_strtoul(const char *, char **, int);
FBP_MODEL_LOCALE
FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD long long __isoc23_strtoll(const char *, char **, int);
FBP_MODEL_LOCALE FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD
unsigned long long __isoc23_strtoull(const char *, char **, int);

/* sorting and searching: the callback gets pointers into the array, and the key */
FBP_CALLS(4, 1) FBP_READS(1) FBP_WRITES(1)
void qsort(void *, size_t, size_t, int (*)(const void *, const void *));
FBP_CALLS(4, 1) FBP_CALLS(4, 5) FBP_READS(1) FBP_WRITES(1)
void qsort_r(void *, size_t, size_t, int (*)(const void *, const void *, void *), void *);
FBP_CALLS(5, 1) FBP_CALLS(5, 2) FBP_READS(1) FBP_READS(2) FBP_POINTS_INTO(0, 2) FBP_MODEL_AHEAD
void *bsearch(const void *, const void *, size_t, size_t, int (*)(const void *, const void *));

/* multibyte characters: the shift state between calls is hidden */
FBP_MODEL_LOCALE FBP_HIDDEN_STATE("mbrlen") FBP_READS(1) int mblen(const char *, size_t);
FBP_MODEL_LOCALE FBP_HIDDEN_STATE("mbrtowc") FBP_WRITES(1) FBP_READS(2) int mbtowc(wchar_t *, const char *, size_t);
FBP_MODEL_LOCALE FBP_HIDDEN_STATE("wcrtomb") FBP_WRITES(1) int wctomb(char *, wchar_t);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(2) size_t mbstowcs(wchar_t *, const char *, size_t);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(2) size_t wcstombs(char *, const wchar_t *, size_t);
FBP_MODEL_LOCALE FBP_PURE size_t __ctype_get_mb_cur_max(void);

/* suboptions: the pointer at parameter 1 moves on, and a comma becomes the end of a string */
FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_MODEL_NO_CODE(1) FBP_READS(2) FBP_WRITES(3) FBP_MODEL_NO_CODE(3)
int getsubopt(char **, char *const *, char **);

/* the environment */
FBP_MODEL_READS_STATE("environ")
FBP_READS(1) FBP_MODEL_CONSTANT char *getenv(const char *), *secure_getenv(const char *);
FBP_MODEL_STATE("environ") FBP_HIDDEN_STATE("set the environment before the first task is started, or pass the value on as a parameter") FBP_READS(1) FBP_READS(2) int setenv(const char *, const char *, int);
FBP_MODEL_STATE("environ") FBP_HIDDEN_STATE("set the environment before the first task is started, or pass the value on as a parameter") FBP_READS(1) int unsetenv(const char *);
FBP_MODEL_STATE("environ") FBP_HIDDEN_STATE("set the environment before the first task is started, or pass the value on as a parameter") FBP_KEEPS(1) int putenv(char *);
FBP_MODEL_STATE("environ") FBP_HIDDEN_STATE("set the environment before the first task is started, or pass the value on as a parameter") int clearenv(void);

/* random numbers */
FBP_MODEL_STATE("rand") FBP_HIDDEN_STATE("rand_r") FBP_NONDET int rand(void);
FBP_MODEL_STATE("rand") FBP_HIDDEN_STATE("rand_r") void srand(unsigned);
FBP_READS(1) FBP_WRITES(1) int rand_r(unsigned *);
FBP_MODEL_STATE("rand") FBP_HIDDEN_STATE("random_r") FBP_NONDET long random(void);
FBP_MODEL_STATE("rand") FBP_HIDDEN_STATE("srandom_r") void srandom(unsigned);
FBP_MODEL_STATE("rand")
FBP_HIDDEN_STATE("initstate_r") FBP_KEEPS(2) FBP_WRITES(2) char *initstate(unsigned, char *, size_t);
FBP_MODEL_STATE("rand") FBP_HIDDEN_STATE("setstate_r") FBP_KEEPS(1) FBP_WRITES(1) char *setstate(char *);
FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_WRITES(2) int random_r(struct random_data *, int32_t *);
FBP_READS(2) FBP_WRITES(2) FBP_MODEL_WRITES_BEHIND(2) int srandom_r(unsigned, struct random_data *);
FBP_WRITES(2) FBP_READS(4) FBP_WRITES(4) FBP_MODEL_WRITES_BEHIND(4) FBP_LINKS(4, 2)
int initstate_r(unsigned, char *, size_t, struct random_data *);
FBP_READS(1) FBP_READS(2) FBP_WRITES(2) FBP_MODEL_WRITES_BEHIND(2) FBP_LINKS(2, 1)
int setstate_r(char *, struct random_data *);
FBP_MODEL_STATE("drand48") FBP_HIDDEN_STATE("drand48_r") FBP_NONDET double drand48(void);
FBP_MODEL_STATE("drand48") FBP_HIDDEN_STATE("erand48_r") FBP_WRITES(1) double erand48(unsigned short *);
FBP_MODEL_STATE("drand48") FBP_HIDDEN_STATE("lrand48_r") FBP_NONDET long lrand48(void);
FBP_MODEL_STATE("drand48") FBP_HIDDEN_STATE("nrand48_r") FBP_WRITES(1) long nrand48(unsigned short *);
FBP_MODEL_STATE("drand48") FBP_HIDDEN_STATE("mrand48_r") FBP_NONDET long mrand48(void);
FBP_MODEL_STATE("drand48") FBP_HIDDEN_STATE("jrand48_r") FBP_WRITES(1) long jrand48(unsigned short *);
FBP_MODEL_STATE("drand48") FBP_HIDDEN_STATE("srand48_r") void srand48(long);
FBP_MODEL_STATE("drand48") FBP_HIDDEN_STATE("seed48_r") FBP_READS(1) unsigned short *seed48(unsigned short *);
FBP_MODEL_STATE("drand48") FBP_HIDDEN_STATE("lcong48_r") FBP_READS(1) void lcong48(unsigned short *);
FBP_WRITES(1) FBP_WRITES(2) int drand48_r(struct drand48_data *, double *),
    lrand48_r(struct drand48_data *, long *), mrand48_r(struct drand48_data *, long *);
FBP_WRITES(1) FBP_WRITES(2) FBP_WRITES(3) int erand48_r(unsigned short *, struct drand48_data *, double *),
    nrand48_r(unsigned short *, struct drand48_data *, long *), jrand48_r(unsigned short *, struct drand48_data *, long *);
FBP_WRITES(2) int srand48_r(long, struct drand48_data *);
FBP_READS(1) FBP_WRITES(2) int seed48_r(unsigned short *, struct drand48_data *),
    lcong48_r(unsigned short *, struct drand48_data *);
#if __GLIBC_PREREQ(2, 36)
FBP_PURE FBP_NONDET __uint32_t arc4random(void), arc4random_uniform(__uint32_t);
FBP_WRITES(1) FBP_MODEL_NUMBERS(1) FBP_NONDET void arc4random_buf(void *, size_t);
#endif
FBP_WRITES(1) FBP_MODEL_NUMBERS(1) FBP_NONDET ssize_t getrandom(void *, size_t, unsigned);
FBP_WRITES(1) FBP_MODEL_NUMBERS(1) FBP_NONDET int getentropy(void *, size_t);

/* the end of the process, other programs, files */
FBP_HIDDEN_STATE("register it before the first task is started") FBP_MODEL_STATE("exit handlers") FBP_CALLS_LATER(1, 0)
int atexit(void (*)(void)), at_quick_exit(void (*)(void));
FBP_HIDDEN_STATE("register it before the first task is started") FBP_MODEL_STATE("exit handlers") FBP_CALLS_LATER(1, 2) int on_exit(void (*)(int, void *), void *);
FBP_PURE FBP_MODEL_STANDARD_STREAMS void exit(int) __attribute__((noreturn));
FBP_PURE void abort(void) __attribute__((noreturn)),
    _Exit(int) __attribute__((noreturn)), quick_exit(int) __attribute__((noreturn));
FBP_MODEL_READS_STATE("environ") FBP_READS(1) int system(const char *);
FBP_WRITES(1) int mkstemp(char *), mkostemp(char *, int), mkstemps(char *, int), mkostemps(char *, int, int),
    mkstemp64(char *), mkostemp64(char *, int), mkstemps64(char *, int), mkostemps64(char *, int, int);
FBP_WRITES(1) FBP_POINTS_INTO(0, 1) char *mkdtemp(char *), *mktemp(char *);
FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(0, 2) FBP_MODEL_MALLOC char *realpath(const char *, char *);
FBP_READS(1) FBP_MODEL_MALLOC char *canonicalize_file_name(const char *);
FBP_WRITES(1) int getloadavg(double *, int);

/* pseudo-terminals */
FBP_MODEL_LOCALE
FBP_PURE int posix_openpt(int), grantpt(int), unlockpt(int), getpt(void);
FBP_HIDDEN_STATE("ptsname_r") char *ptsname(int);
FBP_WRITES(2) int ptsname_r(int, char *, size_t);
FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_WRITES(2) FBP_WRITES(3) FBP_READS(4) FBP_READS(5)
int openpty(int *, int *, char *, const struct termios *, const struct winsize *);

/* device numbers */
FBP_PURE unsigned gnu_dev_major(dev_t), gnu_dev_minor(dev_t);
FBP_PURE dev_t gnu_dev_makedev(unsigned, unsigned);

#endif
