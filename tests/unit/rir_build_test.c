/* The builder: blocks in any order, values before their definition, shared constants; and the
 * questions that a module answers about functions. */
#include "rir/build.h"
#include "rir_util.h"

static const struct rir_scalar i1 = {1, RIR_INT}, i32 = {32, RIR_INT}, i64 = {64, RIR_INT};

#define NO_SITE .site = RIR_NONE
#define INSN(...)                                                                                  \
    (&(struct rir_insn){.ref = RIR_NONE, .field = RIR_NONE, .src = RIR_NONE, __VA_ARGS__})
#define LIST(...) ((uint32_t[]){__VA_ARGS__})

static struct rir_builder *start(struct rir_module *m)
{
    struct rir_param params[] = {{.type = i32, .pos = {1, 0}, .src = RIR_NONE, .name = "n"},
                                 {.type = i1, .pos = {2, 0}, .src = RIR_NONE}};
    struct rir_func f = {.name = "f", .type = RIR_NONE, .params = params, .nparams = 2};
    f.ncparams = 2;
    return rir_build_start(m, rir_add_func(m, &f));
}

static void ret(struct rir_builder *b)
{
    rir_build_insn(b, INSN(NO_SITE, .op = RIR_RET), NULL);
}

static void blocks_in_any_order(void **state)
{
    (void)state;
    struct rir_module *m = rir_module_new("m", 64);
    struct rir_builder *b = start(m);
    uint32_t entry = rir_build_block(b, "entry"), loop = rir_build_block(b, "loop");
    uint32_t out = rir_build_block(b, NULL), n = rir_build_param(b, 0);
    uint32_t next = rir_build_forward(b, i32);
    rir_build_at(b, out);
    ret(b);
    rir_build_at(b, loop);
    uint32_t phi = rir_build_insn(b,
                                  INSN(NO_SITE, .op = RIR_PHI, .nargs = 2, .args = LIST(n, next),
                                       .nblocks = 2, .blocks = LIST(entry, loop), .nresults = 1),
                                  &i32);
    rir_build_bind(b, next);
    uint32_t one = rir_build_const(b, i32, 1);
    assert_int_equal(rir_build_insn(b,
                                    INSN(NO_SITE, .op = RIR_BIN, .sub = RIR_B_ADD, .nargs = 2,
                                         .args = LIST(phi, one), .nresults = 1),
                                    &i32),
                     next);
    rir_build_name(b, next, "count", RIR_NONE);
    rir_build_insn(b,
                   INSN(NO_SITE, .op = RIR_COND, .nargs = 1, .args = LIST(rir_build_param(b, 1)),
                        .nblocks = 2, .blocks = LIST(loop, out)),
                   NULL);
    rir_build_at(b, entry);
    rir_build_insn(b, INSN(NO_SITE, .op = RIR_BR, .nblocks = 1, .blocks = LIST(loop)), NULL);
    rir_build_finish(b);
    assert_verifies(m);
    const struct rir_func *f = &m->funcs.data[0];
    assert_int_equal(f->insns[0].op, RIR_BR);
    assert_int_equal(f->values[next].ref, 2);
    char *text = printed(m);
    assert_has(text, "%2 = phi i32 [entry: %n.0], [loop: %count.3]");
    assert_has(text, "cond %1, loop, b2");
    free(text);
    rir_module_free(m);
}

static void several_results_before_their_definition(void **state)
{
    (void)state;
    struct rir_module *m = rir_module_new("m", 64);
    struct rir_builder *b = start(m);
    rir_build_at(b, rir_build_block(b, NULL));
    uint32_t old = rir_build_forward(b, i64), ok = rir_build_forward(b, i64);
    rir_build_bind(b, old);
    uint32_t p = rir_build_null(b), n = rir_build_const(b, i32, 3);
    const struct rir_scalar results[] = {i32, i1};
    uint32_t site = rir_build_site(b, RIR_SITE_ATOMIC, (struct rir_pos){"a.c", 1, 2});
    rir_build_insn(
        b, INSN(.op = RIR_CAS, .nargs = 3, .args = LIST(p, n, n), .nresults = 2, .site = site),
        results);
    assert_int_equal(rir_build_type_of(b, ok).bits, 1); /* the definition's type counts */
    ret(b);
    rir_build_finish(b);
    assert_verifies(m);
    rir_module_free(m);
}

static void what_is_never_bound_is_unknown(void **state)
{
    (void)state;
    struct rir_module *m = rir_module_new("m", 64);
    struct rir_builder *b = start(m);
    rir_build_at(b, rir_build_block(b, NULL));
    uint32_t v = rir_build_forward(b, i32);
    ret(b);
    rir_build_finish(b);
    assert_verifies(m);
    assert_int_equal(m->funcs.data[0].values[v].kind, RIR_V_UNKNOWN);
    assert_string_equal(m->funcs.data[0].values[v].why, "a value without a definition");
    rir_module_free(m);
}

static void equal_values_are_shared(void **state)
{
    (void)state;
    struct rir_module *m = rir_module_new("m", 64);
    uint32_t g = rir_add_global(m, &(struct rir_global){.name = "g", .type = RIR_NONE});
    struct rir_builder *b = start(m);
    uint32_t first = rir_build_const(b, i32, -1);
    assert_int_equal(first, rir_build_const(b, i32, 0xffffffff)); /* sign-extended */
    assert_int_not_equal(first, rir_build_const(b, i64, -1));
    assert_int_equal(rir_build_global(b, g, 4), rir_build_global(b, g, 4));
    assert_int_not_equal(rir_build_global(b, g, 4), rir_build_global(b, g, 8));
    char why[] = "inline assembly";
    uint32_t unknown = rir_build_unknown(b, i32, why);
    why[0] = 'I';
    assert_int_not_equal(unknown, rir_build_unknown(b, i32, why));
    assert_int_equal(unknown, rir_build_unknown(b, i32, "inline assembly"));
    assert_int_not_equal(rir_build_undef(b, i32), rir_build_undef(b, i64));
    rir_build_name(b, first, "wrong", RIR_NONE); /* ignored: it has many uses */
    uint32_t many[1000];
    for (int i = 0; i < 1000; i++)
        many[i] = rir_build_const(b, i64, i);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(rir_build_const(b, i64, i), many[i]);
    rir_build_at(b, rir_build_block(b, NULL));
    ret(b);
    rir_build_finish(b);
    assert_null(m->funcs.data[0].values[first].name);
    assert_verifies(m);
    rir_module_free(m);
}

static void abandoned_functions_stay_declared(void **state)
{
    (void)state;
    struct rir_module *m = rir_module_new("m", 64);
    struct rir_builder *b = start(m);
    rir_build_at(b, rir_build_block(b, NULL));
    rir_build_abandon(b);
    assert_verifies(m);
    assert_int_equal(m->funcs.data[0].flags & RIR_FUNC_DEFINED, 0);
    rir_module_free(m);
}

static void cases_are_sign_extended(void **state)
{
    (void)state;
    struct rir_module *m = rir_module_new("m", 64);
    struct rir_builder *b = start(m);
    uint32_t x = rir_build_block(b, NULL), y = rir_build_block(b, NULL);
    int64_t value = 0xffffffff;
    rir_build_at(b, x);
    rir_build_insn(b,
                   INSN(NO_SITE, .op = RIR_SWITCH, .nargs = 1, .args = LIST(rir_build_param(b, 0)),
                        .nblocks = 2, .blocks = LIST(y, y), .cases = &value),
                   NULL);
    rir_build_at(b, y);
    ret(b);
    rir_build_finish(b);
    assert_true(m->funcs.data[0].insns[0].cases[0] == -1);
    rir_module_free(m);
}

static void everything_is_copied(void **state)
{
    (void)state;
    struct rir_module *m = rir_module_new("m", 64);
    char name[] = "name", why[] = "because";
    struct rir_field fields[] = {{.name = name, .type = RIR_NONE, .why = why}};
    struct rir_type t = {.kind = RIR_T_STRUCT, .name = name, .fields = fields, .nfields = 1};
    t.elem = RIR_NONE;
    rir_add_type(m, &t);
    unsigned char data[] = {1, 2, 3};
    rir_add_global(m, &(struct rir_global){.name = name,
                                           .data = data,
                                           .ndata = 3,
                                           .size = 3,
                                           .type = RIR_NONE,
                                           .flags = RIR_GLOBAL_DEFINED});
    memset(name, 'x', 4);
    memset(why, 'x', 4);
    memset(data, 9, 3);
    fields[0].type = 77;
    assert_verifies(m);
    assert_string_equal(m->types.data[0].fields[0].name, "name");
    assert_string_equal(m->types.data[0].fields[0].why, "because");
    assert_ptr_equal(m->types.data[0].name, m->globals.data[0].name); /* interned */
    assert_int_equal(m->globals.data[0].data[2], 3);
    assert_int_equal(rir_find_global(m, "name"), 0);
    assert_int_equal(rir_find_func(m, "name"), RIR_NONE);
    rir_module_free(m);
    rir_module_free(NULL);
}

/* ---- questions about functions and operations ---- */

static void described_functions(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool described;
    } list[] = {
        {"declare @f(ptr)", false},
        {"declare @f(ptr) ann reads(1)", true},
        {"declare @f(ptr) ann fbp.pure", true},
        {"declare @f(ptr) ann pure", false}, /* the standard attribute only refines */
        {"declare @f(ptr) ann const", false},
        {"declare @f(ptr) ann malloc", false},
        {"declare @f(ptr) ann noescape(1)", false},
        {"declare @f(ptr) ann format(1, 0)", false},
        {"declare @f(ptr) ann nondet", false},
        {"declare @f(ptr) ann borrows(1)", false},
        {"declare @f(ptr) ann points_into(0, 1)", false},
        {"declare @f(ptr) ann task", false},
        {"declare @f(ptr) ann task ann sends(1)", true},
        {"declare @f(ptr) ann borrows(1) ann writes(1)", true},
        {"declare @f(ptr) ann trusted(\"why\")", true},
        {"define @f(%p: ptr) ann reads(1) { ret }", false}, /* the body is looked at */
        {"define @f(%p: ptr) ann trusted(\"why\") { ret }", true},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        struct rir_module *m = verified(list[i].text);
        if (rir_func_is_described(&m->funcs.data[0]) != list[i].described)
            fail_msg("%s: expected %d", list[i].text, list[i].described);
        rir_module_free(m);
    }
}

static void annotations_are_added_once(void **state)
{
    (void)state;
    struct rir_module *m = verified("declare @f(ptr, ptr)");
    struct rir_func *f = &m->funcs.data[0];
    struct rir_ann a = {.kind = RIR_ANN_SENDS, .a = 1, .model = true};
    for (int i = 0; i < 3; i++)
        rir_add_ann(m, f, &a);
    assert_int_equal(f->nanns, 1);
    assert_true(f->anns[0].model);
    a.model = false;
    rir_add_ann(m, f, &a);
    assert_false(f->anns[0].model); /* the program's own word is no model */
    a.a = 2;
    rir_add_ann(m, f, &a);
    assert_int_equal(f->nanns, 2);
    assert_int_equal(rir_func_ann(f, RIR_ANN_SENDS)->a, 1);
    assert_null(rir_func_ann(f, RIR_ANN_TASK));
    rir_module_free(m);
}

static void what_may_hold_a_pointer(void **state)
{
    (void)state;
    struct rir_module *m = rir_module_new("m", 32);
    assert_true(rir_may_hold_pointer(m, (struct rir_scalar){32, RIR_PTR}));
    assert_true(rir_may_hold_pointer(m, (struct rir_scalar){32, RIR_INT}));
    assert_true(rir_may_hold_pointer(m, (struct rir_scalar){128, RIR_BYTES}));
    assert_false(rir_may_hold_pointer(m, (struct rir_scalar){31, RIR_INT}));
    assert_false(rir_may_hold_pointer(m, (struct rir_scalar){64, RIR_FLOAT}));
    assert_false(rir_is_terminator(RIR_CALL));
    assert_true(rir_is_terminator(RIR_UNREACHABLE));
    assert_false(rir_is_terminator(RIR_OP_COUNT));
    rir_module_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_in_any_order),
        cmocka_unit_test(several_results_before_their_definition),
        cmocka_unit_test(what_is_never_bound_is_unknown),
        cmocka_unit_test(equal_values_are_shared),
        cmocka_unit_test(abandoned_functions_stay_declared),
        cmocka_unit_test(cases_are_sign_extended),
        cmocka_unit_test(everything_is_copied),
        cmocka_unit_test(described_functions),
        cmocka_unit_test(annotations_are_added_once),
        cmocka_unit_test(what_may_hold_a_pointer),
    };
    return cmocka_run_group_tests_name("rir/build", tests, NULL, NULL);
}
