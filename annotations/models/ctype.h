/* ctype.h: classification of characters. The tables behind the macros are constants of the locale. */
#ifndef FBP_MODEL_CTYPE_H
#define FBP_MODEL_CTYPE_H

#include "support.h"

#include <ctype.h>

FBP_MODEL_LOCALE
FBP_PURE int isalnum(int), isalpha(int), iscntrl(int), isdigit(int), isgraph(int), islower(int), isprint(int),
    ispunct(int), isspace(int), isupper(int), isxdigit(int), isblank(int), (tolower)(int), (toupper)(int),
    (isascii)(int), (toascii)(int), (_tolower)(int), (_toupper)(int), isctype(int, int);
FBP_READS(2) int isalnum_l(int, locale_t), isalpha_l(int, locale_t), iscntrl_l(int, locale_t),
    isdigit_l(int, locale_t), isgraph_l(int, locale_t), islower_l(int, locale_t), isprint_l(int, locale_t),
    ispunct_l(int, locale_t), isspace_l(int, locale_t), isupper_l(int, locale_t), isxdigit_l(int, locale_t),
    isblank_l(int, locale_t), tolower_l(int, locale_t), toupper_l(int, locale_t);
FBP_MODEL_LOCALE FBP_PURE FBP_MODEL_CONSTANT const unsigned short **__ctype_b_loc(void);
FBP_MODEL_LOCALE FBP_PURE FBP_MODEL_CONSTANT const __int32_t **__ctype_tolower_loc(void), **__ctype_toupper_loc(void);

#endif
