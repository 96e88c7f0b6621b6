/* Runs Phase A on RIR text and checks a list of expectations, one a line:
 *
 *   same X Y        X and Y may point to a common object; X is f.v (value v of function f), @g or
 * @f apart X Y       they cannot unknown X       X may point to unknown memory; known X: it cannot;
 * none X: it points to nothing global X        what X points to may be reachable from a static
 * object; private X: it is not calls N: f g    what the call at line N may reach, sorted; "?" among
 * them: unknown code as well callbacks N: f  what it may call back reads f X       nreads f X,
 * writes f X, nwrites f X: coarse effects tasks: f/how/a  all tasks, in their order; roots: f g,
 * the roots of main intask f        nottask f, inmain f, notmain f: who reaches it named @g unnamed
 * @g: named in a task cycle f g       in one component; before f g: f's component comes first */
#ifndef FBP_TESTS_PHASE_A_HELP_H
#define FBP_TESTS_PHASE_A_HELP_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "rir/text.h"
#include "rir/verify.h"
#include "solve/phase_a.h"

struct phase_a_case {
    const char *title, *text, *expect;
    struct phase_a_options options;
};

struct phase_a_check {
    const struct rir_module *m;
    struct phase_a *a;
    const char *title;
    char line[400];
};

static inline struct rir_module *phase_a_parse(const char *title, const char *text)
{
    struct rir_error e;
    char msg[300];
    struct rir_module *m = rir_text_parse("test", text, strlen(text), &e);
    if (m == NULL)
        fail_msg("%s: line %u:%u: %s\n%s", title, e.line, e.col, e.text, text);
    if (!rir_verify(m, msg, sizeof msg))
        fail_msg("%s: does not verify: %s\n%s", title, msg, text);
    return m;
}

static inline uint32_t check_func(const struct phase_a_check *c, const char *name)
{
    uint32_t f = rir_find_func(c->m, name);
    if (f == RIR_NONE)
        fail_msg("%s: '%s': no function %s", c->title, c->line, name);
    return f;
}

/* Class of f.v, @g or @f. */
static inline uint32_t check_class(const struct phase_a_check *c, const char *x)
{
    if (x[0] == '@') {
        uint32_t g = rir_find_global(c->m, x + 1);
        if (g == RIR_NONE)
            fail_msg("%s: '%s': no global %s", c->title, c->line, x);
        return phase_a_class_of_global(c->a, g);
    }
    char func[100];
    const char *dot = strchr(x, '.');
    if (dot == NULL)
        fail_msg("%s: '%s': what is %s?", c->title, c->line, x);
    snprintf(func, sizeof func, "%.*s", (int)(dot - x), x);
    uint32_t f = check_func(c, func);
    const struct rir_func *fn = &c->m->funcs.data[f];
    for (uint32_t v = 0; v < fn->nvalues; v++)
        if (fn->values[v].name != NULL && strcmp(fn->values[v].name, dot + 1) == 0)
            return phase_a_class(c->a, f, v);
    fail_msg("%s: '%s': no value %s", c->title, c->line, x);
    return RIR_NONE;
}

static inline int check_by_name(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Names of functions, sorted, with "?" when not complete. */
static inline void check_names(const struct phase_a_check *c, const uint32_t *funcs, uint32_t n,
                               bool complete, char *out, size_t size)
{
    const char *names[64];
    uint32_t k = 0;
    size_t at = 0;
    for (uint32_t i = 0; i < n && i < 63; i++)
        names[k++] = c->m->funcs.data[funcs[i]].name;
    if (!complete)
        names[k++] = "?";
    qsort(names, k, sizeof *names, check_by_name);
    out[0] = '\0';
    for (uint32_t i = 0; i < k; i++)
        at += (size_t)snprintf(out + at, size - at, "%s%s", i == 0 ? "" : " ", names[i]);
}

static inline void check_call(const struct phase_a_check *c, unsigned line, bool callbacks,
                              const char *want)
{
    for (uint32_t f = 0; f < c->m->funcs.len; f++) {
        const struct rir_func *fn = &c->m->funcs.data[f];
        for (uint32_t i = 0; i < fn->ninsns; i++) {
            uint32_t site = fn->insns[i].site, n;
            bool complete;
            char got[1000];
            if (site == RIR_NONE || fn->sites[site].pos.line != line)
                continue;
            const uint32_t *funcs = callbacks ? phase_a_callbacks(c->a, f, i, &n, &complete)
                                              : phase_a_callees(c->a, f, i, &n, &complete);
            check_names(c, funcs, n, complete, got, sizeof got);
            if (strcmp(got, want) != 0)
                fail_msg("%s: '%s': got '%s'", c->title, c->line, got);
            return;
        }
    }
    fail_msg("%s: '%s': nothing at that line", c->title, c->line);
}

static inline void check_tasks(const struct phase_a_check *c, const char *want)
{
    char got[1000] = "";
    size_t at = 0;
    uint32_t n;
    const struct pa_task *t = phase_a_tasks(c->a, &n);
    for (uint32_t i = 0; i < n; i++)
        at += (size_t)snprintf(
            got + at, sizeof got - at, "%s%s/%s/%d", i == 0 ? "" : " ",
            t[i].func == phase_a_outside(c->a) ? "?" : c->m->funcs.data[t[i].func].name, t[i].how,
            t[i].arg);
    if (strcmp(got, want) != 0)
        fail_msg("%s: '%s': got '%s'", c->title, c->line, got);
}

static inline void check_roots(const struct phase_a_check *c, const char *want)
{
    char got[1000];
    uint32_t n;
    const uint32_t *roots = phase_a_main_roots(c->a, &n);
    check_names(c, roots, n, true, got, sizeof got);
    if (strcmp(got, want) != 0)
        fail_msg("%s: '%s': got '%s'", c->title, c->line, got);
}

static inline bool check_pair(const struct phase_a_check *c, const char *word, const char *x,
                              const char *y, bool *known)
{
    *known = true;
    if (strcmp(word, "same") == 0)
        return phase_a_classes_overlap(c->a, check_class(c, x), check_class(c, y));
    if (strcmp(word, "apart") == 0)
        return !phase_a_classes_overlap(c->a, check_class(c, x), check_class(c, y));
    if (strcmp(word, "leads") == 0)
        return phase_a_class_reaches(c->a, check_class(c, x), check_class(c, y));
    if (strcmp(word, "reads") == 0 || strcmp(word, "nreads") == 0)
        return phase_a_reads(c->a, check_func(c, x), check_class(c, y)) == (word[0] == 'r');
    if (strcmp(word, "writes") == 0 || strcmp(word, "nwrites") == 0)
        return phase_a_writes(c->a, check_func(c, x), check_class(c, y)) == (word[0] == 'w');
    uint32_t n;
    if (strcmp(word, "cycle") == 0)
        return phase_a_scc_of(c->a, check_func(c, x)) == phase_a_scc_of(c->a, check_func(c, y)) &&
               phase_a_scc(c->a, phase_a_scc_of(c->a, check_func(c, x)), &n) != NULL && n > 1;
    if (strcmp(word, "before") == 0)
        return phase_a_scc_of(c->a, check_func(c, x)) < phase_a_scc_of(c->a, check_func(c, y));
    *known = false;
    return false;
}

static inline bool check_one(const struct phase_a_check *c, const char *word, const char *x,
                             bool *known)
{
    *known = true;
    if (strcmp(word, "unknown") == 0)
        return check_class(c, x) != RIR_NONE && phase_a_class_unknown(c->a, check_class(c, x));
    if (strcmp(word, "known") == 0)
        return check_class(c, x) != RIR_NONE && !phase_a_class_unknown(c->a, check_class(c, x));
    if (strcmp(word, "none") == 0)
        return check_class(c, x) == RIR_NONE;
    if (strcmp(word, "global") == 0)
        return phase_a_class_global(c->a, check_class(c, x));
    if (strcmp(word, "private") == 0)
        return !phase_a_class_global(c->a, check_class(c, x));
    if (strcmp(word, "named") == 0 || strcmp(word, "unnamed") == 0)
        return phase_a_named_in_task(c->a, rir_find_global(c->m, x + 1)) == (word[0] == 'n');
    if (strcmp(word, "intask") == 0)
        return phase_a_in_task(c->a, check_func(c, x));
    if (strcmp(word, "nottask") == 0)
        return !phase_a_in_task(c->a, check_func(c, x));
    if (strcmp(word, "inmain") == 0)
        return phase_a_in_main(c->a, check_func(c, x));
    if (strcmp(word, "notmain") == 0)
        return !phase_a_in_main(c->a, check_func(c, x));
    *known = false;
    return false;
}

static inline void check_line(struct phase_a_check *c)
{
    char word[100] = "", x[100] = "", y[100] = "";
    const char *colon = strchr(c->line, ':');
    const char *rest = colon == NULL ? "" : colon[1] == ' ' ? colon + 2 : colon + 1;
    if (strncmp(c->line, "tasks:", 6) == 0) {
        check_tasks(c, rest);
        return;
    }
    if (strncmp(c->line, "roots:", 6) == 0) {
        check_roots(c, rest);
        return;
    }
    int n = sscanf(c->line, "%99s %99s %99s", word, x, y);
    if (colon != NULL) {
        check_call(c, (unsigned)atoi(x), strcmp(word, "callbacks") == 0, rest);
        return;
    }
    bool known, ok = n == 3 ? check_pair(c, word, x, y, &known) : check_one(c, word, x, &known);
    if (!known)
        fail_msg("%s: what is '%s'?", c->title, c->line);
    if (!ok)
        fail_msg("%s: '%s' does not hold", c->title, c->line);
}

static inline void phase_a_expect(const struct rir_module *m, struct phase_a *a, const char *title,
                                  const char *expect)
{
    struct phase_a_check c = {.m = m, .a = a, .title = title};
    while (*expect != '\0') {
        size_t len = strcspn(expect, "\n");
        snprintf(c.line, sizeof c.line, "%.*s", (int)len, expect);
        if (len > 0)
            check_line(&c);
        expect += len + (expect[len] == '\n');
    }
}

static inline void phase_a_check_case(const struct phase_a_case *t)
{
    struct rir_module *m = phase_a_parse(t->title, t->text);
    struct phase_a *a = phase_a_run(m, &t->options);
    phase_a_expect(m, a, t->title, t->expect);
    phase_a_free(a);
    rir_module_free(m);
}

#define phase_a_check_all(cases)                                                                   \
    for (size_t i_ = 0; i_ < sizeof(cases) / sizeof *(cases); i_++)                                \
    phase_a_check_case(&(cases)[i_])

#endif
