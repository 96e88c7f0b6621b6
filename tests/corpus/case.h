/* A case of the corpus: its files, and what their comments say must be reported. */
#ifndef FBP_CORPUS_CASE_H
#define FBP_CORPUS_CASE_H

#include "base/arena.h"
#include "base/vec.h"
#include "report/finding.h"

struct expectation {
    const char *path; /* resolved */
    unsigned line;
    enum kind kind;
    enum certainty certainty;
    VEC(const char *) notes; /* each must occur in a finding that meets this */
};

struct test_case {
    struct arena arena; /* all strings below */
    const char *name;
    VEC(const char *) units;   /* resolved paths of the .c files */
    VEC(const char *) headers; /* may hold expectations, too */
    VEC(const char *) args;    /* further options of fbp-check */
    const char *folder;        /* where it lies, with a slash at the end */
    const char *golden;        /* path of its golden text, whether there is one or not */
    bool only_golden;          /* there is a golden text of this name, and no case */
    const char *xfail;         /* why it is known to fail, or NULL */
    VEC(struct expectation) expected;
    const char *broken; /* what is wrong with the case itself, or NULL; the first mistake is kept */
};

struct cases {
    VEC(struct test_case *) v; /* sorted by name */
};

/* Every case of a folder. A file that is no case becomes a broken one, so that it is reported.
 * False if the folder cannot be read. The caller frees with cases_free. */
bool cases_find(struct cases *all, const char *folder);
void cases_free(struct cases *all);

/* Reads the comments of all files of a case; sets `broken` at the first mistake. */
void case_read(struct test_case *c);
void case_break(struct test_case *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The last part of a path. */
const char *case_base_name(const char *path);

#endif
