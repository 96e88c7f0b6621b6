/* Runs RIR text in the interpreter and says what happened in one string, which tests compare:
 * "done 7: global-write@12 frozen-write@15", where @12 is the line of the site of the place. Each
 * schedule is tried in turn, so a test fails if any of them differs. */
#ifndef FBP_TESTS_INTERP_HELP_H
#define FBP_TESTS_INTERP_HELP_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "rir/interp.h"
#include "rir/text.h"
#include "rir/verify.h"

struct interp_case {
    const char *title, *text, *expect;
};

static inline struct rir_module *parse_rir(const char *text)
{
    struct rir_error e;
    char msg[300];
    struct rir_module *m = rir_text_parse("test", text, strlen(text), &e);
    if (!m)
        fail_msg("line %u:%u: %s\n%s", e.line, e.col, e.text, text);
    if (!rir_verify(m, msg, sizeof msg))
        fail_msg("does not verify: %s\n%s", msg, text);
    return m;
}

static inline uint32_t event_line(const struct rir_module *m, const struct interp_event *e)
{
    const struct rir_func *f = &m->funcs.data[e->func];
    uint32_t site = f->insns[e->insn].site;
    return site == RIR_NONE ? 0 : f->sites[site].pos.line;
}

/* Events sorted by line and kind, so that the schedule does not show. */
static inline void describe_run(const struct rir_module *m, const struct interp_result *r,
                                char *out, size_t size)
{
    size_t n = (size_t)snprintf(out, size, "%s", interp_status_name(r->status));
    if (r->status == INTERP_DONE)
        n += (size_t)snprintf(out + n, size - n, " %d", r->exit_code);
    for (uint32_t line = 0; line < 1000; line++)
        for (uint32_t k = 0; k < INTERP_KIND_COUNT; k++)
            for (uint32_t i = 0; i < r->events.len; i++) {
                const struct interp_event *e = &r->events.data[i];
                if (e->kind == k && event_line(m, e) == line)
                    n += (size_t)snprintf(out + n, size - n, " %s@%u",
                                          interp_kind_name((enum interp_kind)k), line);
            }
}

static inline void check_case(const struct interp_case *c, uint64_t seeds)
{
    struct rir_module *m = parse_rir(c->text);
    for (uint64_t seed = 0; seed < seeds; seed++) {
        struct interp_options o;
        char got[1000];
        interp_options_default(&o);
        o.seed = seed;
        o.sequential = seed == 0;
        struct interp_result *r = interp_run(m, &o);
        describe_run(m, r, got, sizeof got);
        if (strcmp(got, c->expect))
            fail_msg("%s (seed %u): expected '%s', got '%s' (%s)", c->title, (unsigned)seed,
                     c->expect, got, r->reason ? r->reason : "");
        interp_free(r);
    }
    rir_module_free(m);
}

static inline void check_cases(const struct interp_case *c, size_t n, uint64_t seeds)
{
    for (size_t i = 0; i < n; i++)
        check_case(&c[i], seeds);
}

/* test_NAME, which checks the array NAME. */
#define CASES_TEST(name, seeds)                                                                    \
    static void test_##name(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        check_cases(name, sizeof name / sizeof *name, seeds);                                      \
    }

#endif
