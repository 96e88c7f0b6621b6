/* What code that nobody knows does in a run, and what it never does: for each program all events
 * that any of many seeds shows. Each is allowed to show none. */
#include "interp_help.h"

enum { SEEDS = 400 };

/* @t, a task, and main, which starts it. */
#define TASK(body) "define @t(%a: ptr) -> ptr {\n" body "ret null\n}\n"
#define MAIN(before, during, after)                                                                \
    "define @main() -> i32 {\n" before "%h = start @t(null) !90:1\n" during                        \
    "%r = join %h !91:1\n" after "ret 0\n}\n"

/* @put writes a static variable, in line 1. */
#define PUT                                                                                        \
    "global @g size 4 internal\n"                                                                  \
    "define @put() internal {\nwrite i32 1, @g !1:1\nret\n}\n"
#define FUNCTIONS "declare @f(ptr)\ndeclare @keep(ptr)\ndeclare @run()\n"

static const struct interp_case calls[] = {
    {"a function that is given is called, by whoever calls the unknown function",
     PUT FUNCTIONS TASK("call @f(@put) !2:1\n") MAIN("", "", ""), "done 0 global-write@1"},
    {"by main", PUT FUNCTIONS TASK("") MAIN("call @f(@put) !2:1\n", "", ""), "done 0"},
    {"by main, while a task runs that reads what it writes",
     PUT FUNCTIONS TASK("%v = read i32 @g !3:1\n") MAIN("", "call @f(@put) !2:1\n", ""),
     "done 0 global-write@1"},
    {"so is one that is given to opaque code",
     PUT TASK("opaque \"asm\" (@put) !2:1\n") MAIN("", "", ""), "done 0 global-write@1"},
    {"it is kept, and called by another function that is not known",
     PUT FUNCTIONS TASK("call @run() !2:1\n") MAIN("call @keep(@put) !3:1\n", "", ""),
     "done 0 global-write@1"},
    {"not before it is given",
     PUT FUNCTIONS TASK("call @run() !2:1\n") MAIN("", "", "call @keep(@put) !3:1\n"), "done 0"},
    {"it lies in memory that is given, and unknown code may write there",
     PUT FUNCTIONS TASK("%s = stack 16\n%o = field %s +8\nstore ptr @put, %o !2:1\n"
                        "call @f(%s) !3:1\n") MAIN("", "", ""),
     "done 0 global-write@1 global-write@3"},
    {"below it, and what leads there is a number",
     PUT "declare @n(i64)\n" TASK("%s = stack 8\nstore ptr @put, %s !3:1\n%q = stack 8\n"
                                  "store ptr %s, %q !4:1\n%i = move i64 %q\ncall @n(%i) !5:1\n")
         MAIN("", "", ""),
     "done 0 global-write@1 global-write@5"},
    {"in an exported variable",
     PUT FUNCTIONS "global @table size 8 const init { 0: @put }\n" TASK("call @run() !2:1\n")
         MAIN("", "", ""),
     "done 0 global-write@1"},
    {"not in another one",
     PUT FUNCTIONS "global @table size 8 const internal init { 0: @put }\n" TASK(
         "call @run() !2:1\n") MAIN("", "", ""),
     "done 0"},
    {"nor behind a channel",
     PUT FUNCTIONS "global @table size 8 channel init { 0: @put }\n" TASK("call @run() !2:1\n")
         MAIN("", "", ""),
     "done 0"},
    {"another task's unknown code calls it, too",
     PUT FUNCTIONS "define @u(%a: ptr) -> ptr {\ncall @keep(@put) !2:1\nret null\n}\n" TASK(
         "call @run() !3:1\n") MAIN("%k = start @u(null) !4:1\n%l = join %k !5:1\n", "", ""),
     "done 0 global-write@1"},
};

/* What it calls functions with. */
#define INT "type $int = int \"int\" 4\ntype $p = ptr $int\nglobal @x : $int\n"

static const struct interp_case arguments[] = {
    {"what is given is of the size that the parameter points to",
     INT FUNCTIONS "define @put(%p: ptr $p) internal {\n%c = cmp eq ptr %p, null\n"
                   "cond %c, out, in\nin:\nwrite i32 1, %p !1:1\nbr out\nout:\nret\n}\n" TASK(
                       "call @f(@put) !2:1\n") MAIN("", "", ""),
     "done 0 global-write@1 global-write@2"},
    {"an element of an array",
     "type $int = int \"int\" 4\ntype $p = ptr $int\ntype $a = array $int x 8\n"
     "global @x : $a internal init { }\n" FUNCTIONS
     "define @put(%p: ptr $p) internal {\n%c = cmp eq ptr %p, null\ncond %c, out, in\n"
     "in:\nwrite i32 1, %p !1:1\nbr out\nout:\nret\n}\n" TASK(
         "call @keep(@x) !3:1\ncall @f(@put) !2:1\n") MAIN("", "", ""),
     "done 0 global-write@1 global-write@2 global-write@3"},
    {"what a function returns, the next one is called with",
     INT FUNCTIONS "global @own size 8 internal tls\n"
                   "define @get() -> ptr internal {\n%p = load ptr @own !1:1\nret %p\n}\n" TASK(
                       "%s = alloc 4 !2:1\nstore ptr %s, @own !3:1\ncall @f(@get) !4:1\n"
                       "write i32 1, %s !5:1\n") MAIN("", "", ""),
     "done 0 global-write@4 global-write@5"},
    {"a struct by value is a copy",
     FUNCTIONS "type $n = struct \"n\" 8 { \"next\" - @0 }\n" TASK(
         "%s $n = stack 8\n%q = alloc 8 !2:1\nstore ptr %q, %s !3:1\n"
         "call @f(byval %s) !4:1\nstore ptr null, %s !5:1\nwrite i32 1, %q !6:1\n")
         MAIN("", "", ""),
     "done 0 global-write@4 global-write@6"},
};

/* Unknown code starts nothing; functions that it calls may. */
static const struct interp_case tasks[] = {
    {"what a function started that it calls runs on",
     PUT FUNCTIONS "define @w(%a: ptr) -> ptr {\ncall @put() !2:1\nret null\n}\n"
                   "define @go() internal {\n%h = start @w(null) !3:1\nret\n}\n" TASK("")
                       MAIN("call @f(@go) !4:1\n", "", ""),
     "done 0 global-write@1"},
    {"a task that is given is called, not started: main may write what it reads",
     PUT FUNCTIONS "define @w(%a: ptr) -> ptr {\n%v = read i32 @g !2:1\nret null\n}\n"
                   "declare @create(ptr, ptr, ptr) ann spawns(2, 3) ann handle(1)\n" TASK("")
                       MAIN("call @f(@w) !4:1\ncall @f(@create) !5:1\ncall @put() !6:1\n", "", ""),
     "done 0"},
    {"a task that it joins has ended",
     PUT FUNCTIONS "global @k size 8 internal\n"
                   "define @w(%a: ptr) -> ptr {\n%v = read i32 @g !2:1\nret null\n}\n"
                   "define @end() internal {\n%h = load i64 @k !3:1\n%c = cmp eq i64 %h, 0\n"
                   "cond %c, out, in\nin:\n%r = join %h !4:1\nstore i64 0, @k !5:1\nbr out\n"
                   "out:\nret\n}\n" TASK("") MAIN(
                       "%k = start i64 @w(null) !6:1\nstore i64 %k, @k !7:1\ncall @f(@end) !8:1\n"
                       "call @end() !9:1\ncall @put() !10:1\n",
                       "", ""),
     "done 0"},
    {"calls of calls end",
     FUNCTIONS "define @again() internal {\ncall @f(@again) !1:1\nret\n}\n" TASK(
         "call @again() !2:1\n") MAIN("call @again() !3:1\n", "", ""),
     "done 0"},
};

/* Annotations that refine, and do not describe. */
#define BORROW "declare @walk(ptr, ptr) ann borrows(1) ann noescape(2)\n"

static const struct interp_case refined[] = {
    {"what is borrowed is not kept",
     FUNCTIONS BORROW TASK("%s = stack 4\ncall @walk(%s, null) !2:1\ncall @run() !3:1\n"
                           "write i32 1, %s !4:1\n") MAIN("", "", ""),
     "done 0"},
    {"else it is",
     FUNCTIONS TASK("%s = stack 4\ncall @f(%s) !2:1\ncall @run() !3:1\n"
                    "write i32 1, %s !4:1\n") MAIN("", "", ""),
     "done 0 global-write@2 global-write@3 global-write@4"},
    {"a borrowed function is called",
     PUT BORROW TASK("call @walk(null, @put) !2:1\n") MAIN("", "", ""), "done 0 global-write@1"},
    {"but not later",
     PUT FUNCTIONS BORROW TASK("call @run() !2:1\n") MAIN("call @walk(@put, @put) !3:1\n", "", ""),
     "done 0"},
    {"a leaf calls nothing",
     PUT FUNCTIONS "declare @leaf(ptr) ann leaf\n" TASK("call @leaf(@put) !3:1\n")
         MAIN("call @keep(@put) !2:1\n", "", ""),
     "done 0"},
    {"but it gives on what it is given",
     PUT FUNCTIONS "declare @leaf(ptr) ann leaf\n" TASK("call @leaf(@put) !3:1\ncall @run() !4:1\n")
         MAIN("", "", ""),
     "done 0 global-write@1"},
    {"what hangs below may be kept",
     FUNCTIONS BORROW TASK("%s = stack 8\n%q = alloc 4 !1:1\nstore ptr %q, %s !5:1\n"
                           "call @walk(%s, null) !2:1\nwrite i32 1, %q !4:1\n") MAIN("", "", ""),
     "done 0 global-write@2 global-write@4"},
    {"a pure function calls what only reads",
     PUT "declare @count(ptr, ptr) ann pure\n"
         "define @look() internal {\n%v = read i32 @g !2:1\nret\n}\n" TASK(
             "call @count(@look, @put) !3:1\n") MAIN("", "write i32 1, @g !4:1\n", ""),
     "done 0 global-write@4"},
    {"and a const one nothing",
     PUT "declare @count(ptr, ptr) ann const\n"
         "define @look() internal {\n%v = read i32 @g !2:1\nret\n}\n" TASK(
             "call @count(@look, @put) !3:1\n") MAIN("", "write i32 1, @g !4:1\n", ""),
     "done 0"},
};

/* What it leaves behind, and gives back. */
static const struct interp_case changes[] = {
    {"a function in memory becomes another one of its type, that was given before",
     PUT FUNCTIONS "define @one() internal {\nret\n}\n" TASK(
         "%s = stack 8\nstore ptr @one, %s !2:1\ncall @f(%s) !3:1\n%p = load ptr %s !4:1\n"
         "%c = cmp eq ptr %p, null\ncond %c, out, in\nin:\ncalli %p() !5:1\nbr out\nout:\n")
         MAIN("call @keep(@put) !6:1\n", "", ""),
     "done 0 global-write@1 global-write@3"},
    {"and so does one that it returns",
     PUT "declare @get(ptr) -> ptr\ndefine @one() internal {\nret\n}\ndeclare @keep(ptr)\n"
         "global @none size 8 internal\n" TASK(
             "%p = call ptr @get(@one) !3:1\n%c = cmp eq ptr %p, null\ncond %c, out, in\nin:\n"
             "calli %p() !5:1\nbr out\nout:\n") MAIN("call @keep(@put) !6:1\n", "", ""),
     "done 0 global-write@1"},
    {"it replaces what an exported thread-local variable leads to",
     "global @own size 8 tls\nglobal @x size 16\n" FUNCTIONS TASK(
         "%s = stack 16\nstore ptr %s, @own !1:1\ncall @run() !2:1\n%p = load ptr @own !3:1\n"
         "%c = cmp eq ptr %p, null\ncond %c, out, in\nin:\nwrite i32 1, %p !4:1\nbr out\n"
         "out:\n") MAIN("", "", ""),
     "done 0 global-write@2 global-write@4"},
    {"gives nobody the address of that variable",
     "global @own size 8 tls\n" FUNCTIONS TASK("call @run() !2:1\nwrite i32 1, @own !3:1\n")
         MAIN("", "", ""),
     "done 0"},
    {"but if it was given that",
     "global @own size 8 tls\n" FUNCTIONS TASK("call @f(@own) !2:1\nwrite i32 1, @own !3:1\n")
         MAIN("", "", ""),
     "done 0 global-write@2 global-write@3"},
    {"it reads: main's writes while it may",
     "global @x size 4\ndeclare @run()\n" TASK("call @run() !1:1\n")
         MAIN("", "write i32 1, @x !2:1\n", ""),
     "done 0 global-write@1 global-write@2"},
};

static void add_event(struct interp_result *all, const struct interp_event *e)
{
    for (uint32_t i = 0; i < all->events.len; i++)
        if (all->events.data[i].kind == e->kind && all->events.data[i].func == e->func &&
            all->events.data[i].insn == e->insn)
            return;
    vec_push(&all->events, *e);
}

static struct interp_result *run_seed(const struct rir_module *m, uint64_t seed)
{
    struct interp_options o;
    interp_options_default(&o);
    o.seed = seed;
    o.sequential = seed == 0;
    o.unknown_calls = true;
    return interp_run(m, &o);
}

static void check_all_seeds(const struct interp_case *c)
{
    struct rir_module *m = parse_rir(c->text);
    struct interp_result all = {.status = INTERP_DONE};
    char got[1000];
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct interp_result *r = run_seed(m, seed);
        if (r->status != INTERP_DONE)
            fail_msg("%s (seed %u): %s", c->title, (unsigned)seed, r->reason);
        for (uint32_t i = 0; i < r->events.len; i++)
            add_event(&all, &r->events.data[i]);
        interp_free(r);
    }
    describe_run(m, &all, got, sizeof got);
    if (strcmp(got, c->expect))
        fail_msg("%s: expected '%s', got '%s'", c->title, c->expect, got);
    vec_free(&all.events);
    rir_module_free(m);
}

#define UNKNOWN_TEST(name)                                                                         \
    static void test_##name(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        for (size_t i = 0; i < sizeof name / sizeof *name; i++)                                    \
            check_all_seeds(&name[i]);                                                             \
    }

UNKNOWN_TEST(calls)
UNKNOWN_TEST(arguments)
UNKNOWN_TEST(tasks)
UNKNOWN_TEST(refined)
UNKNOWN_TEST(changes)

/* The seed decides, and nothing else. */
static void test_seed(void **state)
{
    (void)state;
    struct rir_module *m = parse_rir(calls[0].text);
    uint64_t steps = 0;
    bool differ = false;
    for (uint64_t seed = 1; seed <= 50; seed++) {
        struct interp_result *a = run_seed(m, seed), *b = run_seed(m, seed);
        assert_int_equal(a->steps, b->steps);
        assert_int_equal(a->events.len, b->events.len);
        differ |= steps != 0 && steps != a->steps;
        steps = a->steps;
        interp_free(a);
        interp_free(b);
    }
    assert_true(differ);
    rir_module_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calls),   cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_tasks),   cmocka_unit_test(test_refined),
        cmocka_unit_test(test_changes), cmocka_unit_test(test_seed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
