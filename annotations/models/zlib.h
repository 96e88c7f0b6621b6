/* zlib.h, where it is installed when the models are compiled.
 *
 * A stream's state is the library's; it refers back to its stream, so a copy of a stream is refused, not used. What
 * annotations cannot say is trusted, and listed where a program uses it: a stream may have an allocator of the
 * program's own, and `msg` leads to constants. Left out: what calls back (inflateBack), copies of streams, headers that are
 * kept for later calls, formatted writing. */
#ifndef FBP_MODEL_ZLIB_H
#define FBP_MODEL_ZLIB_H

#include "support.h"

#if __has_include(<zlib.h>)
#include <zlib.h>

#define FBP_ZLIB_ALLOCATES FBP_MODEL_NO_CODE(1) \
    FBP_TRUSTED("zlib: an allocator of the program touches nothing but what it allocates, and is called by nobody else; nobody writes msg's text")
#define FBP_ZLIB_CODES FBP_MODEL_NO_CODE(1) FBP_TRUSTED("zlib: no pointers are compressed; nobody writes msg's text")

/* streams: coding reads and writes the buffers that the stream leads to */
FBP_ZLIB_CODES FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) int deflate(z_streamp, int), inflate(z_streamp, int),
    deflateParams(z_streamp, int, int);
FBP_ZLIB_ALLOCATES FBP_READS(1) FBP_WRITES(1) int deflateEnd(z_streamp), inflateEnd(z_streamp), inflateBackEnd(z_streamp);
FBP_ZLIB_ALLOCATES FBP_READS(1) FBP_WRITES(1) FBP_READS(3) int deflateInit_(z_streamp, int, const char *, int);
FBP_ZLIB_ALLOCATES FBP_READS(1) FBP_WRITES(1) FBP_READS(7)
int deflateInit2_(z_streamp, int, int, int, int, int, const char *, int);
FBP_ZLIB_ALLOCATES FBP_READS(1) FBP_WRITES(1) FBP_READS(2) int inflateInit_(z_streamp, const char *, int);
FBP_ZLIB_ALLOCATES FBP_READS(1) FBP_WRITES(1) FBP_READS(3) int inflateInit2_(z_streamp, int, const char *, int);
FBP_ZLIB_ALLOCATES FBP_READS(1) FBP_WRITES(1) int deflateReset(z_streamp), inflateReset(z_streamp),
    deflatePrime(z_streamp, int, int), inflatePrime(z_streamp, int, int), deflateTune(z_streamp, int, int, int, int),
    inflateReset2(z_streamp, int);
FBP_READS(1) FBP_WRITES(1) FBP_READS(2) int deflateSetDictionary(z_streamp, const Bytef *, uInt),
    inflateSetDictionary(z_streamp, const Bytef *, uInt);
FBP_READS(1) FBP_WRITES(2) FBP_WRITES(3) int deflatePending(z_streamp, unsigned *, int *);
FBP_READS(1) uLong deflateBound(z_streamp, uLong);

/* buffers */
FBP_WRITES(1) FBP_READS(2) FBP_WRITES(2) FBP_READS(3) int compress(Bytef *, uLongf *, const Bytef *, uLong),
    compress2(Bytef *, uLongf *, const Bytef *, uLong, int), uncompress(Bytef *, uLongf *, const Bytef *, uLong);
FBP_PURE uLong compressBound(uLong);

/* files: one is the library's object, and the caller's to close */
FBP_READS(1) FBP_READS(2) FBP_MODEL_MALLOC gzFile gzopen(const char *, const char *);
#ifdef Z_LARGE64
FBP_READS(1) FBP_READS(2) FBP_MODEL_MALLOC gzFile gzopen64(const char *, const char *);
#endif
FBP_READS(2) FBP_MODEL_MALLOC gzFile gzdopen(int, const char *);
FBP_READS(1) FBP_WRITES(1) FBP_WRITES(2) FBP_MODEL_FILLS(2, 3) int gzread(gzFile, voidp, unsigned);
FBP_READS(1) FBP_WRITES(1) FBP_WRITES(2) FBP_POINTS_INTO(0, 2) char *gzgets(gzFile, char *, int);
FBP_READS(1) FBP_WRITES(1) FBP_READS(2) FBP_MODEL_LEAVES(2, 3) int gzwrite(gzFile, voidpc, unsigned);
FBP_READS(1) FBP_WRITES(1) FBP_READS(2) int gzputs(gzFile, const char *);
FBP_READS(1) FBP_WRITES(1) int gzputc(gzFile, int), gzflush(gzFile, int), gzeof(gzFile), gzrewind(gzFile);
FBP_READS(1) FBP_FREES(1) int gzclose(gzFile);

/* checks, versions */
FBP_READS(2) uLong adler32(uLong, const Bytef *, uInt), crc32(uLong, const Bytef *, uInt);
FBP_PURE FBP_MODEL_CONSTANT const char *zlibVersion(void), *zError(int);
FBP_PURE FBP_MODEL_CONSTANT const z_crc_t *get_crc_table(void);

#undef FBP_ZLIB_ALLOCATES
#undef FBP_ZLIB_CODES
#endif

#endif
