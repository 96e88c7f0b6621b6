/* Annotation mistakes: each message with its place, and silence where there is no mistake. The
 * source begins on line 2 (model_help.h). */
#include "model_help.h"

struct mistake {
    const char *source, *message;
};

static const struct mistake mistakes[] = {
    {"FBP_SENDS(3) void f(void *, void *);",
     "2:1: FBP_SENDS: position 3 is out of range: the function has 2 parameters; use 1 to 2\n"},
    {"FBP_SENDS(1) void f(void);",
     "2:1: FBP_SENDS: position 1 is out of range: the function has no parameters\n"},
    {"FBP_SENDS(2) void f(void *);",
     "2:1: FBP_SENDS: position 2 is out of range: the function has 1 parameter; use 1\n"},
    {"FBP_SENDS(0) void f(void *);",
     "2:1: FBP_SENDS: position 0 is not allowed here; positions count from 1\n"},
    {"FBP_HANDLE(-1) FBP_JOINS int f(long);",
     "2:1: FBP_HANDLE: position -1 is not allowed here; use 0 for the result or none, 1 for the "
     "first parameter\n"},
    {"extern int n;\nFBP_READS(n) void f(void *);", /* clang's own */
     "3:1: 'annotate' attribute requires parameter 1 to be a constant expression; correct it, the "
     "rest of the model is used\n"},
    {"FBP_READS(\"1\") void f(void *);",
     "2:1: FBP_READS: argument 1 is not an integer constant; write a number\n"},
    {"void f(int) FBP_SENDS(1);",
     "2:13: FBP_SENDS: parameter 1 is not a pointer; name one that is\n"},
    {"void f(double) FBP_READS(1);",
     "2:16: FBP_READS: parameter 1 is not a pointer; name one that is\n"},
    {"void f(void *) FBP_RECEIVES_INTO(1);", ""},
    {"void f(int *) FBP_RECEIVES_INTO(1);",
     "2:15: FBP_RECEIVES_INTO: parameter 1 is not a pointer to a pointer; name one that is\n"},
    {"int f(void) FBP_RECEIVES;", "2:13: FBP_RECEIVES: the result is not a pointer; "
                                  "FBP_RECEIVES_INTO is for what a pointer leads to\n"},
    {"int f(void *) FBP_POINTS_INTO(0, 1);",
     "2:15: FBP_POINTS_INTO: the result is not a pointer; name a parameter that is\n"},
    {"void f(int, void *) FBP_CALLS(1, 2);",
     "2:21: FBP_CALLS: parameter 1 is not a function pointer or a pointer to an object with "
     "functions in it; name one that is\n"},
    {"void f(void (*)(int), int) FBP_CALLS(1, 2);",
     "2:28: FBP_CALLS: parameter 2 is not a pointer; name one that is\n"},
    {"int f(void *) FBP_SENDS_IF(1, \"okay\");",
     "2:15: FBP_SENDS_IF: unknown condition \"okay\"; use \"zero\", \"nonzero\", \"null\", "
     "\"nonnull\", \"negative\" or \"nonnegative\"\n"},
    {"void f(void *) FBP_SENDS_IF(1, \"zero\");",
     "2:16: FBP_SENDS_IF: condition \"zero\": the function returns nothing; use the form without a "
     "condition\n"},
    {"int f(void *) FBP_SENDS_IF(1, \"null\");",
     "2:15: FBP_SENDS_IF: condition \"null\": the result is an integer; use \"zero\" or "
     "\"nonzero\"\n"},
    {"unsigned f(void *) FBP_SENDS_IF(1, \"negative\");",
     "2:20: FBP_SENDS_IF: condition \"negative\": the result is never negative; use \"zero\", "
     "\"nonzero\", \"null\" or \"nonnull\"\n"},
    {"int f(void *) FBP_HANDLE(1);",
     "2:15: FBP_HANDLE: the function neither starts nor joins a task; add FBP_SPAWNS or "
     "FBP_JOINS\n"},
    {"int f(void **) FBP_RESULT_INTO(1);",
     "2:16: FBP_RESULT_INTO: the function joins no task; add FBP_JOINS\n"},
    {"int f(void *) FBP_PURE FBP_WRITES(1);", "2:24: FBP_WRITES: contradicts FBP_PURE, which says "
                                              "that the function touches nothing; leave one out\n"},
    {"void f(void) FBP_TRUSTED(\"\");",
     "2:14: FBP_TRUSTED: the reason is empty; say why the check may be left out\n"},
    {"extern int v FBP_SHARED(\"\");",
     "2:14: FBP_SHARED: the reason is empty; say why the check may be left out\n"},
    {"void f(void) FBP_HIDDEN_STATE(\"\");", ""},
    {"extern int v FBP_TASK;", "2:14: FBP_TASK on a variable: it belongs on a function\n"},
    {"struct s { void (*f)(void *) FBP_SENDS(1); };",
     "2:30: FBP_SENDS on a member: it belongs on a function\n"},
    {"typedef void fn(void *) FBP_SENDS(1);",
     "2:25: FBP_SENDS on a type: it belongs on a function\n"},
    {"extern int v FBP_CHANNEL;",
     "2:14: FBP_CHANNEL on a variable: it belongs on a struct, union or typedef\n"},
    {"void f(void) FBP_IMMUTABLE;",
     "2:14: FBP_IMMUTABLE on a function: it belongs on a struct, union or typedef\n"},
    {"void f(void) FBP_SHARED(\"why\");",
     "2:14: FBP_SHARED on a function: it belongs on a variable or struct member\n"},
    {"struct FBP_SHARED(\"why\") s { int n; };",
     "2:8: FBP_SHARED on a type: it belongs on a variable or struct member\n"},
    {"void f(void *p FBP_TASK);", "2:16: FBP_TASK on a parameter is lost; put it on the function, "
                                  "with the parameter's position\n"},
    {"void f(void) __attribute__((annotate(\"fbp.sendz\")));",
     "2:29: unknown annotation \"fbp.sendz\"; use the macros of fbp/annotate.h\n"},
    {"void f(void *) __attribute__((annotate(\"fbp.sends\")));",
     "2:31: FBP_SENDS: takes 1 argument, not 0; use the macros of fbp/annotate.h\n"},
    {"void f(void *, ...) FBP_SENDS(7);", ""},
    {"FBP_SENDS(1) void *FBP_RECEIVES f(void *, void *) FBP_SENDS(5);",
     "2:51: FBP_SENDS: position 5 is out of range: the function has 2 parameters; use 1 to 2\n"},
    /* once, although later declarations inherit it */
    {"FBP_SENDS(4) void f(void *);\nvoid f(void *);\nvoid f(void *);",
     "2:1: FBP_SENDS: position 4 is out of range: the function has 1 parameter; use 1\n"},
};

static void test_mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct messages m;
        bool ok;
        print_message("%s\n", mistakes[i].source);
        struct model_set *s = set_of(mistakes[i].source, &m, &ok);
        assert_string_equal(m.text, mistakes[i].message);
        assert_int_equal(ok, mistakes[i].message[0] == '\0');
        model_set_free(s);
    }
}

static void test_the_rest_of_a_function_is_kept(void **state)
{
    (void)state;
    struct messages m;
    bool ok;
    char got[256];
    struct model_set *s = set_of("FBP_READS(1) FBP_SENDS(9) void f(void *);", &m, &ok);
    describe(s, got, sizeof got);
    assert_false(ok);
    assert_string_equal(got, "f: fbp.reads(1,0,-,-)\n");
    model_set_free(s);
}

static bool check_source(const char *suffix, const char *text, struct messages *m)
{
    char name[64];
    const char *args[] = {include_arg()};
    memset(m, 0, sizeof *m);
    write_file(name, suffix, text);
    bool ok = model_check_source(name, args, 1, collect_message, m);
    unlink(name);
    return ok;
}

static void test_source(void **state)
{
    (void)state;
    struct messages m;
    assert_true(check_source(".c", "int main(void) { return 0; }\n", &m));
    assert_string_equal(m.text, "");
    /* inside a function; a local variable; a struct that is only declared */
    assert_false(check_source(".c",
                              "#include <fbp/annotate.h>\n"
                              "int f(void)\n{\n"
                              "    static int ok FBP_SHARED(\"why\"), bad FBP_SHARED(\"\");\n"
                              "    int local FBP_SHARED(\"why\") = 0;\n"
                              "    return ok + bad + local;\n}\n"
                              "struct FBP_CHANNEL q;\n"
                              "struct FBP_CHANNEL d;\nstruct d { int n; };\n",
                              &m));
    assert_string_equal(
        m.text, "4:42: FBP_SHARED: the reason is empty; say why the check may be left out\n"
                "5:15: FBP_SHARED on a local variable: it belongs to its task; only variables with "
                "static storage can be shared\n"
                "8:8: FBP_CHANNEL on a struct that is only declared is lost; put it on the "
                "definition or on a typedef\n");
    /* what does not compile is the compiler's business, the annotations are still checked */
    assert_false(check_source(
        ".c", "#include <fbp/annotate.h>\nunknown x;\nvoid f(int) FBP_SENDS(1);\n", &m));
    assert_string_equal(m.text,
                        "3:13: FBP_SENDS: parameter 1 is not a pointer; name one that is\n");
    /* C++ */
    assert_false(check_source(".cpp",
                              "#include <fbp/annotate.h>\nextern \"C\" {\n"
                              "void f(int) FBP_SENDS(1);\n}\nclass c { int n; };\n",
                              &m));
    assert_string_equal(m.text,
                        "3:13: FBP_SENDS: parameter 1 is not a pointer; name one that is\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_the_rest_of_a_function_is_kept),
        cmocka_unit_test(test_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
