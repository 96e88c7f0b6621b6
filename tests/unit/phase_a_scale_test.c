/* Phase A on large random modules: it ends, in a time that grows with the size and not faster by
 * much. The modules are as bad as programs get: deep chains of calls, one cycle of everything,
 * tables of function pointers, lists, strides, copies. FBP_SCALE=n makes one of n functions and
 * prints the time. */
#include <time.h>

#include "phase_a_help.h"
#include "rir/build.h"

static const struct rir_scalar PTR = {64, RIR_PTR}, I64 = {64, RIR_INT}, I1 = {1, RIR_INT};

struct gen {
    struct rir_module *m;
    struct rir_builder *b;
    uint64_t rng;
    uint32_t nfuncs, nglobals, site;
    uint32_t values[400], n;
};

static uint32_t pick(struct gen *g, uint32_t n)
{
    g->rng ^= g->rng << 13;
    g->rng ^= g->rng >> 7;
    g->rng ^= g->rng << 17;
    return (uint32_t)(g->rng >> 20) % n;
}

static uint32_t emit(struct gen *g, uint8_t op, uint32_t *args, uint32_t nargs, int64_t imm,
                     struct rir_scalar type, bool result)
{
    struct rir_insn in = {.op = op,
                          .args = args,
                          .nargs = nargs,
                          .imm = imm,
                          .nresults = result,
                          .site = rir_needs_site(op) ? g->site : RIR_NONE,
                          .ref = RIR_NONE,
                          .field = RIR_NONE,
                          .src = RIR_NONE};
    if (op == RIR_CALL)
        in.ref = (uint32_t)imm;
    return rir_build_insn(g->b, &in, &type);
}

/* Mostly what this function made itself; sometimes a global, near its own number. */
static uint32_t any(struct gen *g, uint32_t func)
{
    if (g->n > 0 && pick(g, 8) != 0)
        return g->values[pick(g, g->n)];
    return rir_build_global(g->b, (func + pick(g, 8)) % g->nglobals, 8 * (int64_t)pick(g, 4));
}

static void step(struct gen *g, uint32_t func, uint32_t index, uint32_t cond)
{
    uint32_t p = any(g, func), q = any(g, func), v = RIR_NONE;
    uint32_t two[] = {p, q}, element[] = {p, index}, choice[] = {cond, p, q};
    switch (pick(g, 12)) {
    case 0:
        v = emit(g, RIR_STACK, NULL, 0, 64, PTR, true);
        break;
    case 1:
        v = emit(g, RIR_ALLOC, (uint32_t[]){rir_build_const(g->b, I64, 64)}, 1, 0, PTR, true);
        break;
    case 2:
    case 3:
    case 4:
        v = emit(g, RIR_FIELD, two, 1, 8 * (int64_t)pick(g, 8), PTR, true);
        break;
    case 5:
        v = emit(g, RIR_ELEM, element, 2, 8 << pick(g, 4), PTR, true);
        break;
    case 6:
    case 7:
        v = emit(g, RIR_LOAD, two, 1, 0, PTR, true);
        break;
    case 8:
        emit(g, RIR_STORE, two, 2, 0, PTR, false);
        break;
    case 9:
        emit(g, RIR_COPY, (uint32_t[]){p, q, rir_build_const(g->b, I64, 32)}, 3, 0, PTR, false);
        break;
    case 10:
        v = emit(g, RIR_SELECT, choice, 3, 0, PTR, true);
        break;
    default:
        if (pick(g, 10) == 0)
            v = emit(g, RIR_CALLI, (uint32_t[]){p, p, q}, 3, 0, PTR, true);
        else
            v = emit(g, RIR_CALL, two, 2, (func + 1 + pick(g, 20)) % g->nfuncs, PTR, true);
        break;
    }
    if (v != RIR_NONE)
        g->values[g->n++] = v;
}

static void make_function(struct gen *g, uint32_t func)
{
    g->b = rir_build_start(g->m, func);
    rir_build_at(g->b, rir_build_block(g->b, NULL));
    struct rir_pos pos = {.file = NULL, .line = 1, .col = 1};
    g->site = rir_build_site(g->b, RIR_SITE_OTHER, pos);
    g->n = 0;
    g->values[g->n++] = rir_build_param(g->b, 0);
    g->values[g->n++] = rir_build_param(g->b, 1);
    uint32_t index = emit(g, RIR_UN, (uint32_t[]){g->values[0]}, 1, 0, I64, true);
    uint32_t cond = rir_build_const(g->b, I1, -1);
    for (uint32_t i = 0; i < 100; i++)
        step(g, func, index, cond);
    emit(g, RIR_RET, &g->values[g->n - 1], 1, 0, PTR, false);
    rir_build_finish(g->b);
}

static struct rir_module *make(uint32_t nfuncs, uint64_t seed)
{
    struct gen g = {.m = rir_module_new("large", 64), .rng = seed, .nfuncs = nfuncs};
    g.nglobals = nfuncs / 4 + 1;
    for (uint32_t i = 0; i < nfuncs; i++) {
        char name[20];
        snprintf(name, sizeof name, i == 0 ? "main" : "f%u", i);
        struct rir_param params[2] = {{.value = 0, .type = PTR, .pos = {1, 0}, .src = RIR_NONE},
                                      {.value = 1, .type = PTR, .pos = {2, 0}, .src = RIR_NONE}};
        struct rir_func f = {.name = name,
                             .type = RIR_NONE,
                             .params = params,
                             .nparams = 2,
                             .ncparams = 2,
                             .results = (struct rir_scalar[]){PTR},
                             .nresults = 1};
        rir_add_func(g.m, &f);
    }
    for (uint32_t i = 0; i < g.nglobals; i++) {
        char name[20];
        snprintf(name, sizeof name, "g%u", i);
        struct rir_init init[] = {{.offset = 0, .is_func = true, .target = pick(&g, nfuncs)},
                                  {.offset = 24, .target = i / 2}};
        struct rir_global x = {.name = name,
                               .type = RIR_NONE,
                               .flags = RIR_GLOBAL_DEFINED,
                               .linkage = RIR_INTERNAL,
                               .size = 64,
                               .init = init,
                               .ninit = 2};
        rir_add_global(g.m, &x);
    }
    for (uint32_t f = 0; f < nfuncs; f++)
        make_function(&g, f);
    return g.m;
}

static struct phase_a_stats run(uint32_t nfuncs, uint64_t seed, bool print)
{
    struct rir_module *m = make(nfuncs, seed);
    struct phase_a_options o = {0};
    clock_t start = clock();
    struct phase_a *a = phase_a_run(m, &o);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    struct phase_a_stats s = phase_a_stats(a);
    if (print)
        print_message("%u functions: %.2f s, %u classes, %u collapsed, %u indirect calls, largest "
                      "component %u\n",
                      nfuncs, seconds, s.classes, s.collapsed, s.indirect_calls, s.largest_scc);
    assert_true(s.indirect_calls > 0);
    assert_true(s.sccs > 0 && s.sccs <= nfuncs);
    for (uint32_t f = 0; f < nfuncs && f < 50; f++)
        (void)phase_a_writes(a, f, phase_a_class_of_global(a, f % (nfuncs / 4)));
    phase_a_free(a);
    rir_module_free(m);
    return s;
}

static void test_ends(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++)
        run(60, seed * 7919, false);
}

/* The times are for the reader; how they grow is measured by tests/bench. Classes grow with the
 * program. */
static void test_large(void **state)
{
    (void)state;
    struct phase_a_stats small = run(150, 99, true), large = run(1200, 99, true);
    assert_true(large.classes <= 16 * small.classes);
}

static void test_as_asked(void **state)
{
    (void)state;
    const char *n = getenv("FBP_SCALE");
    if (n == NULL)
        skip();
    run((uint32_t)atoi(n), 5, true);
}

/* A chain of calls so long that recursion over it would overflow the stack. */
static void test_deep_chain(void **state)
{
    (void)state;
    uint32_t n = 100000;
    struct rir_module *m = rir_module_new("deep", 64);
    struct rir_pos pos = {.file = NULL, .line = 1, .col = 1};
    for (uint32_t i = 0; i < n; i++) {
        char name[20];
        snprintf(name, sizeof name, i == 0 ? "main" : "f%u", i);
        struct rir_func f = {.name = name, .type = RIR_NONE};
        rir_add_func(m, &f);
    }
    for (uint32_t i = 0; i < n; i++) {
        struct gen g = {.m = m, .b = rir_build_start(m, i)};
        rir_build_at(g.b, rir_build_block(g.b, NULL));
        g.site = rir_build_site(g.b, RIR_SITE_CALL, pos);
        if (i + 1 < n)
            emit(&g, RIR_CALL, NULL, 0, i + 1, PTR, false);
        emit(&g, RIR_RET, NULL, 0, 0, PTR, false);
        rir_build_finish(g.b);
    }
    struct phase_a_options o = {0};
    struct phase_a *a = phase_a_run(m, &o);
    assert_true(phase_a_in_main(a, n - 1));
    assert_true(phase_a_scc_of(a, n - 1) < phase_a_scc_of(a, 0));
    phase_a_free(a);
    rir_module_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_deep_chain),
        cmocka_unit_test(test_as_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
