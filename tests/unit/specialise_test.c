/* Which functions are copied on the way to a start, and that the copies are what specialise.c says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "rir/text.h"
#include "rir/verify.h"
#include "solve/specialise.h"

#define LIBRARY                                                                                    \
    "declare @create(ptr, ptr, ptr) ann spawns(2, 3) ann handle(1)\n"                              \
    "define @run(%job: ptr) -> ptr {\nentry:\n  %fn = load ptr %job !1:1\n"                        \
    "  calli %fn() !2:1\n  ret null\n}\n"                                                          \
    "define @launch(%fn: ptr) internal {\nentry:\n  %job = alloc 8 !3:1\n"                         \
    "  store ptr %fn, %job !4:1\n  call @create(null, @run, %job) !5:1\n  ret\n}\n"                \
    "define @a() {\nentry:\n  ret\n}\ndefine @b() {\nentry:\n  ret\n}\n"

struct program {
    struct rir_module *m;
    struct solve_options o;
    struct specialised s;
};

static struct program parse(const char *text)
{
    struct program p = {0};
    struct rir_error e;
    p.m = rir_text_parse("t", text, strlen(text), &e);
    if (p.m == NULL)
        fail_msg("%u:%u: %s", e.line, e.col, e.text);
    solve_options_default(&p.o);
    return p;
}

/* S-1, and that the view is a program. */
static void check_copies(const struct program *p)
{
    char why[300];
    if (!rir_verify(&p->s.view, why, sizeof why))
        fail_msg("the view does not verify: %s", why);
    assert_int_equal(p->s.view.funcs.len, p->s.origin.len);
    assert_int_equal(p->s.view.funcs.len, p->s.ninput + p->s.sites.len);
    for (uint32_t f = 0; f < p->s.view.funcs.len; f++) {
        const struct rir_func *copy = &p->s.view.funcs.data[f];
        const struct rir_func *of = &p->m->funcs.data[p->s.origin.data[f]];
        if (!is_copy(&p->s, f) || (copy->flags & RIR_FUNC_DEFINED) == 0)
            continue;
        assert_int_equal(copy->ninsns, of->ninsns);
        for (uint32_t i = 0; i < copy->ninsns; i++) {
            assert_int_equal(copy->insns[i].op, of->insns[i].op);
            assert_int_equal(copy->insns[i].nargs, of->insns[i].nargs);
            assert_int_equal(copy->insns[i].site, of->insns[i].site);
        }
    }
}

static struct program copies_of(const char *text)
{
    struct program p = parse(text);
    struct program untouched = parse(text);
    specialise(&p.s, p.m, &p.o);
    check_copies(&p);
    assert_int_equal(p.m->funcs.len, untouched.m->funcs.len);
    for (uint32_t f = 0; f < p.m->funcs.len; f++) {
        const struct rir_func *x = &p.m->funcs.data[f], *y = &untouched.m->funcs.data[f];
        assert_int_equal(x->nvalues, y->nvalues);
        assert_int_equal(x->flags, y->flags);
        for (uint32_t i = 0; i < x->ninsns; i++) {
            assert_int_equal(x->insns[i].ref, y->insns[i].ref);
            for (uint32_t k = 0; k < x->insns[i].nargs; k++)
                assert_int_equal(x->insns[i].args[k], y->insns[i].args[k]);
        }
    }
    rir_module_free(untouched.m);
    return p;
}

static void release(struct program *p)
{
    specialise_free(&p->s);
    rir_module_free(p->m);
}

static uint32_t copies(const struct program *p, const char *name)
{
    uint32_t n = 0, origin = rir_find_func(p->m, name);
    for (uint32_t f = p->s.ninput; f < p->s.view.funcs.len; f++)
        n += p->s.origin.data[f] == origin &&
             (p->s.view.funcs.data[f].flags & RIR_FUNC_DEFINED) != 0;
    return n;
}

static bool remains(const struct program *p, const char *name)
{
    return (p->s.view.funcs.data[rir_find_func(p->m, name)].flags & RIR_FUNC_DEFINED) != 0;
}

static void one_copy_for_each_call(void **state)
{
    (void)state;
    struct program p =
        copies_of(LIBRARY "define @main() -> i32 {\nentry:\n  call @launch(@a) !9:1\n"
                          "  call @launch(@b) !10:1\n  ret 0\n}\n");
    assert_int_equal(copies(&p, "launch"), 2);
    assert_int_equal(copies(&p, "run"), 2);
    assert_false(remains(&p, "launch")); /* S-5: nothing refers to it any more */
    assert_false(remains(&p, "run"));
    release(&p);
}

/* Where the call says where it is; a helper below it has a copy, too. */
static void one_copy_for_each_call_of_what_has_no_position(void **state)
{
    (void)state;
    struct program p = copies_of(
        "define @set(%p: ptr) internal {\nentry:\n  write i32 1, %p !0:0\n  ret\n}\n"
        "define @outer(%p: ptr) internal {\nentry:\n  call @set(%p) !0:0\n  ret\n}\n"
        "define @get(%p: ptr) -> i32 internal {\nentry:\n  %v = read i32 %p !0:0\n  ret %v\n}\n"
        "define @f(%p: ptr) {\nentry:\n  call @set(%p) !1:1\n  call @outer(%p) !2:1\n"
        "  %v = call i32 @get(%p) !3:1\n  ret\n}\n");
    assert_int_equal(copies(&p, "set"), 2);
    assert_int_equal(copies(&p, "outer"), 1);
    assert_int_equal(copies(&p, "get"), 0); /* there is nothing in it to be reported */
    assert_false(remains(&p, "set"));
    release(&p);
}

static void no_copies_where_nothing_has_a_position(void **state)
{
    (void)state;
    struct program p =
        copies_of("define @set(%p: ptr) internal {\nentry:\n  write i32 1, %p !0:0\n  ret\n}\n"
                  "define @f(%p: ptr) {\nentry:\n  call @set(%p) !0:0\n  ret\n}\n");
    assert_int_equal(p.s.copied, 0);
    release(&p);
}

static void nothing_for_a_single_caller(void **state)
{
    (void)state;
    struct program p =
        copies_of(LIBRARY "define @main() -> i32 {\nentry:\n  call @launch(@a) !9:1\n  ret 0\n}\n");
    assert_int_equal(p.s.copied, 0);
    assert_true(remains(&p, "launch"));
    release(&p);
}

static void other_ways_in_keep_the_origin(void **state)
{
    (void)state;
    struct program p = copies_of(
        LIBRARY "global @hook size 8 init { 0: @launch }\n"
                "define @main(%n: i32) -> i32 {\nentry:\n  call @launch(@a) !9:1\n"
                "  %c = cmp eq i32 %n, 0\n  %f = select ptr %c, @a, @b\n  call @launch(%f) !10:1\n"
                "  ret 0\n}\n");
    assert_int_equal(copies(&p, "launch"), 1);
    assert_true(remains(&p, "launch"));
    assert_true(remains(&p, "run"));
    release(&p);
}

static void what_starts_a_task_is_copied_for_each_call(void **state)
{
    (void)state;
    struct program p = copies_of(
        "declare @create(ptr, ptr, ptr) ann spawns(2, 3)\n"
        "define @a(%x: ptr) -> ptr {\nentry:\n  ret null\n}\n"
        "define @begin(%job: ptr) {\nentry:\n  call @create(null, @a, %job) !1:1\n  ret\n}\n"
        "define @main() -> i32 {\nentry:\n  %j = alloc 8 !4:1\n  call @begin(%j) !9:1\n"
        "  %k = alloc 8 !5:1\n  call @begin(%k) !10:1\n  ret 0\n}\n");
    assert_int_equal(copies(&p, "begin"), 2);
    assert_false(remains(&p, "begin"));
    release(&p);
}

static void recursion_ends(void **state)
{
    (void)state;
    struct program p = copies_of(
        "declare @create(ptr, ptr, ptr) ann spawns(2, 3)\n"
        "define @again(%fn: ptr) {\nentry:\n  call @create(null, %fn, null) !1:1\n"
        "  call @again(%fn) !2:1\n  ret\n}\n"
        "define @a(%x: ptr) -> ptr {\nentry:\n  ret null\n}\n"
        "define @main() -> i32 {\nentry:\n  call @again(@a) !9:1\n  call @again(@a) !10:1\n"
        "  ret 0\n}\n");
    assert_int_equal(copies(&p, "again"), 2);
    assert_true(remains(&p, "again")); /* the copies call it */
    release(&p);
}

static void a_compared_function_is_not_copied_by_name(void **state)
{
    (void)state;
    struct program p = copies_of(
        "declare @create(ptr, ptr, ptr) ann spawns(2, 3)\n"
        "define @run(%job: ptr) -> ptr {\nentry:\n  %fn = load ptr %job !1:1\n  calli %fn() !2:1\n"
        "  ret null\n}\n"
        "define @launch(%fn: ptr, %job: ptr) {\nentry:\n  %same = cmp eq ptr %fn, @run\n"
        "  cond %same, yes, no\nyes:\n  call @create(null, %fn, %job) !3:1\n  br no\nno:\n  "
        "ret\n}\n"
        "define @main() -> i32 {\nentry:\n  %a = alloc 8 !4:1\n  call @launch(@run, %a) !9:1\n"
        "  %b = alloc 8 !5:1\n  call @launch(@run, %b) !10:1\n  ret 0\n}\n");
    uint32_t run = rir_find_func(p.m, "run");
    for (uint32_t f = p.s.ninput; f < p.s.view.funcs.len; f++)
        if (p.s.origin.data[f] == run) { /* S-4: for a start only */
            const struct copy_site *at = copy_site(&p.s, f);
            assert_int_equal(p.s.view.funcs.data[at->func].insns[at->insn].ref,
                             rir_find_func(p.m, "create"));
        }
    assert_int_equal(copies(&p, "launch"), 2);
    release(&p);
}

static void declared_tasks_are_left_alone(void **state)
{
    (void)state;
    static const char *const names[] = {"launch"};
    struct program p = parse(LIBRARY "define @main() -> i32 {\nentry:\n  call @launch(@a) !9:1\n"
                                     "  call @launch(@b) !10:1\n  ret 0\n}\n");
    p.o.task_names = names;
    p.o.ntask_names = 1;
    specialise(&p.s, p.m, &p.o);
    assert_int_equal(copies(&p, "launch"), 0);
    assert_true(remains(&p, "launch"));
    release(&p);
}

static void exported_functions_of_a_library_stay(void **state)
{
    (void)state;
    struct program p = parse("declare @create(ptr, ptr, ptr) ann spawns(2, 3)\n"
                             "define @launch(%fn: ptr) {\nentry:\n"
                             "  call @create(null, %fn, null) !5:1\n  ret\n}\n"
                             "define @a(%x: ptr) -> ptr {\nentry:\n  ret null\n}\n"
                             "define @both() {\nentry:\n  call @launch(@a) !9:1\n"
                             "  call @launch(@a) !10:1\n  ret\n}\n");
    p.o.library = true;
    specialise(&p.s, p.m, &p.o);
    check_copies(&p);
    assert_int_equal(copies(&p, "launch"), 2);
    assert_true(remains(&p, "launch"));
    release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_copy_for_each_call),
        cmocka_unit_test(one_copy_for_each_call_of_what_has_no_position),
        cmocka_unit_test(no_copies_where_nothing_has_a_position),
        cmocka_unit_test(nothing_for_a_single_caller),
        cmocka_unit_test(other_ways_in_keep_the_origin),
        cmocka_unit_test(what_starts_a_task_is_copied_for_each_call),
        cmocka_unit_test(recursion_ends),
        cmocka_unit_test(a_compared_function_is_not_copied_by_name),
        cmocka_unit_test(declared_tasks_are_left_alone),
        cmocka_unit_test(exported_functions_of_a_library_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
