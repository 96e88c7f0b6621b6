/* Phase A: tasks and roots of main, who reaches what, which globals a task names. */
#include "phase_a_help.h"

#define MAIN "define @main() -> i32 {\n"
#define END "ret 0\n}\n"
#define CREATE                                                                                     \
    "declare @create(ptr, ptr, ptr, ptr) -> i32 ann spawns_if(3, 4, \"zero\") ann handle(1)\n"
#define T(name) "define @" name "(%a: ptr) -> ptr {\nret %a\n}\n"

static const char *const names[] = {"worker", "nobody", "static_one"};

static const struct phase_a_case found[] = {
    {"started by an instruction, by an annotated call",
     CREATE T("t") T("u") MAIN "%x = stack 8\n%y = stack 8\n%h = start @t(%x) !1:1\n%i = stack 8\n"
                               "%r = call i32 @create(%i, null, @u, %y) !2:1\n" END,
     "tasks: t/started/1 u/started/4\nsame t.a main.x\nsame u.a main.y\napart t.a main.y\nroots: "
     "main\n"
     "intask t\nintask u\nnottask main\nnotmain t",
     {0}},
    {"through a wrapper: each function under its own name",
     CREATE T("t") T("u")
         T("v") "define @go(%f: ptr, %a: ptr) {\n%h = stack 8\n%r = call i32 @create(%h, null, %f, "
                "%a) !1:1\nret\n}\n" MAIN
                "%x = stack 8\n%y = stack 8\ncall @go(@t, %x) !2:1\ncall @go(@u, %y) !3:1\n" END,
     "tasks: t/started/4 u/started/4\nsame t.a main.x\nsame u.a main.y\nnottask v",
     {0}},
    {"through a thunk that unpacks function and argument",
     CREATE T("t") "define @thunk(%p: ptr) -> ptr {\n%f = load ptr %p !8:1\n%p8 = field %p +8\n%a "
                   "= load ptr %p8 !8:2\n"
                   "%r = calli ptr %f(%a) !9:1\nret %r\n}\n" MAIN
                   "%x = stack 8\n%b = alloc 16 !1:1\n%b8 = field %b +8\nstore ptr @t, %b "
                   "!1:1\nstore ptr %x, %b8 !1:1\n"
                   "%h = stack 8\n%r = call i32 @create(%h, null, @thunk, %b) !2:1\n" END,
     "tasks: thunk/started/4\nintask t\ncalls 9: t\nsame t.a main.x\nnotmain t",
     {0}},
    {"a table of tasks, started in a loop",
     CREATE T("t") T("u") "global @tab size 16 const init { 0: @t, 8: @u }\n"
                          "define @main(%i: i64) -> i32 {\n%h = stack 8\n%e = elem @tab, %i x "
                          "8\n%f = load ptr %e !1:1\n"
                          "%r = call i32 @create(%h, null, %f, null) !2:1\n" END,
     "tasks: t/started/4 u/started/4",
     {0}},
    {"a function of which we do not know which it is",
     CREATE "declare @reg(ptr)\ndeclare @get() -> ptr\n" T("cb") T("other") MAIN
     "%x = stack 8\ncall @reg(@cb) !1:1\n%f = call ptr @get() !1:2\n%h = stack 8\n"
     "%r = call i32 @create(%h, null, %f, %x) !2:1\n%l = load ptr %x !3:1\n" END,
     "tasks: cb/started/4 ?/started/4\nintask cb\nnottask other\nunknown main.l\nsame cb.a main.x",
     {0}},
    {"annotated, named, not found",
     "define @marked(%a: ptr) ann task {\nret\n}\ndefine @worker(%a: ptr) {\nret\n}\n"
     "define @st.1(%a: ptr) internal source \"static_one\" {\nret\n}\n" MAIN END,
     "tasks: marked/FBP_TASK/0 worker/--task/0 st.1/--task/0\nknown marked.a\nprivate marked.a",
     {names, 3, false, 0}},
    {"signal handlers, plain and in a struct",
     "type $v = void\ntype $f = func $v ()\ntype $pf = ptr $f\n"
     "type $sa = struct \"sigaction\" 24 { \"sa_handler\" $pf @0, \"n\" - @8 }\ntype $psa = ptr "
     "$sa\n"
     "declare @signal(i32, ptr $pf) -> ptr ann spawns(2, 0)\n"
     "declare @sigaction(i32, ptr $psa, ptr $psa) -> i32 ann spawns(2, 0) ann reads(2) ann "
     "writes(3)\n"
     "define @h1(%s: i32) {\nret\n}\ndefine @h2(%s: i32) {\nret\n}\n" MAIN
     "%r = call ptr @signal(2, @h1) !1:1\n%s = stack 24 $sa\nstore ptr @h2, %s !2:1\n"
     "%q = call i32 @sigaction(3, %s, null) !3:1\n" END,
     "tasks: h1/signal handler/0 h2/signal handler/0\nintask h1\nintask h2\nnotmain h2",
     {0}},
    {"destructors of thread-specific values; those of the library are nobody's task",
     "declare @free(ptr) ann frees(1)\n"
     "declare @pthread_key_create(ptr, ptr) -> i32 ann spawns(2, 0) ann writes(1)\n"
     "define @drop(%p: ptr) {\nret\n}\n" MAIN
     "%k = stack 4\n%r = call i32 @pthread_key_create(%k, @drop) !1:1\n"
     "%s = call i32 @pthread_key_create(%k, @free) !2:1\n" END,
     "tasks: drop/thread-specific destructor/0\nunknown drop.p\nintask drop",
     {0}},
    {"ignoring a signal starts nothing and is not unknown",
     "type $v = void\ntype $f = func $v ()\ntype $pf = ptr $f\n"
     "type $sa = struct \"sigaction\" 24 { \"sa_handler\" $pf @0, \"n\" - @8 }\ntype $psa = ptr "
     "$sa\n"
     "declare @sigaction(i32, ptr $psa, ptr $psa) -> i32 ann spawns(2, 0) ann reads(2) ann "
     "writes(3)\n"
     "global @e size 8\n" MAIN
     "%s = stack 24 $sa\nstore ptr ptr 1, %s !2:1\n%q = call i32 @sigaction(3, %s, null) !3:1\n"
     "%l = load ptr @e !4:1\n" END,
     "tasks: \nnone main.l",
     {0}},
    {"a task's result comes out of joins",
     CREATE "declare @join(i64, ptr) -> i32 ann joins ann result_into(2)\n"
            "define @t(%a: ptr) -> ptr {\n%p = alloc 8 !9:1\nret %p\n}\n" MAIN
            "%h = stack 8\n%r = call i32 @create(%h, null, @t, null) !1:1\n%o = stack 8\n"
            "%j = call i32 @join(0, %o) !2:1\n%l = load ptr %o !3:1\n%g = start @t(null) !4:1\n%k "
            "= join %g !5:1\n%u = load ptr %k !6:1\n" END,
     "same main.l t.p\nsame main.k t.p\nknown main.l",
     {0}},
};

static const struct phase_a_case roots[] = {
    {"constructors, destructors, what runs at exit",
     "declare @atexit(ptr) -> i32 ann calls_later(1, 0)\n"
     "define @before() ctor {\nret\n}\ndefine @after() dtor {\nret\n}\ndefine @last() {\nret\n}\n"
     "define @dead() {\nret\n}\n" MAIN "%r = call i32 @atexit(@last) !1:1\n" END,
     "roots: after before last main\ninmain last\nnotmain dead\ntasks: ",
     {0}},
    {"an argument for later",
     "declare @on_exit(ptr, ptr) -> i32 ann calls_later(1, 2)\ndefine @f(%x: ptr) {\nret\n}\n" MAIN
     "%a = stack 8\n%r = call i32 @on_exit(@f, %a) !1:1\n" END,
     "roots: f main\nsame f.x main.a\nknown f.x",
     {0}},
    {"without main, what nothing calls is called from outside",
     "define @api(%x: ptr) {\ncall @help(%x) !1:1\nret\n}\ndefine @help(%x: ptr) internal "
     "{\nret\n}\n"
     "define @ping(%x: ptr) internal {\ncall @pong(%x) !2:1\nret\n}\n"
     "define @pong(%x: ptr) internal {\ncall @ping(%x) !3:1\nret\n}\n"
     "define @t(%x: ptr) ann task {\nret\n}\n",
     "roots: api ping\nunknown help.x\nunknown pong.x\ntasks: t/FBP_TASK/0\nknown t.x",
     {0}},
    {"without main, what is exported is called from outside, and perhaps here",
     "define @api(%x: ptr) {\ncall @other(%x) !1:1\nret\n}\ndefine @other(%x: ptr) {\nret\n}\n"
     "define @t(%x: ptr) ann task {\ncall @logged() !2:1\nret\n}\ndefine @logged() {\nret\n}\n",
     "roots: api logged other\nunknown other.x\nknown t.x",
     {0}},
    {"a library: exported functions are tasks",
     "define @api(%x: ptr) {\ncall @help(%x) !1:1\nret\n}\ndefine @help(%x: ptr) internal "
     "{\nret\n}\n"
     "global @e size 8\n",
     "tasks: api/exported/0\nroots: \nunknown help.x\nintask help",
     {NULL, 0, true, 0}},
    {"kept by a library that calls it some day",
     "declare @keep(ptr) ann keeps(1)\ndefine @f(%x: ptr) {\nret\n}\n" MAIN
     "call @keep(@f) !1:1\n" END,
     "roots: f main\nunknown f.x",
     {0}},
};

static const struct phase_a_case named[] = {
    {"named by a task, by its callee, by main alone",
     "global @a size 8\nglobal @b size 8\nglobal @c size 8\n"
     "define @help() {\nwrite i32 1, @b !1:1\nret\n}\n"
     "define @t(%p: ptr) -> ptr {\nwrite i32 1, @a !2:1\ncall @help() !3:1\nret null\n}\n" MAIN
     "write i32 1, @c !4:1\n%h = start @t(@c) !5:1\n" END,
     "named @a\nnamed @b\nunnamed @c\nsame t.p @c",
     {0}},
    {"reachable from another static object",
     "global @o size 8\nglobal @tab size 8 const init { 0: @o }\nglobal @self size 8 init { 0: "
     "@self }\n" MAIN END,
     "named @o\nunnamed @tab\nunnamed @self",
     {0}},
    {"given to unknown code",
     "declare @u(ptr)\nglobal @g size 8 internal\n" MAIN "call @u(@g) !1:1\n" END,
     "named @g\nglobal @g",
     {0}},
};

static void test_found(void **state)
{
    (void)state;
    phase_a_check_all(found);
}

static void test_roots(void **state)
{
    (void)state;
    phase_a_check_all(roots);
}

static void test_named(void **state)
{
    (void)state;
    phase_a_check_all(named);
}

static void test_names_not_found(void **state)
{
    (void)state;
    struct rir_module *m =
        phase_a_parse("names", "declare @nobody()\ndefine @worker() {\nret\n}\n");
    struct phase_a_options o = {names, 3, false, 0};
    struct phase_a *a = phase_a_run(m, &o);
    assert_true(phase_a_task_name_found(a, 0));
    assert_false(phase_a_task_name_found(a, 1)); /* declared only */
    assert_false(phase_a_task_name_found(a, 2));
    phase_a_free(a);
    rir_module_free(m);
}

static void test_reach_of_each_task(void **state)
{
    (void)state;
    struct rir_module *m = phase_a_parse(
        "reach", "define @h() {\nret\n}\ndefine @t(%a: ptr) -> ptr {\ncall @h() !1:1\nret null\n}\n"
                 "define @u(%a: ptr) -> ptr {\nret null\n}\n" MAIN
                 "%x = start @t(null) !2:1\n%y = start @u(null) !3:1\n" END);
    struct phase_a_options o = {0};
    struct phase_a *a = phase_a_run(m, &o);
    uint32_t n, h = rir_find_func(m, "h");
    const struct pa_task *t = phase_a_tasks(a, &n);
    assert_int_equal(n, 2);
    assert_int_equal(t[0].func, rir_find_func(m, "t"));
    assert_true(phase_a_task_reaches(a, 0, h));
    assert_false(phase_a_task_reaches(a, 1, h));
    assert_false(phase_a_task_reaches(a, 0, t[1].func));
    phase_a_free(a);
    rir_module_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_roots),
        cmocka_unit_test(test_named),
        cmocka_unit_test(test_names_not_found),
        cmocka_unit_test(test_reach_of_each_task),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
