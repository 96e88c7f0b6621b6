/* stdio.h.
 *
 * A FILE is a channel: streams lock themselves, and what a stream holds is the library's business. Buffers
 * that a stream keeps (setvbuf, fmemopen, open_memstream) are kept, and written from then on: by whatever
 * takes a stream, if others may see the buffer or the stream, but FBP_MODEL_NO_BUFFER; what prints to stdout,
 * reads from stdin or flushes all streams is FBP_MODEL_STANDARD_STREAMS.
 *
 * printf's arguments: they are read, and where the format has a %n, or can be a text that is no constant of the
 * program, each may be written. scanf's are written. */
#ifndef FBP_MODEL_STDIO_H
#define FBP_MODEL_STDIO_H

#include "support.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>

typedef struct _IO_FILE FILE FBP_CHANNEL;

/* opening and closing */
FBP_MODEL_READS_STATE("environ")
FBP_READS(1) FBP_READS(2) FILE *fopen(const char *, const char *), *fopen64(const char *, const char *),
    *popen(const char *, const char *);
FBP_READS(1) FBP_READS(2) FILE *freopen(const char *, const char *, FILE *),
    *freopen64(const char *, const char *, FILE *);
FBP_READS(2) FILE *fdopen(int, const char *);
FBP_PURE FILE *tmpfile(void), *tmpfile64(void);
FBP_KEEPS(1) FBP_WRITES(1) FBP_READS(3) FILE *fmemopen(void *, size_t, const char *);
/* its functions run in whichever task uses the stream */
FBP_SPAWNS(3, 0) FBP_KEEPS(1) FBP_READS(2) FILE *fopencookie(void *, const char *, cookie_io_functions_t);
FBP_KEEPS(1) FBP_KEEPS(2) FBP_WRITES(1) FBP_WRITES(2) FBP_RECEIVES_INTO(1) FBP_MODEL_MAKES FILE *open_memstream(char **, size_t *);
FBP_PURE FBP_MODEL_STANDARD_STREAMS
int fclose(FILE *), pclose(FILE *), fflush(FILE *), fflush_unlocked(FILE *), fcloseall(void);
FBP_KEEPS(2) FBP_WRITES(2) int setvbuf(FILE *, char *, int, size_t);
FBP_KEEPS(2) FBP_WRITES(2) void setbuf(FILE *, char *), setbuffer(FILE *, char *, size_t);
FBP_PURE void setlinebuf(FILE *);

/* characters and lines */
FBP_PURE FBP_MODEL_STANDARD_STREAMS FBP_MODEL_FILLS(0, 0) int fgetc(FILE *), getc(FILE *), getchar(void), getc_unlocked(FILE *), getchar_unlocked(void),
    fgetc_unlocked(FILE *), getw(FILE *), __uflow(FILE *);
FBP_PURE FBP_MODEL_STANDARD_STREAMS FBP_MODEL_LEAVES(1, 0) int ungetc(int, FILE *), fputc(int, FILE *), putc(int, FILE *), putchar(int),
    putc_unlocked(int, FILE *), putchar_unlocked(int), fputc_unlocked(int, FILE *), putw(int, FILE *);
FBP_PURE FBP_MODEL_LEAVES(2, 0) int __overflow(FILE *, int);
FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD char *fgets(char *, int, FILE *), *fgets_unlocked(char *, int, FILE *);
FBP_READS(1) FBP_MODEL_STANDARD_STREAMS int fputs(const char *, FILE *), fputs_unlocked(const char *, FILE *), puts(const char *);
FBP_WRITES(1) FBP_MODEL_FILLS(1, 0) size_t fread(void *, size_t, size_t, FILE *), fread_unlocked(void *, size_t, size_t, FILE *);
FBP_READS(1) FBP_MODEL_LEAVES(1, 0)
size_t fwrite(const void *, size_t, size_t, FILE *), fwrite_unlocked(const void *, size_t, size_t, FILE *);
FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_READS(2) FBP_WRITES(2) FBP_RECEIVES_INTO(1) FBP_MODEL_MAKES
ssize_t getline(char **, size_t *, FILE *);
FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_READS(2) FBP_WRITES(2) FBP_RECEIVES_INTO(1) FBP_MODEL_MAKES
ssize_t getdelim(char **, size_t *, int, FILE *), __getdelim(char **, size_t *, int, FILE *);

/* formatted output */
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(1) FBP_READS(2) FBP_MODEL_FORMAT(1, 2)
int printf(const char *, ...);
FBP_MODEL_LOCALE
FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 3) int fprintf(FILE *, const char *, ...), dprintf(int, const char *, ...);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 3) int sprintf(char *, const char *, ...);
FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_READS(3) FBP_READS(4) FBP_MODEL_FORMAT(3, 4) int snprintf(char *, size_t, const char *, ...);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_RECEIVES_INTO_IF(1, "nonnegative") FBP_MODEL_MAKES FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 3)
int asprintf(char **, const char *, ...), __asprintf(char **, const char *, ...);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(1) FBP_READS(2) FBP_MODEL_FORMAT(1, 0)
int vprintf(const char *, va_list);
FBP_MODEL_LOCALE FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 0) int vfprintf(FILE *, const char *, va_list),
    vdprintf(int, const char *, va_list);
FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 0) int vsprintf(char *, const char *, va_list);
FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_READS(3) FBP_READS(4) FBP_MODEL_FORMAT(3, 0) int vsnprintf(char *, size_t, const char *, va_list);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_RECEIVES_INTO_IF(1, "nonnegative") FBP_MODEL_MAKES FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 0)
int vasprintf(char **, const char *, va_list);

/* formatted input, under the names that C99 and C23 programs get as well */
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(1) FBP_WRITES(2) FBP_MODEL_FILLS(2, 0) FBP_MODEL_SCANS(1, 2) int scanf(const char *, ...);
FBP_MODEL_LOCALE FBP_READS(2) FBP_WRITES(3) FBP_MODEL_FILLS(3, 0) FBP_MODEL_SCANS(2, 3) int fscanf(FILE *, const char *, ...);
FBP_MODEL_LOCALE FBP_READS(1) FBP_READS(2) FBP_WRITES(3) FBP_MODEL_FILLS(3, 0) FBP_MODEL_SCANS(2, 3) int sscanf(const char *, const char *, ...);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(1) FBP_WRITES(2) FBP_MODEL_WRITES_BEHIND(2)
int vscanf(const char *, va_list);
FBP_MODEL_LOCALE FBP_READS(2) FBP_WRITES(3) FBP_MODEL_WRITES_BEHIND(3)
int vfscanf(FILE *, const char *, va_list);
FBP_MODEL_LOCALE FBP_READS(1) FBP_READS(2) FBP_WRITES(3) FBP_MODEL_WRITES_BEHIND(3)
int vsscanf(const char *, const char *, va_list);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(1) FBP_WRITES(2) FBP_MODEL_FILLS(2, 0) FBP_MODEL_SCANS(1, 2)
int __isoc99_scanf(const char *, ...), __isoc23_scanf(const char *, ...);
FBP_MODEL_LOCALE
FBP_READS(2) FBP_WRITES(3) FBP_MODEL_FILLS(3, 0) FBP_MODEL_SCANS(2, 3) int __isoc99_fscanf(FILE *, const char *, ...), __isoc23_fscanf(FILE *, const char *, ...);
FBP_MODEL_LOCALE FBP_READS(1) FBP_READS(2) FBP_WRITES(3) FBP_MODEL_FILLS(3, 0) FBP_MODEL_SCANS(2, 3) int __isoc99_sscanf(const char *, const char *, ...),
    __isoc23_sscanf(const char *, const char *, ...);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS
FBP_READS(1) FBP_WRITES(2) FBP_MODEL_WRITES_BEHIND(2)
int __isoc99_vscanf(const char *, va_list), __isoc23_vscanf(const char *, va_list);
FBP_MODEL_LOCALE FBP_READS(2) FBP_WRITES(3) FBP_MODEL_WRITES_BEHIND(3)
int __isoc99_vfscanf(FILE *, const char *, va_list),
    __isoc23_vfscanf(FILE *, const char *, va_list);
FBP_MODEL_LOCALE FBP_READS(1) FBP_READS(2) FBP_WRITES(3) FBP_MODEL_WRITES_BEHIND(3)
int __isoc99_vsscanf(const char *, const char *, va_list),
    __isoc23_vsscanf(const char *, const char *, va_list);

/* position and state */
FBP_PURE int fseek(FILE *, long, int), fseeko(FILE *, off_t, int), fseeko64(FILE *, off64_t, int);
FBP_PURE long ftell(FILE *);
FBP_PURE off_t ftello(FILE *);
FBP_PURE off64_t ftello64(FILE *);
FBP_PURE void rewind(FILE *);
FBP_PURE FBP_MODEL_NO_BUFFER
void clearerr(FILE *), clearerr_unlocked(FILE *), flockfile(FILE *), funlockfile(FILE *);
FBP_PURE FBP_MODEL_NO_BUFFER FBP_NONDET int ftrylockfile(FILE *);
FBP_WRITES(2) int fgetpos(FILE *, fpos_t *), fgetpos64(FILE *, fpos64_t *);
FBP_READS(2) int fsetpos(FILE *, const fpos_t *), fsetpos64(FILE *, const fpos64_t *);
FBP_PURE FBP_MODEL_NO_BUFFER
int feof(FILE *), ferror(FILE *), fileno(FILE *), feof_unlocked(FILE *), ferror_unlocked(FILE *),
    fileno_unlocked(FILE *);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(1) void perror(const char *);
FBP_PURE FBP_MODEL_NO_BUFFER size_t __fbufsize(FILE *), __fpending(FILE *);
FBP_PURE FBP_MODEL_NO_BUFFER
int __freading(FILE *), __fwriting(FILE *), __freadable(FILE *), __fwritable(FILE *), __flbf(FILE *),
    __fsetlocking(FILE *, int);
FBP_PURE FBP_MODEL_STANDARD_STREAMS void __fpurge(FILE *), _flushlbf(void);

/* names and files */
FBP_READS(1) int remove(const char *);
FBP_READS(1) FBP_READS(2) int rename(const char *, const char *);
FBP_READS(2) FBP_READS(4) int renameat(int, const char *, int, const char *), renameat2(int, const char *, int, const char *, unsigned);
FBP_HIDDEN_STATE("mkstemp") FBP_WRITES(1) char *tmpnam(char *);
FBP_WRITES(1) FBP_POINTS_INTO(0, 1) char *tmpnam_r(char *);
FBP_MODEL_READS_STATE("environ") FBP_READS(1) FBP_READS(2) FBP_MODEL_MALLOC char *tempnam(const char *, const char *);
FBP_HIDDEN_STATE("its result is always \"/dev/tty\"") FBP_WRITES(1) char *ctermid(char *);

#endif
