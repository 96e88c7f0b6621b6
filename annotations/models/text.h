/* Regular expressions and character sets: regex.h, iconv.h.
 *
 * regexec and regerror lock the pattern: a compiled pattern may be read by several tasks. */
#ifndef FBP_MODEL_TEXT_H
#define FBP_MODEL_TEXT_H

#include "support.h"

#include <iconv.h>
#include <monetary.h>
#include <regex.h>

FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(2) int regcomp(regex_t *, const char *, int);
FBP_MODEL_LOCALE
FBP_READS(1) FBP_READS(2) FBP_WRITES(4) int regexec(const regex_t *, const char *, size_t, regmatch_t *, int);
FBP_MODEL_READS_STATE("environ")
FBP_MODEL_LOCALE FBP_READS(2) FBP_WRITES(3) size_t regerror(int, const regex_t *, char *, size_t);
FBP_READS(1) FBP_WRITES(1) void regfree(regex_t *);

FBP_MODEL_LOCALE
FBP_MODEL_READS_STATE("environ")
FBP_READS(1) FBP_READS(2) FBP_MODEL_MALLOC iconv_t iconv_open(const char *, const char *);
FBP_FREES(1) int iconv_close(iconv_t);
FBP_WRITES(1) FBP_READS(2) FBP_WRITES(2) FBP_MODEL_NO_CODE(2) FBP_READS(3) FBP_WRITES(3)
FBP_READS(4) FBP_WRITES(4) FBP_MODEL_NO_CODE(4) FBP_MODEL_WRITES_BEHIND(4) FBP_READS(5) FBP_WRITES(5)
size_t iconv(iconv_t, char **, size_t *, char **, size_t *);

FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(3) ssize_t strfmon(char *, size_t, const char *, ...);

#endif
