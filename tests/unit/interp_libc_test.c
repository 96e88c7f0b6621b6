/* The built-in functions of the C library: what they compute, print and touch. */
#include "interp_help.h"

#define DECLS                                                                                      \
    "declare @malloc(i64) -> ptr\ndeclare @calloc(i64, i64) -> ptr\n"                              \
    "declare @realloc(ptr, i64) -> ptr\ndeclare @free(ptr)\n"                                      \
    "declare @printf(ptr, ...) -> i32\ndeclare @snprintf(ptr, i64, ptr, ...) -> i32\n"             \
    "declare @vprintf(ptr, ptr) -> i32\ndeclare @puts(ptr) -> i32\ndeclare @putchar(i32) -> i32\n" \
    "declare @strlen(ptr) -> i64\ndeclare @strcmp(ptr, ptr) -> i32\n"                              \
    "declare @strncmp(ptr, ptr, i64) -> i32\ndeclare @strcpy(ptr, ptr) -> ptr\n"                   \
    "declare @strncpy(ptr, ptr, i64) -> ptr\ndeclare @strcat(ptr, ptr) -> ptr\n"                   \
    "declare @strchr(ptr, i32) -> ptr\ndeclare @strrchr(ptr, i32) -> ptr\n"                        \
    "declare @strdup(ptr) -> ptr\ndeclare @memcpy(ptr, ptr, i64) -> ptr\n"                         \
    "declare @memcmp(ptr, ptr, i64) -> i32\ndeclare @memset(ptr, i32, i64) -> ptr\n"               \
    "declare @strtol(ptr, ptr, i32) -> i64\ndeclare @atoi(ptr) -> i32\n"                           \
    "declare @qsort(ptr, i64, i64, ptr)\ndeclare @bsearch(ptr, ptr, i64, i64, ptr) -> ptr\n"       \
    "declare @exit(i32)\ndeclare @abort()\ndeclare @atexit(ptr) -> i32\n"                          \
    "declare @pthread_create(ptr, ptr, ptr, ptr) -> i32\ndeclare @pthread_join(i64, ptr) -> i32\n" \
    "declare @pthread_mutex_lock(ptr) -> i32\ndeclare @pthread_mutex_unlock(ptr) -> i32\n"         \
    "declare @pthread_cond_wait(ptr, ptr) -> i32\ndeclare @pthread_cond_signal(ptr) -> i32\n"      \
    "declare @pthread_once(ptr, ptr) -> i32\ndeclare @pthread_exit(ptr)\n"                         \
    "declare @pthread_key_create(ptr, ptr) -> i32\n"                                               \
    "declare @pthread_setspecific(i32, ptr) -> i32\ndeclare @pthread_getspecific(i32) -> ptr\n"    \
    "global @abc size 4 string data \"abc\"\nglobal @abd size 4 string data \"abd\"\n"             \
    "global @num size 6 string data \"-12x \"\n"

#define MAIN(body) "define @main() -> i32 {\nentry:\n" body "}\n"

static const struct interp_case strings[] = {
    {"strlen, strcmp, strncmp",
     DECLS MAIN("%n = call i64 @strlen(@abc) !1:1\n%c = call i32 @strcmp(@abc, @abd) !2:1\n"
                "%d = call i32 @strncmp(@abc, @abd, 2) !3:1\n%m = trunc i32 %n\n"
                "%e = mul i32 %c, -10\n%r = add i32 %m, %e\n%s = add i32 %r, %d\nret %s\n"),
     "done 13"},
    {"strcpy, strcat, strrchr",
     DECLS MAIN("%b = stack 16\n%x = call ptr @strcpy(%b, @abc) !1:1\n"
                "%y = call ptr @strcat(%b, @abd) !2:1\n%p = call ptr @strrchr(%b, 98) !3:1\n"
                "%i = move i64 %p\n%j = move i64 %b\n%d = sub i64 %i, %j\n%r = trunc i32 %d\n"
                "ret %r\n"),
     "done 4"},
    {"strncpy fills with zeros",
     DECLS MAIN("%b = stack 8\nfill %b, i8 7, 8 !1:1\n%x = call ptr @strncpy(%b, @abc, 6) !2:1\n"
                "%p = field %b +5\n%v = read i8 %p !3:1\n%q = field %b +6\n%w = read i8 %q !4:1\n"
                "%s = add i8 %v, %w\n%r = zext i32 %s\nret %r\n"),
     "done 7"},
    {"strchr finds nothing",
     DECLS MAIN(
         "%p = call ptr @strchr(@abc, 120) !1:1\n%c = cmp eq ptr %p, null\n%r = zext i32 %c\n"
         "ret %r\n"),
     "done 1"},
    {"strtol sets its end",
     DECLS MAIN("%e = stack 8\n%v = call i64 @strtol(@num, %e, 10) !1:1\n%p = load ptr %e !2:1\n"
                "%c = read i8 %p !3:1\n%d = zext i64 %c\n%s = add i64 %d, %v\n%r = trunc i32 %s\n"
                "ret %r\n"),
     "done 108"},
    {"strtok_r, strtok: the second token, and none after it",
     "declare @strtok_r(ptr, ptr, ptr) -> ptr\ndeclare @strtok(ptr, ptr) -> ptr\n"
     "global @text size 7 data \",a,,b,\"\nglobal @by size 2 string data \",\"\n" DECLS MAIN(
         "%k = stack 8\n%d = call ptr @strdup(@text) !1:1\n"
         "%a = call ptr @strtok_r(@text, @by, %k) !2:1\n"
         "%b = call ptr @strtok_r(null, @by, %k) !3:1\n%v = read i8 %b !4:1\n"
         "%c = call ptr @strtok_r(null, @by, %k) !5:1\n%e = call ptr @strtok(%d, @by) !6:1\n"
         "%f = call ptr @strtok(null, @by) !7:1\n%w = read i8 %f !8:1\n"
         "%g = call ptr @strtok(null, @by) !9:1\n%same = cmp eq i8 %v, %w\n"
         "%none = cmp eq ptr %c, %g\n%both = and i1 %same, %none\n%x = zext i32 %v\n"
         "%r = select i32 %both, %x, 0\nret %r\n"),
     "done 98"},
    {"memset, memcmp, memcpy",
     DECLS MAIN("%a = stack 8\n%b = stack 8\n%x = call ptr @memset(%a, 3, 8) !1:1\n"
                "%y = call ptr @memcpy(%b, %a, 8) !2:1\n%c = call i32 @memcmp(%a, %b, 8) !3:1\n"
                "%v = read i8 %b !4:1\n%w = zext i32 %v\n%r = add i32 %c, %w\nret %r\n"),
     "done 3"},
    {"memcpy moves pointers: the task writes a global",
     DECLS "global @g size 4\nglobal @p size 8 init { 0: @g }\n"
           "define @t(%a: ptr) -> ptr {\n%s = stack 8\n%x = call ptr @memcpy(%s, @p, 8) !1:1\n"
           "%q = load ptr %s !2:1\nwrite i32 1, %q !3:1\nret null\n}\n" MAIN(
               "%h = start @t(null) !4:1\n%r = join %h !5:1\nret 0\n"),
     "done 0 global-write@3"},
    {"a string without an end",
     DECLS MAIN("%b = stack 2\nfill %b, i8 7, 2 !1:1\n%n = call i64 @strlen(%b) !2:1\nret 0\n"),
     "unsafe"},
    {"strcpy into a constant", DECLS MAIN("%x = call ptr @strcpy(@abc, @abd) !1:1\nret 0\n"),
     "stopped frozen-write@1"},
    {"strcpy into a global, by a task",
     DECLS "global @g size 4\ndefine @t(%a: ptr) -> ptr {\n%x = call ptr @strcpy(@g, @abc) !1:1\n"
           "ret null\n}\n" MAIN("%h = start @t(null) !4:1\n%r = join %h !5:1\nret 0\n"),
     "done 0 global-write@1"},
};

static const struct interp_case heap[] = {
    {"calloc is zero",
     DECLS MAIN("%p = call ptr @calloc(2, 4) !1:1\n%r = read i32 %p !2:1\nret %r\n"), "done 0"},
    {"realloc keeps the contents",
     DECLS MAIN("%p = call ptr @malloc(4) !1:1\nwrite i32 9, %p !2:1\n"
                "%q = call ptr @realloc(%p, 100) !3:1\n%r = read i32 %q !4:1\nret %r\n"),
     "done 9"},
    {"and ends the old object",
     DECLS MAIN("%p = call ptr @malloc(4) !1:1\n%q = call ptr @realloc(%p, 100) !3:1\n"
                "write i32 9, %p !2:1\nret 0\n"),
     "unsafe"},
    {"free of null", DECLS MAIN("call @free(null) !1:1\nret 0\n"), "done 0"},
    {"free of a stack object", DECLS MAIN("%s = stack 4\ncall @free(%s) !1:1\nret 0\n"), "unsafe"},
};

#define LESS                                                                                       \
    "define @less(%a: ptr, %b: ptr) -> i32 {\n%x = read i32 %a !81:1\n%y = read i32 %b !82:1\n"    \
    "%r = sub i32 %x, %y\nret %r\n}\n"

static const struct interp_case callbacks[] = {
    {"qsort and bsearch",
     DECLS LESS
     "global @v size 16 data "
     "\"\\09\\00\\00\\00\\03\\00\\00\\00\\05\\00\\00\\00\\01\\00\\00\\00\"\n" MAIN(
         "call @qsort(@v, 4, 4, @less) !1:1\n%k = stack 4\nwrite i32 5, %k !2:1\n"
         "%p = call ptr @bsearch(%k, @v, 4, 4, @less) !3:1\n%i = move i64 %p\n%j = move i64 @v\n"
         "%d = sub i64 %i, %j\n%e = trunc i32 %d\n%f = read i32 @v !4:1\n%r = add i32 %e, %f\nret "
         "%r\n"),
     "done 9"},
    {"bsearch finds nothing",
     DECLS LESS "global @v size 8 data \"\\01\\00\\00\\00\\05\\00\\00\\00\"\n" MAIN(
         "%k = stack 4\nwrite i32 4, %k !2:1\n%p = call ptr @bsearch(%k, @v, 2, 4, @less) !3:1\n"
         "%c = cmp eq ptr %p, null\n%r = zext i32 %c\nret %r\n"),
     "done 1"},
    {"qsort of a global by a task",
     DECLS LESS
     "global @v size 8 data \"\\05\\00\\00\\00\\01\\00\\00\\00\"\n"
     "define @t(%a: ptr) -> ptr {\ncall @qsort(@v, 2, 4, @less) !1:1\nret null\n}\n" MAIN(
         "%h = start @t(null) !4:1\n%r = join %h !5:1\nret 0\n"),
     "done 0 global-write@1"},
    {"exit runs what atexit registered",
     DECLS "define @bye() {\n%x = call i32 @puts(@abc) !1:1\nret\n}\n" MAIN(
         "%x = call i32 @atexit(@bye) !2:1\ncall @exit(5) noreturn !3:1\nunreachable\n"),
     "done 5"},
    {"abort", DECLS MAIN("call @abort() noreturn !1:1\nunreachable\n"), "done 134"},
    {"a function that is not built in",
     "declare @rand() -> i32\n" MAIN("%r = call i32 @rand() !1:1\nret 0\n"), "cannot run"},
};

static const struct interp_case threads[] = {
    {"created, joined, with a result",
     DECLS "define @t(%a: ptr) -> ptr {\n%v = read i32 %a !1:1\n%w = add i32 %v, 1\n"
           "write i32 %w, %a !2:1\nret %a\n}\n" MAIN(
               "%h = stack 8\n%o = stack 8\n%s = stack 4\nwrite i32 6, %s !3:1\n"
               "%x = call i32 @pthread_create(%h, null, @t, %s) !4:1\n%i = load i64 %h !5:1\n"
               "%y = call i32 @pthread_join(%i, %o) !6:1\n%p = load ptr %o !7:1\n"
               "%r = read i32 %p !8:1\nret %r\n"),
     "done 7"},
    {"a mutex keeps others out; it is no harm that it is global",
     DECLS "type $m = struct \"mutex\" 40 { } channel\nglobal @m : $m\nglobal @n size 4 shared\n"
           "define @t(%a: ptr) -> ptr {\n%x = call i32 @pthread_mutex_lock(@m) !1:1\n"
           "%v = read i32 @n !2:1\n%w = add i32 %v, 1\nwrite i32 %w, @n !3:1\n"
           "%y = call i32 @pthread_mutex_unlock(@m) !4:1\nret null\n}\n" MAIN(
               "%h = start @t(null) !5:1\n%i = start @t(null) !6:1\n%x = join %h !7:1\n"
               "%y = join %i !8:1\n%r = read i32 @n !9:1\nret %r\n"),
     "done 2"},
    {"a condition",
     DECLS
     "global @m size 40 channel\nglobal @c size 48 channel\nglobal @go size 4 shared\n"
     "define @t(%a: ptr) -> ptr {\nentry:\n%x = call i32 @pthread_mutex_lock(@m) !1:1\nbr l\nl:\n"
     "%v = read i32 @go !2:1\n%d = cmp eq i32 %v, 0\ncond %d, w, e\nw:\n"
     "%y = call i32 @pthread_cond_wait(@c, @m) !3:1\nbr l\ne:\n"
     "%z = call i32 @pthread_mutex_unlock(@m) !4:1\nret null\n}\n" MAIN(
         "%h = start @t(null) !5:1\n%x = call i32 @pthread_mutex_lock(@m) !6:1\nwrite i32 1, @go "
         "!7:1\n"
         "%s = call i32 @pthread_cond_signal(@c) !8:1\n%y = call i32 @pthread_mutex_unlock(@m) "
         "!9:1\n"
         "%r = join %h !10:1\nret 0\n"),
     "done 0"},
    {"a constructor calls exit: all destructors are run",
     DECLS "define @d() dtor {\nwrite i32 1, null !1:1\nret\n}\n"
           "define @c() ctor {\ncall @exit(0) noreturn !2:1\nunreachable\n}\n" MAIN("ret 0\n"),
     "unsafe"},
    {"main ends by pthread_exit, the process with the last task",
     DECLS "global @n size 4 shared\ndefine @bye() {\n%v = read i32 @n !1:1\n"
           "call @exit(%v) noreturn !1:2\nunreachable\n}\n"
           "define @t(%a: ptr) -> ptr {\nwrite i32 3, @n !2:1\nret null\n}\n" MAIN(
               "%x = call i32 @atexit(@bye) !3:1\n%h = start @t(null) !4:1\n"
               "call @pthread_exit(null) noreturn !5:1\nunreachable\n"),
     "done 3"},
    {"a semaphore",
     DECLS "declare @sem_init(ptr, i32, i32) -> i32\ndeclare @sem_wait(ptr) -> i32\n"
           "declare @sem_trywait(ptr) -> i32\ndeclare @sem_post(ptr) -> i32\n"
           "global @s size 32 channel\nglobal @n size 4 shared\n"
           "define @t(%a: ptr) -> ptr {\nwrite i32 5, @n !1:1\n%x = call i32 @sem_post(@s) !2:1\n"
           "ret null\n}\n" MAIN("%i = call i32 @sem_init(@s, 0, 1) !3:1\n"
                                "%a = call i32 @sem_trywait(@s) !4:1\n"
                                "%b = call i32 @sem_trywait(@s) !5:1\n%h = start @t(null) !6:1\n"
                                "%w = call i32 @sem_wait(@s) !7:1\n%v = read i32 @n !8:1\n"
                                "%c = add i32 %a, %b\n%r = add i32 %v, %c\nret %r\n"),
     "done 4"},
    {"locked twice the wrong way round",
     DECLS
     "global @m size 40 channel\n"
     "define @t(%a: ptr) -> ptr {\n%x = call i32 @pthread_mutex_lock(@m) !1:1\nret null\n}\n" MAIN(
         "%x = call i32 @pthread_mutex_lock(@m) !6:1\n%h = start @t(null) !5:1\n"
         "%r = join %h !10:1\nret 0\n"),
     "deadlock"},
    {"once, exit of a thread, specific data with a destructor",
     DECLS "global @o size 4 channel\nglobal @n size 4 shared\nglobal @k size 4 shared\n"
           "define @init() {\n%v = rmw add i32 @n, 1 !1:1\nret\n}\n"
           "define @drop(%p: ptr) {\n%v = rmw add i32 @n, 10 !2:1\nret\n}\n"
           "define @t(%a: ptr) -> ptr {\n%x = call i32 @pthread_once(@o, @init) !3:1\n"
           "%k = read i32 @k !4:1\n%y = call i32 @pthread_setspecific(%k, @o) !5:1\n"
           "%p = call ptr @pthread_getspecific(%k) !6:1\ncall @pthread_exit(%p) noreturn !7:1\n"
           "unreachable\n}\n" MAIN("%z = call i32 @pthread_key_create(@k, @drop) !8:1\n"
                                   "%h = start @t(null) !9:1\n%i = start @t(null) !10:1\n"
                                   "%p = join %h !11:1\n%q = join %i !12:1\n"
                                   "%c = cmp eq ptr %p, @o\n%d = zext i32 %c\n"
                                   "%n = read i32 @n !13:1\n%r = add i32 %n, %d\nret %r\n"),
     "done 22"},
};

#define JUMPS                                                                                      \
    "declare @_setjmp(ptr) -> i32 returns_twice\ndeclare @longjmp(ptr, i32) noreturn\n"            \
    "global @env size 64\nglobal @copy size 64\nglobal @left size 8\n"                             \
    "define @leave(%n: i32) {\nentry:\n%s = stack 4\nwrite i32 7, %s !1:1\nstore ptr %s, @left "   \
    "!2:1\ncall @longjmp(@env, %n) noreturn !3:1\nunreachable\n}\n"

static const struct interp_case jumps[] = {
    {"longjmp comes back with its number, out of a callee, and only what lies in memory counts",
     JUMPS MAIN("%c = stack 4\nwrite i32 0, %c !4:1\nbr twice\ntwice:\n"
                "%r = call i32 @_setjmp(@env) !5:1\n%f = cmp eq i32 %r, 0\ncond %f, first, back\n"
                "first:\nwrite i32 30, %c !6:1\ncall @leave(i32 5) !7:1\nret 1\nback:\n"
                "%v = read i32 %c !8:1\n%s = add i32 %v, %r\nret %s\n"),
     "done 35"},
    {"longjmp with 0 returns 1, and the buffer may be copied",
     JUMPS MAIN("br twice\ntwice:\n%r = call i32 @_setjmp(@copy) !4:1\n%f = cmp eq i32 %r, 0\n"
                "cond %f, first, back\nfirst:\ncopy @env, @copy, 64 !5:1\ncall @leave(i32 0) !6:1\n"
                "ret 9\nback:\nret %r\n"),
     "done 1"},
    {"what lay in a frame that is left has ended",
     JUMPS MAIN("br twice\ntwice:\n%r = call i32 @_setjmp(@env) !4:1\n%f = cmp eq i32 %r, 0\n"
                "cond %f, first, back\nfirst:\ncall @leave(i32 1) !5:1\nret 9\nback:\n"
                "%p = load ptr @left !6:1\n%v = read i32 %p !7:1\nret %v\n"),
     "unsafe"},
    {"a frame that has ended is not jumped into",
     JUMPS "define @fill() -> i32 {\nentry:\n%r = call i32 @_setjmp(@env) !4:1\nret %r\n}\n" MAIN(
         "%r = call i32 @fill() !5:1\ncall @leave(i32 1) !6:1\nret 0\n"),
     "unsafe"},
    {"nor is one that was never left a mark in", JUMPS MAIN("call @leave(i32 1) !4:1\nret 0\n"),
     "unsafe"},
    {"out of a comparison, through qsort",
     JUMPS DECLS "define @cmp(%a: ptr, %b: ptr) -> i32 {\nentry:\ncall @leave(i32 4) !4:1\nret 0\n"
                 "}\n" MAIN("%a = stack 8\nfill %a, 0, 8 !5:1\nbr twice\ntwice:\n"
                            "%r = call i32 @_setjmp(@env) !6:1\n%f = cmp eq i32 %r, 0\n"
                            "cond %f, first, back\nfirst:\ncall @qsort(%a, 2, 4, @cmp) !7:1\n"
                            "ret 9\nback:\nret %r\n"),
     "done 4"},
    {"an ifunc is what its resolver returned, asked once, before the constructors",
     "global @asked size 4\ndefine @plain(%x: i32) -> i32 {\nentry:\n%n = read i32 @asked !1:1\n"
     "%r = add i32 %x, %n\nret %r\n}\ndefine @choose() -> ptr {\nentry:\n%n = read i32 @asked "
     "!2:1\n"
     "%m = add i32 %n, 1\nwrite i32 %m, @asked !3:1\nret @plain\n}\n"
     "declare @chosen(i32) -> i32 ifunc alias @choose\ndefine @early() ctor {\nentry:\n"
     "%r = call i32 @chosen(10) !4:1\n%n = read i32 @asked !5:1\n%s = add i32 %r, %n\n"
     "write i32 %s, @asked !6:1\nret\n}\n" MAIN("%r = call i32 @chosen(1) !7:1\n"
                                                "%s = calli i32 @chosen(%r) !8:1\nret %s\n"),
     "done 25"},
};

CASES_TEST(strings, 2)
CASES_TEST(heap, 1)
CASES_TEST(callbacks, 2)
CASES_TEST(threads, 10)
CASES_TEST(jumps, 2)

static void check_output(const char *text, const char *expect)
{
    struct rir_module *m = parse_rir(text);
    struct interp_options o;
    interp_options_default(&o);
    struct interp_result *r = interp_run(m, &o);
    if (r->status != INTERP_DONE)
        fail_msg("%s: %s", interp_status_name(r->status), r->reason);
    assert_string_equal(r->output, expect);
    interp_free(r);
    rir_module_free(m);
}

static void test_output(void **state)
{
    (void)state;
    check_output(DECLS
                 "global @f size 40 string data \"%d|%5u|%-4x|%s|%c|%%|%.2f|%ld|%hhd|%.2s\"\n" MAIN(
                     "%r = call i32 @printf(@f, i32 -3, i32 42, i32 255, @abc, i32 122, f64 2.5, "
                     "i64 -5000000000, i32 300, @abd) !1:1\nret 0\n"),
                 "-3|   42|ff  |abc|z|%|2.50|-5000000000|44|ab");
    check_output(
        DECLS "global @f size 10 string data \"<%*d,%5s>\"\n" MAIN(
            "%r = call i32 @printf(@f, i32 4, i32 7, @abc) !1:1\n%p = call i32 @puts(@abc) !2:1\n"
            "%c = call i32 @putchar(33) !3:1\nret 0\n"),
        "<   7,  abc>abc\n!");
    check_output(DECLS "global @f size 5 string data \"%s%d\"\n" MAIN(
                     "%b = stack 4\n%n = call i32 @snprintf(%b, 4, @f, @abc, i32 9) !1:1\n"
                     "%p = call i32 @puts(%b) !2:1\n%c = add i32 %n, 48\n"
                     "%q = call i32 @putchar(%c) !3:1\nret 0\n"),
                 "abc\n4");
    check_output(DECLS "global @f size 9 string data \"%d %s %g\"\n"
                       "define @say(%f: ptr, ...) {\n%l = stack 32\nvalist %l !1:1\n"
                       "%r = call i32 @vprintf(%f, %l) !2:1\nret\n}\n" MAIN(
                           "call @say(@f, i32 1, @abc, f64 0.5) !3:1\nret 0\n"),
                 "1 abc 0.5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings),   cmocka_unit_test(test_heap),
        cmocka_unit_test(test_callbacks), cmocka_unit_test(test_threads),
        cmocka_unit_test(test_output),    cmocka_unit_test(test_jumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
