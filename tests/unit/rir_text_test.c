/* The text form: printing and parsing are inverse, errors say where and what, and the liberties
 * that a person may take. */
#include "rir_util.h"

static void same_again(const char *text)
{
    struct rir_module *m = parsed(text);
    char *once = printed(m);
    struct rir_module *again = parsed(once);
    char *twice = printed(again);
    assert_string_equal(once, twice);
    free(once);
    free(twice);
    rir_module_free(m);
    rir_module_free(again);
}

static void print_parse_print(void **state)
{
    (void)state;
    char *text = source_file("tests/unit/rir/all.rir");
    same_again(text);
    free(text);
}

/* Already printed text is printed as it is: nothing is lost on the way in. */
static void canonical_text_is_kept(void **state)
{
    (void)state;
    const char *text =
        "target \"x86_64-pc-linux-gnu\" ptr 64\n"
        "file \"a.c\"\n"
        "type $0 = int \"int\" 4\n"
        "type $1 = struct \"s\" 16 { \"n\" $2 @0 shared \"w\\\"y\", \"c\" $0 @8 channel, $0 @12 }\n"
        "type $2 = ptr $1\n"
        "type $3 = struct \"t\" 0 immutable\n"
        "type $4 = typedef $0 const volatile\n"
        "type $5 = func $0 ($2, ...)\n"
        "type $6 = array $0 x 10\n"
        "type $7 = ptr\n"
        "global @g : $1 size 16 align 8 const internal source \"G\" at 3:4 "
        "init { 0: @g+4, 8: @f } data \"\\00\\ffa\\n\"\n"
        "global @\"o d\" size 0 decl tls string channel shared \"why\" weak at \"\":1:2\n"
        "global @al size 0 decl alias @g\n"
        "declare @f(sret ptr, 2: i64 \"x\" $0, byval ptr) -> (i64, f32) : $5 cparams 9 variadic "
        "weak at \"b.h\":1:1 ann fbp.sends_if(3, \"zero\") ann fbp.trusted(\"w\") model\n"
        "define @main(%argc.0: i32 $0, %1: ptr \"a b\") -> i32 at 10:1 {\n"
        "entry:\n"
        "  %p.2 = stack 16 $1\n"
        "  %3 \"a b\" $2 = field %p.2 +8 $1.1 src $2\n"
        "  %4 = field @g +8 $1.1\n"
        "  %5 = field @g-4 +8\n"
        "  %6 = elem %p.2, 7 x 16 $1 inarray\n"
        "  %7, %ok.8 = cas i64 %p.2, -5, 6 volatile !11:2\n"
        "  %9, %10 = call (i64, f32) @f(sret %p.2, 2: 7, byval %p.2, 9: i8 5) $0 noreturn "
        "text \"F\" !load \"b.h\":2:3\n"
        "  %11 = un opaque i32\n"
        "  %12 = select ptr true, undef ptr, unknown ptr \"why\"\n"
        "  switch %argc.0, b1 [-1: b2], [5: \"b1\"]\n"
        "b1:\n"
        "  goto %1, [b2, \"b1\"]\n"
        "b2:\n"
        "  ret 0\n"
        "\"b1\":\n"
        "  ret i64 5\n"
        "}\n";
    struct rir_module *m = parsed(text);
    char *out = printed(m);
    assert_string_equal(out, text);
    free(out);
    rir_module_free(m);
}

static void example_of_the_documentation(void **state)
{
    (void)state;
    char *doc = source_file("docs/rir.md");
    char *start = strstr(doc, "```\ntarget");
    assert_non_null(start);
    char *end = strstr(start + 3, "\n```");
    assert_non_null(end);
    end[1] = '\0';
    struct rir_module *m = verified(start + 4);
    assert_int_equal(m->funcs.len, 2);
    same_again(start + 4);
    rir_module_free(m);
    free(doc);
}

/* ---- what a text means ---- */

static void names_of_values(void **state)
{
    (void)state;
    struct rir_module *m = verified("type $i = int \"int\" 4\n"
                                    "define @f(%n: i32 $i, %1: i32) -> i32 {\n"
                                    " %count.12 = add i32 %n, 1\n %3 = add i32 %n, 1\n"
                                    " %4 \"x y\" $i = add i32 %n, 1\n %5.x = add i32 %n, 1\n"
                                    " ret %count.12 }");
    const struct rir_func *f = &m->funcs.data[0];
    assert_string_equal(f->values[0].name, "n");
    assert_string_equal(f->params[0].name, "n");
    assert_int_equal(f->values[0].src, 0);
    assert_null(f->values[1].name);
    assert_string_equal(f->values[2].name, "count");
    assert_null(f->values[3].name);
    assert_string_equal(f->values[4].name, "x y");
    assert_int_equal(f->values[4].src, 0);
    assert_null(f->values[5].name);
    rir_module_free(m);
}

static void positions(void **state)
{
    (void)state;
    struct rir_module *m = verified("file \"a.c\"\n"
                                    "define @f(%p: ptr) at \"b.c\":1:1 {\n free %p !2:3\n"
                                    " free %p !\"c.h\":4:5\n free %p !call \"\":6:7\n ret }\n"
                                    "define @g(%p: ptr) {\n free %p !8:9\n ret }");
    const struct rir_site *s = m->funcs.data[0].sites;
    assert_string_equal(s[0].pos.file, "b.c");
    assert_int_equal(s[0].pos.line, 2);
    assert_int_equal(s[0].pos.col, 3);
    assert_int_equal(s[0].kind, RIR_SITE_OTHER);
    assert_string_equal(s[1].pos.file, "c.h");
    assert_null(s[2].pos.file);
    assert_int_equal(s[2].kind, RIR_SITE_CALL);
    assert_string_equal(m->funcs.data[1].sites[0].pos.file, "a.c");
    rir_module_free(m);
}

static void c_positions(void **state)
{
    (void)state;
    struct rir_module *m =
        verified("declare @g(sret ptr, i64, 1: i64, byval ptr, 5: i32) cparams 6\n"
                 "define @f(%p: ptr) {\n"
                 " call @g(sret %p, 1, 1: 2, byval 2: %p, 5: 3) !1:1\n"
                 " call @f(%p) !1:1\n calli %p(%p, 5) !1:1\n ret }");
    const struct rir_func *g = &m->funcs.data[0];
    const struct rir_insn *call = &m->funcs.data[1].insns[0];
    static const struct rir_argpos want[] = {
        {0, RIR_ARG_SRET}, {1, 0}, {1, 0}, {2, RIR_ARG_BYVAL}, {5, 0}};
    assert_int_equal(g->ncparams, 6);
    for (int i = 0; i < 5; i++) {
        assert_memory_equal(&g->params[i].pos, &want[i], sizeof want[i]);
        assert_memory_equal(&call->pos[i], &want[i], sizeof want[i]);
    }
    assert_null(call[1].pos);
    assert_null(call[2].pos);
    assert_int_equal(rir_call_args(&call[2]), 2);
    rir_module_free(m);
}

static void constants(void **state)
{
    (void)state;
    struct rir_module *m = verified(
        "global @g size 8\n define @f(%p: ptr) {\n %a = add i8 255, -1\n %b = add i8 -1, 0xff\n"
        " %c = fadd f64 1.5, 0x3ff8000000000000\n %d = fadd f32 -0.25, 1e3\n"
        " %e = select ptr true, null, @g - 4\n %x = field @g $s.b\n ret }\n"
        "type $s = struct 8 { a $i, b $i @4 }\n type $i = int 4");
    const struct rir_func *f = &m->funcs.data[0];
    const struct rir_insn *in = f->insns;
    assert_int_equal(in[0].args[0], in[0].args[1]); /* equal constants are one value */
    assert_int_equal(in[0].args[0], in[1].args[1]);
    assert_true(f->values[in[0].args[0]].imm == -1);
    assert_int_equal(in[2].args[0], in[2].args[1]);
    assert_true(f->values[in[3].args[0]].imm == 0xbe800000);
    assert_true(f->values[in[4].args[0]].imm == -1); /* true, sign-extended */
    assert_true(f->values[in[4].args[2]].imm == -4);
    assert_true(in[5].imm == 4); /* the member's offset */
    rir_module_free(m);
}

static void single_instructions(void **state)
{
    (void)state;
    struct rir_module *m = parsed("file \"a.c\"\n define @f(%p: ptr) {\n %q = field %p +8\n"
                                  " free %q !2:3\n ret }");
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    rir_text_print_insn(out, m, &m->funcs.data[0], 1);
    fclose(out);
    assert_string_equal(text, "free %q.1 !2:3");
    free(text);
    m->funcs.data[0].insns[1].args[0] = 99; /* what the verifier refuses can still be shown */
    out = open_memstream(&text, &size);
    rir_text_print_insn(out, m, &m->funcs.data[0], 1);
    rir_text_print_insn(out, m, &m->funcs.data[0], 99);
    fclose(out);
    assert_string_equal(text, "free %? !2:3");
    free(text);
    rir_module_free(m);
}

static void default_sizes(void **state)
{
    (void)state;
    struct rir_module *m = parsed("target ptr 32\n type $a = array $t x 3\n"
                                  "type $t = typedef \"t\" $b\n type $b = array $s x 2\n"
                                  "type $s = struct 12 { }\n type $p = ptr $s\n global @g : $a");
    assert_int_equal(m->types.data[0].size, 72);
    assert_int_equal(m->types.data[2].size, 24);
    assert_int_equal(m->types.data[4].size, 4);
    assert_int_equal(m->globals.data[0].size, 72);
    rir_module_free(m);
    m = parsed("type $a = array $a x 3"); /* refused by the verifier, but it must end */
    rir_module_free(m);
}

static void liberties(void **state)
{
    (void)state;
    struct rir_module *m =
        verified("# comments\n// of three\n; kinds\n"
                 "type $node = struct node 16 { next $np, val $i @8 } // no quotes\n"
                 "type $np = ptr $node type $i = int\n"
                 "global @g $node, internal, at 1:2\n"
                 "declare @m(void) ann sends_if(1, \"zero\") variadic\n"
                 "define @f(%c: i1, %p : ptr) -> void {\n"
                 " %v = bin add i32 1, 2\n %w = un zext i64 %v\n call void @m() !1:1\n"
                 " read i32 %p !1:1\n" /* a result that nobody wants */
                 " store ptr %p,\n       %p !1:1\n"
                 " cond %c, x, entry2 entry2: br x\n x: ret }");
    assert_int_equal(m->funcs.data[1].nblocks, 3);
    assert_string_equal(m->types.data[0].fields[1].name, "val");
    rir_module_free(m);
    rir_module_free(verified(""));
    rir_module_free(verified("; nothing"));
}

/* ---- errors ---- */

struct wrong {
    const char *text;
    uint32_t line, col;
    const char *message;
};

static void errors(void **state)
{
    (void)state;
    static const struct wrong list[] = {
        {"globl @g", 1, 1,
         "expected 'target', 'file', 'type', 'global', 'declare' or 'define', "
         "found 'globl'"},
        {"global @g\n  size x", 2, 8, "expected a number, found 'x'"},
        {"global @g : $x", 1, 13, "there is no type $x"},
        {"global @g\nglobal @g", 2, 8, "@g is declared twice"},
        {"global @g\ndeclare @g()", 2, 9, "@g is declared twice"},
        {"type $a = int\ntype $a = int", 2, 6, "type $a is declared twice"},
        {"type $a = enum", 1, 11, "expected void, int, float, ptr, array, struct"},
        {"type $a = struct { x $b }", 1, 22, "there is no type $b"},
        {"global @g init { 0: @h }", 1, 21, "there is no @h; declare it"},
        {"declare @f(int)", 1, 12, "expected a machine type (i32, ptr, f64, b128), found 'int'"},
        {"declare @f() ann sendz(1)", 1, 18, "expected an annotation such as fbp.reads(1)"},
        {"declare @f() ann sends_if(1)", 1, 28, "expected ',', found ')'"},
        {"declare @f() ann sends_if(1, \"x\")", 1, 30, "expected \"zero\", \"nonzero\""},
        {"define @f() {", 1, 13, "this '{' has no '}'"},
        {"define @f() }", 1, 13, "expected an attribute or '{', found '}'"},
        {"define @f() {\n  lod ptr %p\n}", 2, 3, "expected an instruction, found 'lod'"},
        {"define @f() {\n  free %p !1:1\n ret\n}", 2, 8, "there is no value %p in this function"},
        {"define @f() {\n  br x\n}", 2, 6, "there is no block x in this function"},
        {"define @f() {\nx:\n ret\nx:\n ret\n}", 4, 1, "block x is there twice in this function"},
        {"define @f(%a: i32) {\n %a = add i32 1, 1\n ret\n}", 2, 2, "%a is defined twice"},
        {"define @f(%a: i32) {\n free %a !1:1\n ret\n}", 2, 7, "%a is of type i32, expected ptr"},
        {"define @f() {\n call @g() !1:1\n ret\n}", 2, 7, "there is no function @g; declare it"},
        {"global @g define @f() {\n call @g() !1:1\n}", 2, 7, "there is no function @g"},
        {"define @f(%p: ptr) {\n %a, %b = load ptr %p !1:1\n ret }", 2, 2,
         "expected 1 values before '=', found 2"},
        {"define @f() {\n %a = zext i64 5\n ret }", 2, 16, "expected the number's type before it"},
        {"define @f() {\n %a = add i32 1.5, 2\n ret }", 2, 15, "expected f32 or f64 before this"},
        {"define @f(%p: ptr) {\n %a = field %p\n ret }", 3, 2, "expected an offset such as +8"},
        {"type $s = struct { }\ndefine @f(%p: ptr) {\n %a = field %p $s.x\n ret }", 3, 16,
         "this type has no member 'x'"},
        {"define @f(%p: ptr) {\n free %p !x 1:1\n ret }", 2, 11, "expected a site such as !3:5"},
        {"define @f(%p: ptr) {\n free %p !1\n ret }", 3, 2, "expected ':', found 'ret'"},
        {"declare @f() target ptr 32", 1, 21, "expected 'target' before everything else"},
        {"file \"a\\qb\"", 1, 8, "unknown escape"},
        {"file \"abc", 1, 6, "this string has no closing quote"},
        {"file \"a\\00b\"", 1, 6, "expected a string without NUL"},
        {"global @g size 99999999999999999999", 1, 16, "not a number of at most 64 bits"},
        {"global @g ~", 1, 11, "this character has no meaning in RIR text"},
        {"global @ size 4", 1, 8, "expected a name after"},
        {"global @\"\"", 1, 8, "expected a name without NUL"},
        {"declare @f(70000: i32)", 1, 12, "expected a position of at most 65535"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        struct rir_error err;
        struct rir_module *m = rir_text_parse("t", list[i].text, strlen(list[i].text), &err);
        if (m != NULL)
            fail_msg("accepted:\n%s", list[i].text);
        assert_has(err.text, list[i].message);
        if (err.line != list[i].line || err.col != list[i].col)
            fail_msg("%u:%u instead of %u:%u: %s\n%s", err.line, err.col, list[i].line, list[i].col,
                     err.text, list[i].text);
    }
}

/* ---- hostile text ---- */

static uint32_t random_number(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* Parses a copy of exactly that length; what parses must print, verify or not, and parse again. */
static bool try_text(const char *text, size_t len)
{
    struct rir_error err;
    char msg[200];
    char *copy = malloc(len == 0 ? 1 : len);
    memcpy(copy, text, len);
    struct rir_module *m = rir_text_parse("t", copy, len, &err);
    free(copy);
    if (m == NULL) {
        assert_true(err.text[0] != '\0' && err.line != 0 && err.col != 0);
        return false;
    }
    rir_verify(m, msg, sizeof msg);
    char *out = printed(m);
    struct rir_module *again = rir_text_parse("t", out, strlen(out), &err);
    if (again == NULL)
        fail_msg("%u:%u: %s in\n%s", err.line, err.col, err.text, out);
    char *twice = printed(again);
    assert_string_equal(out, twice);
    free(twice);
    rir_module_free(again);
    free(out);
    rir_module_free(m);
    return true;
}

static void truncated_and_damaged_text(void **state)
{
    (void)state;
    char *text = source_file("tests/unit/rir/all.rir");
    size_t len = strlen(text);
    for (size_t n = 0; n < len; n += 3)
        try_text(text, n);
    uint64_t seed = 20261122;
    uint32_t accepted = 0;
    static const char alphabet[] = "%@$!:=,(){}[]+-x0 \n\"a7i.";
    for (int i = 0; i < 4000; i++) {
        size_t at = random_number(&seed) % len;
        char old = text[at];
        text[at] = alphabet[random_number(&seed) % (sizeof alphabet - 1)];
        accepted += try_text(text, len);
        text[at] = old;
    }
    print_message("seed 20261122: %u of 4000 accepted\n", accepted);
    assert_true(accepted != 0);
    free(text);
}

/* Lines left out, doubled, exchanged: the shape survives, names and order do not. */
static void shuffled_lines(void **state)
{
    (void)state;
    char *text = source_file("tests/unit/rir/all.rir");
    const char *lines[200];
    uint32_t n = 0;
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n"))
        lines[n++] = line;
    uint64_t seed = 1;
    for (int i = 0; i < 1500; i++) {
        char *out;
        size_t size;
        FILE *f = open_memstream(&out, &size);
        uint32_t a = random_number(&seed) % n, b = random_number(&seed) % n;
        for (uint32_t k = 0; k < n; k++)
            if (i % 3 != 0 || k != a)
                fprintf(f, "%s\n", lines[i % 3 == 1 && k == a ? b : k]);
        if (i % 3 == 2)
            fprintf(f, "%s\n", lines[a]);
        fclose(f);
        try_text(out, size);
        free(out);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(print_parse_print),
        cmocka_unit_test(canonical_text_is_kept),
        cmocka_unit_test(example_of_the_documentation),
        cmocka_unit_test(names_of_values),
        cmocka_unit_test(positions),
        cmocka_unit_test(c_positions),
        cmocka_unit_test(constants),
        cmocka_unit_test(single_instructions),
        cmocka_unit_test(default_sizes),
        cmocka_unit_test(liberties),
        cmocka_unit_test(errors),
        cmocka_unit_test(truncated_and_damaged_text),
        cmocka_unit_test(shuffled_lines),
    };
    return cmocka_run_group_tests_name("rir/text", tests, NULL, NULL);
}
