/* Applying models to a program, and the text form of a set. */
#include "model_help.h"
#include "rir/build.h"

static struct rir_module *program(void)
{
    return rir_module_new("program", 64);
}

static uint32_t add_func(struct rir_module *m, const char *name, uint32_t flags, uint8_t linkage,
                         const char *source)
{
    return rir_add_func(m, &(struct rir_func){.name = name,
                                              .source = source,
                                              .flags = flags,
                                              .linkage = linkage,
                                              .type = RIR_NONE,
                                              .ncparams = 1});
}

static uint32_t add_type(struct rir_module *m, uint8_t kind, const char *name, uint32_t elem)
{
    return rir_add_type(m, &(struct rir_type){.kind = kind, .name = name, .elem = elem, .size = 4});
}

static uint32_t add_global(struct rir_module *m, const char *name, uint32_t type)
{
    return rir_add_global(m, &(struct rir_global){.name = name, .type = type, .size = 4});
}

struct uses {
    char text[1024];
};

static void note(void *ctx, const char *name, const char *path)
{
    struct uses *u = ctx;
    size_t n = strlen(u->text);
    assert_non_null(path);
    snprintf(u->text + n, sizeof u->text - n, "%s\n", name);
}

static struct model_set *good_set(const char *text)
{
    struct messages msg;
    bool ok;
    struct model_set *s = set_of(text, &msg, &ok);
    assert_string_equal(msg.text, "");
    assert_true(ok);
    return s;
}

static bool has(const struct rir_module *m, uint32_t func, enum rir_ann_kind kind)
{
    return rir_func_ann(&m->funcs.data[func], kind) != NULL;
}

static void test_functions(void **state)
{
    (void)state;
    struct model_set *s = good_set("#include <string.h>\n"
                                   "FBP_READS(1) size_t strlen(const char *);\n"
                                   "FBP_WRITES(1) void *strdup_like(char *);\n"
                                   "FBP_TRUSTED(\"tested\") void own(void *);\n"
                                   "FBP_READS(1) void local(void *);\n"
                                   "FBP_READS(1) void unused(void *);");
    struct rir_module *m = program();
    uint32_t declared = add_func(m, "strlen", 0, RIR_EXTERNAL, NULL);
    uint32_t like = add_func(m, "strdup_like", 0, RIR_EXTERNAL, NULL);
    uint32_t own = add_func(m, "own", RIR_FUNC_DEFINED, RIR_EXTERNAL, NULL);
    uint32_t local = add_func(m, "local.7", RIR_FUNC_DEFINED, RIR_INTERNAL, "local");
    uint32_t other = add_func(m, "other", 0, RIR_EXTERNAL, NULL);
    struct uses u = {""};
    model_set_apply(s, m, note, &u);
    assert_true(has(m, declared, RIR_ANN_READS));
    assert_true(m->funcs.data[declared].anns[0].model);
    assert_true(rir_func_is_described(&m->funcs.data[declared]));
    assert_true(has(m, like, RIR_ANN_WRITES));
    assert_true(has(m, own, RIR_ANN_TRUSTED));
    assert_string_equal(rir_func_ann(&m->funcs.data[own], RIR_ANN_TRUSTED)->text, "tested");
    assert_true(has(m, local, RIR_ANN_READS));
    assert_int_equal(m->funcs.data[other].nanns, 0);
    assert_string_equal(u.text, "strlen\nstrdup_like\nown\nlocal\n");
    assert_true(has(m, declared, RIR_ANN_STD_PURE)); /* glibc's own attribute comes along */
    model_set_apply(s, m, NULL, NULL);               /* twice is once */
    assert_int_equal(m->funcs.data[declared].nanns, 2);
    rir_module_free(m);
    model_set_free(s);
}

/* The program's own strlen, with a body or static, is not the library's. */
static void test_library_models_leave_bodies_alone(void **state)
{
    (void)state;
    struct model_set *s =
        good_set("#include <string.h>\nFBP_READS(1) size_t strlen(const char *);");
    struct rir_module *m = program();
    uint32_t defined = add_func(m, "strlen", RIR_FUNC_DEFINED, RIR_EXTERNAL, NULL);
    uint32_t internal = add_func(m, "strlen.1", RIR_FUNC_DEFINED, RIR_INTERNAL, "strlen");
    struct uses u = {""};
    model_set_apply(s, m, note, &u);
    assert_int_equal(m->funcs.data[defined].nanns, 0);
    assert_int_equal(m->funcs.data[internal].nanns, 0);
    assert_string_equal(u.text, "");
    rir_module_free(m);
    model_set_free(s);
}

static void test_types_and_variables(void **state)
{
    (void)state;
    struct model_set *s = good_set("typedef struct { int n; } lock_t FBP_CHANNEL;\n"
                                   "struct msg { int refs FBP_SHARED(\"counter\"); int n; };\n"
                                   "struct frozen { int n; } FBP_IMMUTABLE;\n"
                                   "extern int hits FBP_SHARED(\"statistics\");");
    struct rir_module *m = program();
    uint32_t number = add_type(m, RIR_T_INT, "int", RIR_NONE);
    uint32_t anon = add_type(m, RIR_T_STRUCT, NULL, RIR_NONE);
    uint32_t lock = add_type(m, RIR_T_TYPEDEF, "lock_t", anon);
    uint32_t frozen = add_type(m, RIR_T_STRUCT, "frozen", RIR_NONE);
    struct rir_field fields[] = {{.name = "refs", .type = number},
                                 {.name = "n", .type = number, .offset = 4},
                                 {.name = "lock", .type = lock, .offset = 8}};
    uint32_t msg = rir_add_type(m, &(struct rir_type){.kind = RIR_T_STRUCT,
                                                      .name = "msg",
                                                      .size = 12,
                                                      .fields = fields,
                                                      .nfields = 3,
                                                      .elem = RIR_NONE});
    uint32_t hits = add_global(m, "hits", number);
    uint32_t mutex = add_global(m, "mutex", lock);
    uint32_t plain = add_global(m, "plain", number);
    struct uses u = {""};
    model_set_apply(s, m, note, &u);
    assert_true((m->types.data[lock].flags & RIR_TYPE_CHANNEL) != 0);
    assert_true((m->types.data[anon].flags & RIR_TYPE_CHANNEL) != 0);
    assert_true((m->types.data[frozen].flags & RIR_TYPE_IMMUTABLE) != 0);
    const struct rir_field *f = m->types.data[msg].fields;
    assert_int_equal(f[0].flags, RIR_FIELD_SHARED);
    assert_string_equal(f[0].why, "counter");
    assert_int_equal(f[1].flags, 0);
    assert_int_equal(f[2].flags, RIR_FIELD_CHANNEL);
    assert_int_equal(m->globals.data[hits].flags, RIR_GLOBAL_SHARED);
    assert_string_equal(m->globals.data[hits].why, "statistics");
    assert_int_equal(m->globals.data[mutex].flags, RIR_GLOBAL_CHANNEL);
    assert_int_equal(m->globals.data[plain].flags, 0);
    assert_string_equal(u.text, "lock_t\nfrozen\nrefs\nhits\n");
    rir_module_free(m);
    model_set_free(s);
}

/* ---- the text form ---- */

static char *text_of(const struct model_set *s)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_true(model_set_save(s, out));
    fclose(out);
    return text;
}

static void test_text_round_trip(void **state)
{
    (void)state;
    struct model_set *s =
        good_set("FBP_SENDS_IF(2, \"zero\") FBP_READS(1) int a(void *, void *);\n"
                 "FBP_HIDDEN_STATE(\"\") int b(void);\nFBP_TRUSTED(\"tab\\t, "
                 "back\\\\slash\\nline\") int c(int, ...);\n"
                 "typedef struct q q_t FBP_CHANNEL;\nstruct s { int n FBP_SHARED(\"why\\t?\"); };\n"
                 "extern int v FBP_SHARED(\"-\");");
    char *text = text_of(s), path[64];
    write_file(path, ".models", text);
    struct messages msg = {""};
    struct model_set *again = model_set_new();
    assert_true(model_set_load(again, path, collect_message, &msg));
    unlink(path);
    char *second = text_of(again);
    assert_string_equal(text, second);
    assert_int_equal(model_set_functions(again), 3);
    const struct model_func *c = model_set_find(again, "c");
    assert_string_equal(c->anns.data[0].text, "tab\t, back\\slash\nline");
    assert_true(c->variadic);
    assert_string_equal(model_set_find(again, "b")->anns.data[0].text, "");
    free(text);
    free(second);
    model_set_free(s);
    model_set_free(again);
}

static void test_text_that_is_not_ours(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "hello\n",
        "fbp-models 2\n",
        "fbp-models 1\nann\tfbp.sends\t1\t0\t-\t-\n", /* of no function */
        "fbp-models 1\nfunc\tf\tp.h\t1\t1\t0\n",
        "fbp-models 1\nfunc\tf\tp.h\tx\t1\t0\t0\n",
        "fbp-models 1\nfunc\tf\tp.h\t1\t1\t0\t0\nann\tfbp.nosuch\t1\t0\t-\t-\n",
        "fbp-models 1\nfunc\tf\tp.h\t1\t1\t0\t0\nann\tfbp.sends\t99999\t0\t-\t-\n",
        "fbp-models 1\nfunc\tf\tp.h\t1\t1\t0\t0\nann\tfbp.sends\t1\t0\tsometimes\t-\n",
        "fbp-models 1\nfunc\tf\tp.h\t1\t1\t0\t0\nann\tfbp.sends\t1\t0\t-\tno-equals\n",
        "fbp-models 1\nfunc\tf\tp.h\t1\t1\t0\t0\nann\tfbp.sends\t1\t0\t-\t=end\\\n",
        "fbp-models 1\ntype\t9\tt\t1\tp.h\n",
        "fbp-models 1\nshared\t-\tv\t-\tp.h\n",
        "fbp-models 1\n\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char path[64];
        struct messages msg = {""};
        struct model_set *s = model_set_new();
        print_message("%s\n", bad[i]);
        write_file(path, ".models", bad[i]);
        assert_false(model_set_load(s, path, collect_message, &msg));
        assert_non_null(strstr(msg.text, "this is not what fbp-model-compile of this version"));
        unlink(path);
        model_set_free(s);
    }
    struct messages msg = {""};
    struct model_set *s = model_set_new();
    assert_false(model_set_load(s, "/no/such/file", collect_message, &msg));
    assert_string_equal(msg.text, "0:0: cannot read it: No such file or directory\n");
    model_set_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_library_models_leave_bodies_alone),
        cmocka_unit_test(test_types_and_variables),
        cmocka_unit_test(test_text_round_trip),
        cmocka_unit_test(test_text_that_is_not_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
