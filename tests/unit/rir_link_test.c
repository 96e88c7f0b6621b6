/* The linker: which definition wins, what is united, names, aliases, types, order, time. */

#include "rir/build.h"
#include "rir/link.h"
#include "rir_util.h"

static char warnings[2000];

static void take_warning(void *ctx, const char *message)
{
    (void)ctx;
    strncat(warnings, message, sizeof warnings - strlen(warnings) - 2);
    strcat(warnings, "\n");
}

static struct rir_module *linked_as(const char *const *texts, const uint32_t *ranks, uint32_t n)
{
    struct rir_module *units[8];
    warnings[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        char name[] = {(char)('a' + i), '.', 'c', '\0'};
        struct rir_error err;
        units[i] = rir_text_parse(name, texts[i], strlen(texts[i]), &err);
        if (units[i] == NULL)
            fail_msg("%s:%u:%u: %s", name, err.line, err.col, err.text);
        assert_verifies(units[i]);
    }
    struct rir_module *m = rir_link("program", units, ranks, n, take_warning, NULL);
    for (uint32_t i = 0; i < n; i++)
        rir_module_free(units[i]);
    assert_verifies(m);
    return m;
}

static struct rir_module *linked(const char *const *texts, uint32_t n)
{
    return linked_as(texts, NULL, n);
}

#define LINK(...)                                                                                  \
    linked((const char *const[]){__VA_ARGS__},                                                     \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static const struct rir_func *func(const struct rir_module *m, const char *name)
{
    uint32_t i = rir_find_func(m, name);
    if (i == RIR_NONE)
        fail_msg("no function %s", name);
    return &m->funcs.data[i];
}

static const struct rir_global *global(const struct rir_module *m, const char *name)
{
    uint32_t i = rir_find_global(m, name);
    if (i == RIR_NONE)
        fail_msg("no global %s", name);
    return &m->globals.data[i];
}

/* The text of the program has (or has not, with a '!' in front) each part. */
static void expect(struct rir_module *m, const char *const *parts)
{
    char *text = printed(m);
    for (; *parts != NULL; parts++) {
        if ((*parts)[0] == '!')
            assert_has_not(text, *parts + 1);
        else
            assert_has(text, *parts);
    }
    free(text);
    rir_module_free(m);
}

#define EXPECT(m, ...) expect(m, (const char *const[]){__VA_ARGS__, NULL})

static void definition_before_declaration(void **state)
{
    (void)state;
    const char *user = "declare @f() -> i32\n global @g size 4 decl\n"
                       "define @main() -> i32 {\n %r = call i32 @f() !1:1\n"
                       " write i32 %r, @g !1:2\n ret 0 }";
    const char *owner = "global @g size 4 at \"b.c\":1:1\n define @f() -> i32 { ret 7 }";
    EXPECT(LINK(user, owner), "define @f() -> i32", "global @g size 4 at \"b.c\":1:1", "!declare",
           "!decl");
    EXPECT(LINK(owner, user), "define @f() -> i32", "global @g size 4 at \"b.c\":1:1", "!declare",
           "!decl");
    assert_string_equal(warnings, "");
}

static void strong_before_weak_and_common(void **state)
{
    (void)state;
    const char *weak = "define @f() -> i32 weak { ret 1 }\n global @g size 4 weak data \"\\01\"";
    const char *strong = "define @f() -> i32 { ret 2 }\n global @g size 4 data \"\\02\"";
    const char *common = "global @g size 8 common";
    EXPECT(LINK(weak, strong), "ret 2", "!ret 1", "data \"\\02\"", "!weak");
    EXPECT(LINK(strong, weak), "ret 2", "!ret 1", "data \"\\02\"", "!weak");
    EXPECT(LINK(common, strong), "data \"\\02\"", "!common", "global @g size 4");
    EXPECT(LINK(weak, common), "global @g size 8 common", "!data");
    EXPECT(LINK("global @g size 4 common", common), "global @g size 8 common");
    EXPECT(LINK(weak, "define @f() -> i32 weak { ret 3 }"), "ret 1", "!ret 3");
    assert_string_equal(warnings, "");
}

/* Numbers go by the order of the units, definitions by their ranks. */
static void ranks_decide(void **state)
{
    (void)state;
    const char *const strong[] = {"define @f() -> i32 { ret 1 }\n global @g size 4",
                                  "define @f() -> i32 { ret 2 }\n global @g size 8"};
    const char *const weak[] = {"define @f() -> i32 weak { ret 1 }\n global @h size 8 common",
                                "define @f() -> i32 weak { ret 2 }\n global @h size 8 common"};
    const uint32_t backwards[] = {1, 0};
    EXPECT(linked_as(strong, backwards, 2), "ret 2", "!ret 1", "global @g size 8", "!size 4");
    assert_has(warnings, "f is defined in b.c and in a.c; the first is used");
    EXPECT(linked_as(weak, backwards, 2), "ret 2", "!ret 1");
    assert_string_equal(warnings, "");
    EXPECT(linked_as((const char *const[]){"declare @f() -> i32\n declare @x() -> i32",
                                           "declare @x() -> i32\n declare @f() -> i32"},
                     backwards, 2),
           "@f() -> i32\ndeclare @x");
}

static void two_strong_definitions_warn(void **state)
{
    (void)state;
    EXPECT(LINK("define @f() -> i32 { ret 1 }\n global @g size 4",
                "define @f() -> i32 { ret 2 }\n global @g size 8"),
           "ret 1", "!ret 2", "global @g size 4", "!size 8");
    assert_has(warnings, "f is defined in a.c and in b.c; the first is used");
    assert_has(warnings, "g is defined in a.c and in b.c; the first is used");
}

static void internal_symbols_stay_apart(void **state)
{
    (void)state;
    const char *unit = "global @count size 4 internal\n"
                       "define @step() internal { write i32 1, @count !1:1\n ret }";
    struct rir_module *m = LINK(unit, unit, "global @count size 4\n global @count.1 size 4");
    assert_int_equal(m->globals.len, 4);
    assert_string_equal(global(m, "count.2")->source, "count");
    assert_string_equal(global(m, "count.3")->source, "count");
    assert_null(global(m, "count")->source);
    assert_int_equal(global(m, "count")->linkage, RIR_EXTERNAL);
    EXPECT(m, "write i32 1, @count.2", "write i32 1, @count.3", "define @step() internal",
           "define @step.1() internal source \"step\"");
}

static void aliases_are_resolved(void **state)
{
    (void)state;
    const char *unit =
        "global @x size 8 internal\n global @y size 8 decl alias @x\n"
        "define @f() internal { ret }\n declare @g() alias @f ann sends(1) variadic\n"
        "declare @h() alias @g variadic\n"
        "define @use() {\n call @h() !1:1\n store ptr @h, @y + 0 !1:2\n ret }\n"
        "global @table size 16 init { 0: @g, 8: @y }";
    const char *other = "declare @h()\n global @y size 8 decl\n global @x size 1\n"
                        "define @f() { ret }\n"
                        "define @use2() {\n call @h() !1:1\n write i32 1, @y !1:2\n ret }";
    struct rir_module *m = LINK(unit, other);
    assert_string_equal(func(m, "h")->alias, "g");
    assert_string_equal(func(m, "g")->alias, "f.1");
    EXPECT(m, "call @f.1() !1:1", "store ptr @f.1, @x.1", "write i32 1, @x.1",
           "global @table size 16 init { 0: @f.1, 8: @x.1 }", "!call @h", "!call @f()");
}

static void weak_alias_gives_way(void **state)
{
    (void)state;
    EXPECT(LINK("define @f() -> i32 { ret 1 }\n declare @g() -> i32 weak alias @f",
                "define @g() -> i32 { ret 2 }\n"
                "define @use() -> i32 { %r = call i32 @g() !1:1\n ret %r }"),
           "= call i32 @g()", "define @g()");
}

static void ifunc_keeps_its_resolver(void **state)
{
    (void)state;
    const char *unit = "define @pick() -> ptr internal { ret null }\n"
                       "declare @fast() ifunc alias @pick\n"
                       "define @use() {\n call @fast() !1:1\n ret }";
    EXPECT(LINK("define @pick() { ret }", unit), "declare @fast() ifunc alias @pick.1",
           "call @fast()");
}

static void annotations_are_united(void **state)
{
    (void)state;
    struct rir_module *m = LINK("declare @q(ptr, ptr) ann sends(1) ann borrows(2) model",
                                "declare @q(ptr, ptr) ann borrows(2) ann sends(1) noreturn",
                                "declare @q(ptr, ptr) ann trusted(\"why\") address_taken");
    const struct rir_func *q = func(m, "q");
    assert_int_equal(q->nanns, 3);
    assert_false(rir_func_ann(q, RIR_ANN_BORROWS)->model); /* the source says it as well */
    assert_int_equal(q->flags, RIR_FUNC_NORETURN | RIR_FUNC_ADDRESS_TAKEN);
    rir_module_free(m);
}

static void annotations_that_do_not_fit_are_dropped(void **state)
{
    (void)state;
    struct rir_module *m = LINK("declare @q(ptr, ptr) ann sends(2)", "define @q(%a: ptr) { ret }");
    assert_int_equal(func(m, "q")->nanns, 0);
    assert_has(warnings, "q: annotations are left out that name parameters beyond its 1");
    rir_module_free(m);
}

static void flags_of_declarations_are_united(void **state)
{
    (void)state;
    struct rir_module *m =
        LINK("global @a size 4 decl shared \"why\"\n global @b size 4 decl channel",
             "global @a size 4 at \"b.c\":1:1\n global @b size 4\n global @c size 4 decl const",
             "global @c size 4 decl\n global @a size 4 decl tls");
    assert_int_equal(global(m, "a")->flags,
                     RIR_GLOBAL_DEFINED | RIR_GLOBAL_SHARED | RIR_GLOBAL_TLS);
    assert_string_equal(global(m, "a")->why, "why");
    assert_int_equal(global(m, "b")->flags, RIR_GLOBAL_DEFINED | RIR_GLOBAL_CHANNEL);
    assert_int_equal(global(m, "c")->flags, 0); /* const only if all say so */
    rir_module_free(m);
}

static void function_and_variable_of_one_name(void **state)
{
    (void)state;
    EXPECT(LINK("global @f size 1 decl\n define @use() -> ptr { ret @f }",
                "define @f() internal { ret }\n define @main() { ret }"),
           "ret @f\n", "global @f size 1 decl"); /* an internal one is another */
    EXPECT(LINK("global @f size 1 decl\n define @use() -> ptr { ret @f }", "define @f() { ret }"),
           "define @f()", "ret @f\n", "global @f.1 size 1 decl");
    EXPECT(
        LINK("declare @g()\n define @use() -> ptr { call @g() !1:1\n ret @g }", "global @g size 4"),
        "global @g size 4", "ret @g\n", "declare @g.1()", "call @g.1()");
}

/* ---- types ---- */

#define LIST                                                                                       \
    "type $i = int \"int\" 4\n type $n = struct \"node\" 16 { \"next\" $p @0, \"v\" $i @8 }\n"     \
    "type $p = ptr $n\n"

static void equal_types_become_one(void **state)
{
    (void)state;
    struct rir_module *m = LINK(LIST "global @a : $n", "type $x = void\n" LIST "global @b : $p");
    assert_int_equal(m->types.len, 4);
    uint32_t node = global(m, "a")->type, list = global(m, "b")->type;
    assert_int_equal(m->types.data[list].elem, node);
    assert_int_equal(m->types.data[node].fields[0].type, list);
    rir_module_free(m);
}

static void declared_struct_is_the_defined_one(void **state)
{
    (void)state;
    const char *user = "type $n = struct \"node\"\n type $p = ptr $n\n"
                       "type $h = struct \"head\" 8 { \"first\" $p @0 }\n global @h : $h";
    const char *owner = LIST "type $h = struct \"head\" 8 { \"first\" $p @0 }\n global @g : $h";
    for (int order = 0; order < 2; order++) {
        struct rir_module *m = order == 0 ? LINK(user, owner) : LINK(owner, user);
        assert_int_equal(m->types.len, 4); /* int, node, ptr, head */
        assert_int_equal(global(m, "h")->type, global(m, "g")->type);
        rir_module_free(m);
    }
}

static void different_structs_of_one_tag_stay(void **state)
{
    (void)state;
    const char *a = "type $i = int \"int\" 4\n type $s = struct \"s\" 4 { \"a\" $i @0 }\n"
                    "type $p = ptr $s\n type $o = struct \"outer\" 8 { \"s\" $p @0 }\n"
                    "global @a : $o";
    const char *b =
        "type $i = int \"int\" 4\n type $s = struct \"s\" 8 { \"a\" $i @0, \"b\" $i @4 }\n"
        "type $p = ptr $s\n type $o = struct \"outer\" 8 { \"s\" $p @0 }\n"
        "global @b : $o";
    const char *c = "type $s = struct \"s\"\n type $p = ptr $s\n global @c : $p";
    struct rir_module *m = LINK(a, b, c);
    assert_int_not_equal(global(m, "a")->type, global(m, "b")->type);
    uint32_t declared = m->types.data[global(m, "c")->type].elem;
    assert_true((m->types.data[declared].flags & RIR_TYPE_OPAQUE) != 0);
    assert_string_equal(warnings, ""); /* ordinary C */
    rir_module_free(m);
}

static void different_channels_of_one_tag_warn(void **state)
{
    (void)state;
    const char *a = "type $i = int \"int\" 4\n type $s = struct \"q\" 4 { \"a\" $i @0 } channel";
    const char *b = "type $s = struct \"q\" 8 { }";
    rir_module_free(LINK(a, b));
    assert_string_equal(warnings, "q has different members in a.c and in b.c\n");
}

static void tags_of_types_are_united(void **state)
{
    (void)state;
    const char *plain = "type $i = int \"int\" 4\n type $q = struct \"q\" 4 { \"n\" $i @0 }\n"
                        "type $o = struct \"other\"\n global @a : $q";
    const char *tagged = "type $i = int \"int\" 4\n"
                         "type $q = struct \"q\" 4 { \"n\" $i @0 shared \"why\" } channel\n"
                         "type $o = struct \"other\"\n type $t = typedef \"other_t\" $o immutable";
    struct rir_module *m = LINK(plain, tagged);
    const struct rir_type *q = &m->types.data[global(m, "a")->type];
    assert_int_equal(q->flags, RIR_TYPE_CHANNEL);
    assert_int_equal(q->fields[0].flags, RIR_FIELD_SHARED);
    assert_string_equal(q->fields[0].why, "why");
    assert_string_equal(warnings, "");
    EXPECT(m, "struct \"other\" 0 immutable");
}

static void unrelated_anonymous_structs_share_no_tags(void **state)
{
    (void)state;
    const char *point =
        "type $i = int \"int\" 4\n type $s = struct 8 { \"a\" $i @0, \"b\" $i @4 }\n"
        "type $t = typedef \"point\" $s\n global @p : $t";
    const char *queue =
        "type $i = int \"int\" 4\n type $s = struct 8 { \"a\" $i @0, \"b\" $i @4 }\n"
        "type $t = typedef \"queue\" $s channel\n global @q : $t";
    struct rir_module *m = LINK(point, queue);
    assert_int_equal(rir_type_flags(m, rir_type_strip(m, global(m, "p")->type)), 0);
    assert_int_equal(rir_type_flags(m, rir_type_strip(m, global(m, "q")->type)), RIR_TYPE_CHANNEL);
    rir_module_free(m);
}

static void order_does_not_depend_on_addresses(void **state)
{
    (void)state;
    const char *a = LIST "global @a : $n\n define @f() { ret }\n global @s size 1 internal";
    const char *b = LIST "define @main() { call @f() !1:1\n ret }\n declare @f()\n"
                         "global @s size 2 internal";
    struct rir_module *one = LINK(a, b), *two = LINK(a, b);
    char *first = printed(one), *second = printed(two);
    assert_string_equal(first, second);
    assert_true(strstr(first, "@f()") < strstr(first, "@main()"));
    free(first);
    free(second);
    rir_module_free(one);
    rir_module_free(two);
}

static void other_pointer_width_is_left_out(void **state)
{
    (void)state;
    EXPECT(LINK("target ptr 64\n global @a size 4", "target ptr 32\n global @b size 4"),
           "global @a", "!global @b");
    assert_has(warnings, "b.c is left out: its pointers have 32 bits, those of a.c 64");
}

/* A module linked alone says the same; with itself, it has no type more. */
static void every_instruction_survives(void **state)
{
    (void)state;
    char *text = source_file("tests/unit/rir/all.rir");
    struct rir_module *unit = verified(text), *alone = LINK(text), *twice = LINK(text, text);
    assert_int_equal(alone->types.len, twice->types.len);
    for (uint32_t i = 0; i < unit->funcs.len; i++) {
        char *before, *after;
        size_t size;
        FILE *out = open_memstream(&before, &size);
        rir_text_print_func(out, unit, i);
        fclose(out);
        out = open_memstream(&after, &size);
        rir_text_print_func(out, alone, i);
        fclose(out);
        if (strchr(before, '$') == NULL && strstr(before, "@al") == NULL)
            assert_string_equal(before, after); /* types have other numbers */
        assert_int_equal(unit->funcs.data[i].ninsns, alone->funcs.data[i].ninsns);
        free(before);
        free(after);
    }
    assert_has(warnings, "empty is defined in a.c and in b.c");
    free(text);
    rir_module_free(unit);
    rir_module_free(alone);
    rir_module_free(twice);
}

/* Where the linker's name for the end of a segment is used, all variables may be one object. */
static void ends_of_segments(void **state)
{
    (void)state;
    static const char user[] =
        "global @end decl\nglobal @total size 4\nglobal @text size 2 string\n"
        "global @mine size 4 tls\n"
        "define @f() -> ptr {\nentry:\n  ret @end\n}\n";
    struct rir_module *m = LINK(user, "global @count size 4\n");
    const struct rir_func *f = func(m, "ends of segments (constructor)");
    assert_true((f->flags & RIR_FUNC_CTOR) != 0 && (f->flags & RIR_FUNC_DEFINED) != 0);
    assert_int_equal(f->insns[0].nargs, 3); /* @end, @total, @count */
    assert_int_equal(f->insns[1].op, RIR_LOAD);
    rir_module_free(m);

    m = LINK(user, "global @end size 4\n"); /* the program's own */
    assert_int_equal(rir_find_func(m, "ends of segments (constructor)"), RIR_NONE);
    rir_module_free(m);
}

static void nothing_to_link(void **state)
{
    (void)state;
    struct rir_module *m = rir_link("program", NULL, NULL, 0, NULL, NULL);
    assert_verifies(m);
    rir_module_free(m);
}

/* ---- size ---- */

static struct rir_module *big_unit(uint32_t funcs, uint32_t insns, uint32_t number)
{
    char name[40];
    snprintf(name, sizeof name, "unit%u.c", number);
    struct rir_module *m = rir_module_new(name, 64);
    struct rir_scalar ptr = {64, RIR_PTR}, i32 = {32, RIR_INT};
    struct rir_global g = {.name = "state", .linkage = RIR_INTERNAL, .size = 64, .type = RIR_NONE};
    g.flags = RIR_GLOBAL_DEFINED;
    uint32_t global_index = rir_add_global(m, &g);
    for (uint32_t i = 0; i < funcs; i++) {
        snprintf(name, sizeof name, "f%u_%u", number, i);
        struct rir_func f = {.name = name, .type = RIR_NONE};
        struct rir_builder *b = rir_build_start(m, rir_add_func(m, &f));
        rir_build_at(b, rir_build_block(b, "entry"));
        struct rir_insn in = {.ref = RIR_NONE, .field = RIR_NONE, .src = RIR_NONE};
        for (uint32_t k = 0; k + 1 < insns; k++) {
            uint32_t args[] = {rir_build_global(b, global_index, k % 16 * 4)};
            in.op = k % 2 == 0 ? RIR_READ : RIR_FIELD;
            in.site = k % 2 != 0 ? RIR_NONE
                                 : rir_build_site(b, RIR_SITE_LOAD, (struct rir_pos){"x.c", k, 1});
            in.args = args;
            in.nargs = in.nresults = 1;
            rir_build_insn(b, &in, k % 2 == 0 ? &i32 : &ptr);
        }
        in = (struct rir_insn){.op = RIR_RET, .ref = RIR_NONE, .field = RIR_NONE};
        in.src = in.site = RIR_NONE;
        rir_build_insn(b, &in, NULL);
        rir_build_finish(b);
    }
    return m;
}

static void a_million_instructions(void **state)
{
    (void)state;
    struct rir_module *units[100];
    for (uint32_t u = 0; u < 100; u++)
        units[u] = big_unit(100, 100, u);
    struct rir_module *m = rir_link("program", units, NULL, 100, NULL, NULL);
    assert_int_equal(m->funcs.len, 100 * 100);
    for (uint32_t i = 0; i < m->funcs.len; i += 997)
        assert_int_equal(m->funcs.data[i].ninsns, 100);
    rir_module_free(m);
    for (uint32_t u = 0; u < 100; u++)
        rir_module_free(units[u]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(definition_before_declaration),
        cmocka_unit_test(strong_before_weak_and_common),
        cmocka_unit_test(two_strong_definitions_warn),
        cmocka_unit_test(ranks_decide),
        cmocka_unit_test(internal_symbols_stay_apart),
        cmocka_unit_test(aliases_are_resolved),
        cmocka_unit_test(weak_alias_gives_way),
        cmocka_unit_test(ifunc_keeps_its_resolver),
        cmocka_unit_test(annotations_are_united),
        cmocka_unit_test(annotations_that_do_not_fit_are_dropped),
        cmocka_unit_test(flags_of_declarations_are_united),
        cmocka_unit_test(function_and_variable_of_one_name),
        cmocka_unit_test(equal_types_become_one),
        cmocka_unit_test(declared_struct_is_the_defined_one),
        cmocka_unit_test(different_structs_of_one_tag_stay),
        cmocka_unit_test(different_channels_of_one_tag_warn),
        cmocka_unit_test(tags_of_types_are_united),
        cmocka_unit_test(unrelated_anonymous_structs_share_no_tags),
        cmocka_unit_test(order_does_not_depend_on_addresses),
        cmocka_unit_test(other_pointer_width_is_left_out),
        cmocka_unit_test(every_instruction_survives),
        cmocka_unit_test(ends_of_segments),
        cmocka_unit_test(nothing_to_link),
        cmocka_unit_test(a_million_instructions),
    };
    return cmocka_run_group_tests_name("rir/link", tests, NULL, NULL);
}
