/* Reading models: what arrives in the set for each way an annotation can be written. */
#include "model_help.h"

struct read_case {
    const char *title, *source, *functions;
};

static const struct read_case cases[] = {
    {"before and after the declarator, repeated",
     "FBP_READS(1) void a(void *p, void *q) FBP_WRITES(1) FBP_WRITES(2);",
     "a: fbp.reads(1,0,-,-) fbp.writes(1,0,-,-) fbp.writes(2,0,-,-)\n"},
    {"every macro for functions",
     "FBP_TASK void *a(void *);\n"
     "FBP_SENDS(1) void b(void *);\nFBP_SENDS_IF(1, \"zero\") int c(void *);\n"
     "FBP_SENDS_COPY(1) void d(void *);\nFBP_RECEIVES void *e(void);\n"
     "FBP_RECEIVES_INTO(1) void f(void **);\n"
     "FBP_RECEIVES_INTO_IF(1, \"nonnegative\") int g(void **);\nFBP_FREEZES(1) void *h(void *);\n"
     "FBP_SPAWNS(1, 2) void i(void (*)(void *), void *);\n"
     "FBP_SPAWNS_IF(1, 0, \"nonnull\") void *j(void (*)(void *));\n"
     "FBP_JOINS FBP_HANDLE(1) FBP_RESULT_INTO(2) int k(long, void **);\n"
     "FBP_CALLS(1, 2) void l(void (*)(void *), void *);\n"
     "FBP_CALLS_LATER(1, 0) void m(void (*)(void));\nFBP_FREES(1) void n(void *);\n"
     "FBP_KEEPS(1) void o(void *);\nFBP_LINKS(1, 2) void p(void *, void *);\n"
     "FBP_HIDDEN_STATE(\"q_r\") void q(void);\nFBP_BORROWS(1) void r(void *);\n"
     "FBP_POINTS_INTO(0, 1) void *s(void *);\nFBP_PURE int t(int);\nFBP_NONDET int u(void);\n"
     "FBP_TRUSTED(\"because\") void v(void);",
     "a: fbp.task(0,0,-,-)\nb: fbp.sends(1,0,-,-)\nc: fbp.sends_if(1,0,zero,-)\n"
     "d: fbp.sends_copy(1,0,-,-)\ne: fbp.receives(0,0,-,-)\nf: fbp.receives_into(1,0,-,-)\n"
     "g: fbp.receives_into_if(1,0,nonnegative,-)\nh: fbp.freezes(1,0,-,-)\n"
     "i: fbp.spawns(1,2,-,-)\nj: fbp.spawns_if(1,0,nonnull,-)\n"
     "k: fbp.joins(0,0,-,-) fbp.handle(1,0,-,-) fbp.result_into(2,0,-,-)\nl: fbp.calls(1,2,-,-)\n"
     "m: fbp.calls_later(1,0,-,-)\nn: fbp.frees(1,0,-,-)\no: fbp.keeps(1,0,-,-)\n"
     "p: fbp.links(1,2,-,-)\nq: fbp.hidden_state(0,0,-,q_r)\nr: fbp.borrows(1,0,-,-)\n"
     "s: fbp.points_into(0,1,-,-)\nt: fbp.pure(0,0,-,-)\nu: fbp.nondet(0,0,-,-)\n"
     "v: fbp.trusted(0,0,-,because)\n"},
    {"positions are constant expressions",
     "enum { PACKET = 2 };\n#define FIRST 1\nFBP_SENDS(PACKET) FBP_READS(FIRST) FBP_KEEPS(1 + 2)\n"
     "void a(void *, void *, void *);",
     "a: fbp.sends(2,0,-,-) fbp.reads(1,0,-,-) fbp.keeps(3,0,-,-)\n"},
    {"one declaration for several functions", "FBP_PURE int a(int), b(int);",
     "a: fbp.pure(0,0,-,-)\nb: fbp.pure(0,0,-,-)\n"},
    {"declarations of the same function are united, nothing comes twice",
     "FBP_READS(1) void a(void *, void *);\nFBP_WRITES(2) void a(void *, void *);\n"
     "void a(void *, void *);",
     "a: fbp.reads(1,0,-,-) fbp.writes(2,0,-,-)\n"},
    {"standard attributes refine, inside macros and with underscores too",
     "#define ALLOCATES __attribute__((__malloc__))\n#define LIKE_PRINTF(f, a) "
     "__attribute__((__format__(__printf__, f, a)))\nFBP_READS(1) void *a(void *) ALLOCATES;\n"
     "FBP_READS(1) int b(const char *, ...) __attribute__((format(printf, 1, 2)));\n"
     "FBP_READS(1) int c(void *) __attribute__((pure));\n"
     "FBP_PURE int d(int) __attribute__((const));\n"
     "FBP_READS(1) void e(void *, void __attribute__((noescape)) *);",
     "a: fbp.reads(1,0,-,-) malloc(0,0,-,-)\nb: fbp.reads(1,0,-,-) format(1,2,-,-)\n"
     "c: fbp.reads(1,0,-,-) pure(0,0,-,-)\nd: fbp.pure(0,0,-,-) const(0,0,-,-)\n"
     "e: fbp.reads(1,0,-,-) noescape(2,0,-,-)\n"},
    {"scanf's format says nothing",
     "FBP_READS(1) int a(const char *, ...) __attribute__((format(scanf, 1, 2)));",
     "a: fbp.reads(1,0,-,-)\n"},
    {"a function with standard attributes alone is not described",
     "void *a(void) __attribute__((malloc));", ""},
    {"other people's annotate attributes are none of ours",
     "void a(void) __attribute__((annotate(\"other\")));", ""},
    {"a linker name is stored besides the name", "FBP_READS(1) int a(char *) __asm__(\"a64\");",
     "a: fbp.reads(1,0,-,-)\na64: fbp.reads(1,0,-,-)\n"},
    {"positions beyond the named parameters mean the variadic ones",
     "FBP_SENDS(2) void a(int, ...);", "a: fbp.sends(2,0,-,-)\n"},
    {"structs by value and uintptr_t may carry a pointer",
     "typedef unsigned long uintptr_t;\nstruct s { void *p; };\nFBP_SENDS(1) FBP_SENDS(2)\n"
     "void a(struct s, uintptr_t);",
     "a: fbp.sends(1,0,-,-) fbp.sends(2,0,-,-)\n"},
    {"functions found in an object: sigaction",
     "struct act { void (*handler)(int); };\nFBP_SPAWNS(1, 0) void a(const struct act *);",
     "a: fbp.spawns(1,0,-,-)\n"},
};

static void test_functions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct messages m;
        bool ok;
        char got[8192];
        print_message("%s\n", cases[i].title);
        struct model_set *s = set_of(cases[i].source, &m, &ok);
        describe(s, got, sizeof got);
        assert_string_equal(m.text, "");
        assert_true(ok);
        assert_string_equal(got, cases[i].functions);
        model_set_free(s);
    }
}

static const struct model_type *type_of(const struct model_set *s, const char *name)
{
    for (uint32_t i = 0; i < s->types.len; i++) {
        if (strcmp(s->types.data[i].name, name) == 0)
            return &s->types.data[i];
    }
    return NULL;
}

static void test_types(void **state)
{
    (void)state;
    struct messages m;
    bool ok;
    struct model_set *s = set_of("struct FBP_CHANNEL queue { int n; };\n"
                                 "union u { int n; } FBP_IMMUTABLE;\n"
                                 "typedef struct hidden FBP_CHANNEL hidden_t;\n"
                                 "typedef struct { int n; } anon_t FBP_CHANNEL;\n"
                                 "typedef struct other *other_p FBP_CHANNEL;\n"
                                 "struct plain { int n; };",
                                 &m, &ok);
    assert_string_equal(m.text, "");
    assert_int_equal(type_of(s, "queue")->flags, RIR_TYPE_CHANNEL);
    assert_int_equal(type_of(s, "queue")->kind, MODEL_STRUCT);
    assert_int_equal(type_of(s, "u")->flags, RIR_TYPE_IMMUTABLE);
    assert_int_equal(type_of(s, "u")->kind, MODEL_UNION);
    assert_int_equal(type_of(s, "hidden_t")->kind, MODEL_TYPEDEF);
    assert_int_equal(type_of(s, "hidden")->flags, RIR_TYPE_CHANNEL);
    assert_int_equal(type_of(s, "anon_t")->flags, RIR_TYPE_CHANNEL);
    assert_int_equal(type_of(s, "other_p")->flags, RIR_TYPE_CHANNEL);
    assert_null(type_of(s, "other")); /* a pointer type is tagged, not what it points to */
    assert_null(type_of(s, "plain"));
    model_set_free(s);
}

static void test_shared(void **state)
{
    (void)state;
    struct messages m;
    bool ok;
    struct model_set *s =
        set_of("extern int hits FBP_SHARED(\"a counter\");\n"
               "struct msg { int a; struct { int refs FBP_SHARED(\"count\" \"er\"); }; };",
               &m, &ok);
    assert_string_equal(m.text, "");
    assert_int_equal(s->shared.len, 2);
    assert_null(s->shared.data[0].owner);
    assert_string_equal(s->shared.data[0].name, "hits");
    assert_string_equal(s->shared.data[0].why, "a counter");
    assert_string_equal(s->shared.data[1].owner, "msg");
    assert_string_equal(s->shared.data[1].name, "refs");
    assert_string_equal(s->shared.data[1].why, "counter");
    model_set_free(s);
}

static void test_library_is_what_system_headers_declare(void **state)
{
    (void)state;
    struct messages m;
    bool ok;
    struct model_set *s = set_of("#include <string.h>\n"
                                 "FBP_READS(1) size_t strlen(const char *);\n"
                                 "FBP_READS(1) int mine(const char *);",
                                 &m, &ok);
    assert_true(ok);
    assert_true(model_set_find(s, "strlen")->library);
    assert_false(model_set_find(s, "mine")->library);
    assert_int_equal(model_set_functions(s), 2);
    model_set_free(s);
}

static void test_broken_files(void **state)
{
    (void)state;
    struct messages m;
    bool ok;
    struct model_set *s =
        set_of("FBP_READS(1) int good(char *);\nunknown_type bad(void);", &m, &ok);
    assert_false(ok);
    assert_string_equal(
        m.text,
        "3:1: unknown type name 'unknown_type'; correct it, the rest of the model is used\n");
    assert_non_null(model_set_find(s, "good")); /* what was understood is kept */
    model_set_free(s);
    s = set_of("unknown_type a(void);\nunknown_type b(void);", &m, &ok);
    assert_string_equal(m.text, "2:1: unknown type name 'unknown_type' (and 1 more error); correct "
                                "it, the rest of the model is used\n");
    memset(&m, 0, sizeof m);
    assert_false(model_set_add(s, "/no/such/model.h", NULL, 0, collect_message, &m));
    assert_string_equal(m.text, "0:0: cannot read it: No such file or directory\n");
    memset(&m, 0, sizeof m);
    assert_false(model_set_add(s, "/", NULL, 0, collect_message, &m));
    assert_string_equal(m.text, "0:0: cannot read it: Is a directory\n");
    model_set_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_types),
        cmocka_unit_test(test_shared),
        cmocka_unit_test(test_library_is_what_system_headers_declare),
        cmocka_unit_test(test_broken_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
