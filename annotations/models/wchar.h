/* wchar.h and uchar.h: wide strings, conversions, wide streams.
 *
 * The restartable conversions (mbrtowc, wcsrtombs ...) keep their state in the mbstate_t that the caller
 * gives. Given a null pointer, written as such, they use a static one. */
#ifndef FBP_MODEL_WCHAR_H
#define FBP_MODEL_WCHAR_H

#include "support.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <uchar.h>
#include <wchar.h>

/* memory and strings */
FBP_READS(2) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD wchar_t *wmemcpy(wchar_t *, const wchar_t *, size_t),
    *wmemmove(wchar_t *, const wchar_t *, size_t), *wmempcpy(wchar_t *, const wchar_t *, size_t),
    *wcscpy(wchar_t *, const wchar_t *), *wcsncpy(wchar_t *, const wchar_t *, size_t),
    *wcpcpy(wchar_t *, const wchar_t *), *wcpncpy(wchar_t *, const wchar_t *, size_t);
FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD wchar_t *wmemset(wchar_t *, wchar_t, size_t);
FBP_READS(1) FBP_READS(2) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD wchar_t *wcscat(wchar_t *, const wchar_t *),
    *wcsncat(wchar_t *, const wchar_t *, size_t);
FBP_MODEL_LOCALE
FBP_READS(1) FBP_READS(2) int wmemcmp(const wchar_t *, const wchar_t *, size_t), wcscmp(const wchar_t *, const wchar_t *),
    wcsncmp(const wchar_t *, const wchar_t *, size_t), wcscoll(const wchar_t *, const wchar_t *),
    wcscasecmp(const wchar_t *, const wchar_t *), wcsncasecmp(const wchar_t *, const wchar_t *, size_t);
FBP_READS(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD wchar_t *wmemchr(const wchar_t *, wchar_t, size_t), *wcschr(const wchar_t *, wchar_t),
    *wcsrchr(const wchar_t *, wchar_t), *wcschrnul(const wchar_t *, wchar_t);
FBP_READS(1) FBP_READS(2) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD wchar_t *wcsstr(const wchar_t *, const wchar_t *),
    *wcspbrk(const wchar_t *, const wchar_t *), *wcswcs(const wchar_t *, const wchar_t *);
FBP_READS(1) FBP_READS(2) size_t wcsspn(const wchar_t *, const wchar_t *), wcscspn(const wchar_t *, const wchar_t *);
FBP_READS(1) size_t wcslen(const wchar_t *), wcsnlen(const wchar_t *, size_t);
FBP_READS(1) FBP_MODEL_MALLOC wchar_t *wcsdup(const wchar_t *);
FBP_MODEL_LOCALE FBP_READS(2) FBP_WRITES(1) size_t wcsxfrm(wchar_t *, const wchar_t *, size_t);
FBP_READS(1) FBP_WRITES(1) FBP_READS(2) FBP_READS(3) FBP_WRITES(3) FBP_MODEL_WRITES_BEHIND(3) FBP_LINKS(3, 1)
FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD wchar_t *wcstok(wchar_t *, const wchar_t *, wchar_t **);

/* numbers */
FBP_MODEL_LOCALE FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD long wcstol(const wchar_t *, wchar_t **, int);
FBP_MODEL_LOCALE
FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD unsigned long wcstoul(const wchar_t *, wchar_t **, int);
FBP_MODEL_LOCALE FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD long long wcstoll(const wchar_t *, wchar_t **, int);
FBP_MODEL_LOCALE
FBP_MODEL_PARSES FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD unsigned long long wcstoull(const wchar_t *, wchar_t **, int);
FBP_MODEL_LOCALE FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD double wcstod(const wchar_t *, wchar_t **);
FBP_MODEL_LOCALE FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD float wcstof(const wchar_t *, wchar_t **);
FBP_MODEL_LOCALE FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(2, 1) FBP_MODEL_AHEAD long double wcstold(const wchar_t *, wchar_t **);

/* conversions */
FBP_MODEL_LOCALE FBP_PURE wint_t btowc(int);
FBP_MODEL_LOCALE FBP_PURE int wctob(wint_t), wcwidth(wchar_t);
FBP_MODEL_LOCALE FBP_READS(1) int wcswidth(const wchar_t *, size_t), mbsinit(const mbstate_t *);
FBP_MODEL_HIDDEN_IF_NULL(3) FBP_MODEL_LOCALE
FBP_READS(1) FBP_WRITES(3) size_t mbrlen(const char *, size_t, mbstate_t *), __mbrlen(const char *, size_t, mbstate_t *);
FBP_MODEL_HIDDEN_IF_NULL(4) FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(2) FBP_WRITES(4) size_t mbrtowc(wchar_t *, const char *, size_t, mbstate_t *);
FBP_MODEL_HIDDEN_IF_NULL(4) FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_READS(2) FBP_WRITES(4) size_t mbrtoc16(char16_t *, const char *, size_t, mbstate_t *);
FBP_MODEL_HIDDEN_IF_NULL(4) FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_READS(2) FBP_WRITES(4) size_t mbrtoc32(char32_t *, const char *, size_t, mbstate_t *);
FBP_MODEL_HIDDEN_IF_NULL(3) FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_WRITES(3) size_t wcrtomb(char *, wchar_t, mbstate_t *), c16rtomb(char *, char16_t, mbstate_t *),
    c32rtomb(char *, char32_t, mbstate_t *);
FBP_MODEL_HIDDEN_IF_NULL(4) FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_READS(2) FBP_WRITES(2) FBP_WRITES(4) size_t mbsrtowcs(wchar_t *, const char **, size_t, mbstate_t *);
FBP_MODEL_HIDDEN_IF_NULL(5) FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(2) FBP_WRITES(2) FBP_WRITES(5)
size_t mbsnrtowcs(wchar_t *, const char **, size_t, size_t, mbstate_t *);
FBP_MODEL_HIDDEN_IF_NULL(4) FBP_MODEL_LOCALE
FBP_WRITES(1) FBP_READS(2) FBP_WRITES(2) FBP_WRITES(4) size_t wcsrtombs(char *, const wchar_t **, size_t, mbstate_t *);
FBP_MODEL_HIDDEN_IF_NULL(5) FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(2) FBP_WRITES(2) FBP_WRITES(5)
size_t wcsnrtombs(char *, const wchar_t **, size_t, size_t, mbstate_t *);

/* streams */
FBP_PURE int fwide(FILE *, int);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS
FBP_PURE wint_t fgetwc(FILE *), getwc(FILE *), getwchar(void), fputwc(wchar_t, FILE *), putwc(wchar_t, FILE *),
    putwchar(wchar_t), ungetwc(wint_t, FILE *), fgetwc_unlocked(FILE *), fputwc_unlocked(wchar_t, FILE *);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD wchar_t *fgetws(wchar_t *, int, FILE *);
FBP_MODEL_LOCALE FBP_READS(1) int fputws(const wchar_t *, FILE *);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(1) FBP_READS(2) FBP_MODEL_FORMAT(1, 2) int wprintf(const wchar_t *, ...);
FBP_MODEL_LOCALE FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 3) int fwprintf(FILE *, const wchar_t *, ...);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(3) FBP_READS(4) FBP_MODEL_FORMAT(3, 4) int swprintf(wchar_t *, size_t, const wchar_t *, ...);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(1) FBP_READS(2) FBP_MODEL_FORMAT(1, 0) int vwprintf(const wchar_t *, va_list);
FBP_MODEL_LOCALE FBP_READS(2) FBP_READS(3) FBP_MODEL_FORMAT(2, 0) int vfwprintf(FILE *, const wchar_t *, va_list);
FBP_MODEL_LOCALE FBP_WRITES(1) FBP_READS(3) FBP_READS(4) FBP_MODEL_FORMAT(3, 0) int vswprintf(wchar_t *, size_t, const wchar_t *, va_list);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_READS(1) FBP_WRITES(2) FBP_MODEL_FILLS(2, 0) FBP_MODEL_SCANS(1, 2) int wscanf(const wchar_t *, ...);
FBP_MODEL_LOCALE FBP_READS(2) FBP_WRITES(3) FBP_MODEL_FILLS(3, 0) FBP_MODEL_SCANS(2, 3) int fwscanf(FILE *, const wchar_t *, ...);
FBP_MODEL_LOCALE FBP_READS(1) FBP_READS(2) FBP_WRITES(3) FBP_MODEL_FILLS(3, 0) FBP_MODEL_SCANS(2, 3) int swscanf(const wchar_t *, const wchar_t *, ...);
FBP_KEEPS(1) FBP_KEEPS(2) FBP_WRITES(1) FBP_WRITES(2) FBP_RECEIVES_INTO(1) FBP_MODEL_MAKES FILE *open_wmemstream(wchar_t **, size_t *);
FBP_MODEL_SETS_ZONE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("timezone") FBP_MODEL_READS_STATE("tzname")
FBP_WRITES(1) FBP_READS(3) FBP_READS(4) size_t wcsftime(wchar_t *, size_t, const wchar_t *, const struct tm *);

#endif
