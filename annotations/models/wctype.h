/* wctype.h: classification of wide characters. */
#ifndef FBP_MODEL_WCTYPE_H
#define FBP_MODEL_WCTYPE_H

#include "support.h"

#include <wctype.h>

FBP_MODEL_LOCALE
FBP_PURE int iswalnum(wint_t), iswalpha(wint_t), iswcntrl(wint_t), iswdigit(wint_t), iswgraph(wint_t), iswlower(wint_t),
    iswprint(wint_t), iswpunct(wint_t), iswspace(wint_t), iswupper(wint_t), iswxdigit(wint_t), iswblank(wint_t),
    iswctype(wint_t, wctype_t);
FBP_READS(2) int iswalnum_l(wint_t, locale_t), iswalpha_l(wint_t, locale_t), iswcntrl_l(wint_t, locale_t),
    iswdigit_l(wint_t, locale_t), iswgraph_l(wint_t, locale_t), iswlower_l(wint_t, locale_t),
    iswprint_l(wint_t, locale_t), iswpunct_l(wint_t, locale_t), iswspace_l(wint_t, locale_t),
    iswupper_l(wint_t, locale_t), iswxdigit_l(wint_t, locale_t), iswblank_l(wint_t, locale_t);
FBP_MODEL_LOCALE FBP_PURE wint_t towlower(wint_t), towupper(wint_t), towctrans(wint_t, wctrans_t);
FBP_READS(2) wint_t towlower_l(wint_t, locale_t), towupper_l(wint_t, locale_t);
FBP_MODEL_LOCALE FBP_READS(1) wctype_t wctype(const char *);
FBP_MODEL_LOCALE FBP_READS(1) wctrans_t wctrans(const char *);

#endif
