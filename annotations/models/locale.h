/* locale.h, langinfo.h, libintl.h, nl_types.h. setlocale changes the whole process; uselocale only the thread. */
#ifndef FBP_MODEL_LOCALE_H
#define FBP_MODEL_LOCALE_H

#include "support.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <nl_types.h>

FBP_MODEL_READS_STATE("environ") FBP_MODEL_STATE("locale")
FBP_HIDDEN_STATE("set it before the first task is started, or set a task's own with uselocale(newlocale(...))") FBP_READS(2) char *setlocale(int, const char *);
FBP_MODEL_LOCALE FBP_HIDDEN_STATE("nl_langinfo_l") struct lconv *localeconv(void);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE
FBP_READS(2) FBP_FREES(3) FBP_POINTS_INTO(0, 3) FBP_MODEL_MALLOC locale_t newlocale(int, const char *, locale_t);
FBP_READS(1) FBP_MODEL_MALLOC locale_t duplocale(locale_t);
FBP_FREES(1) void freelocale(locale_t);
FBP_PURE locale_t uselocale(locale_t);
FBP_MODEL_LOCALE FBP_HIDDEN_STATE("nl_langinfo_l") char *nl_langinfo(nl_item);
FBP_READS(2) FBP_MODEL_CONSTANT char *nl_langinfo_l(nl_item, locale_t);

/* translations: the message itself, or a constant string of a catalogue, which has its own lock */
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("textdomain")
FBP_READS(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_CONSTANT FBP_MODEL_FORMAT_ARG(1) char *gettext(const char *);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("textdomain")
FBP_READS(1) FBP_READS(2) FBP_POINTS_INTO(0, 2) FBP_MODEL_CONSTANT FBP_MODEL_FORMAT_ARG(2) char *dgettext(const char *, const char *),
    *dcgettext(const char *, const char *, int);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("textdomain")
FBP_READS(1) FBP_READS(2) FBP_POINTS_INTO(0, 1) FBP_POINTS_INTO(0, 2) FBP_MODEL_CONSTANT FBP_MODEL_FORMAT_ARG(1) FBP_MODEL_FORMAT_ARG(2)
char *ngettext(const char *, const char *, unsigned long);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("textdomain")
FBP_READS(1) FBP_READS(2) FBP_READS(3) FBP_POINTS_INTO(0, 2) FBP_POINTS_INTO(0, 3) FBP_MODEL_CONSTANT FBP_MODEL_FORMAT_ARG(2)
FBP_MODEL_FORMAT_ARG(3)
char *dngettext(const char *, const char *, const char *, unsigned long),
    *dcngettext(const char *, const char *, const char *, unsigned long, int);
FBP_MODEL_STATE("textdomain") FBP_HIDDEN_STATE("dgettext") FBP_READS(1) char *textdomain(const char *);
FBP_MODEL_STATE("textdomain")
FBP_HIDDEN_STATE("call it before the first task is started") FBP_READS(1) FBP_READS(2) char *bindtextdomain(const char *, const char *),
    *bind_textdomain_codeset(const char *, const char *);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_READS(1) FBP_MODEL_MALLOC nl_catd catopen(const char *, int);
FBP_FREES(1) int catclose(nl_catd);
FBP_READS(1) FBP_READS(4) FBP_POINTS_INTO(0, 4) FBP_POINTS_INTO(0, 1) char *catgets(nl_catd, int, int, const char *);

#endif
