/* Each instruction of RIR as the interpreter executes it: values, contents of memory, control. A
 * program that computes returns its result as exit status. */
#include "interp_help.h"

#include "report/finding.h"

_Static_assert((int)INTERP_KIND_COUNT == (int)KIND_COUNT, "interp.h has the kinds of kinds.def");

#define MAIN(body) "define @main() -> i32 {\nentry:\n" body "}\n"

static const struct interp_case arithmetic[] = {
    {"add wraps", MAIN("%a = add i8 250, 10\n%r = zext i32 %a\nret %r\n"), "done 4"},
    {"sub, mul", MAIN("%a = sub i32 3, 5\n%b = mul i32 %a, -21\nret %b\n"), "done 42"},
    {"sdiv and srem round to zero",
     MAIN("%a = sdiv i32 -7, 2\n%b = srem i32 -7, 2\n%c = mul i32 %a, -10\n%r = add i32 %c, %b\n"
          "ret %r\n"),
     "done 29"},
    {"udiv and urem",
     MAIN("%a = udiv i8 200, 7\n%b = urem i8 200, 7\n%c = add i8 %a, %b\n"
          "%r = zext i32 %c\nret %r\n"),
     "done 32"},
    {"shifts",
     MAIN("%a = shl i32 3, 4\n%b = ashr i32 -16, 2\n%c = lshr i8 -16, 4\n"
          "%d = zext i32 %c\n%e = add i32 %a, %b\n%r = add i32 %e, %d\nret %r\n"),
     "done 59"},
    {"and, or, xor", MAIN("%a = and i32 12, 10\n%b = or i32 %a, 3\n%c = xor i32 %b, 1\nret %c\n"),
     "done 10"},
    {"max, min and their unsigned forms",
     MAIN("%a = max i8 -1, 1\n%b = umin i8 -1, 1\n%c = umax i8 -1, 1\n%d = min i8 -1, 1\n"
          "%e = add i8 %a, %b\n%f = sub i8 %c, %d\n%g = add i8 %e, %f\n%r = zext i32 %g\nret %r\n"),
     "done 2"},
    {"128 bits",
     MAIN("%a = zext i128 i64 -1\n%b = mul i128 %a, %a\n%c = lshr i128 %b, 64\n%d = trunc i64 %c\n"
          "%e = add i64 %d, 9\n%r = trunc i32 %e\nret %r\n"),
     "done 7"},
    {"sext and trunc",
     MAIN("%a = sext i32 i8 -3\n%b = sub i32 0, %a\n%c = trunc i1 %b\n"
          "%d = zext i32 %c\n%r = add i32 %b, %d\nret %r\n"),
     "done 4"},
    {"division by zero", MAIN("%a = sdiv i32 1, 0\nret %a\n"), "unsafe"},
    {"double", MAIN("%a = fadd f64 1.5, 2.25\n%b = fmul f64 %a, 8.0\n%r = fptosi i32 %b\nret %r\n"),
     "done 30"},
    {"float is no double",
     MAIN("%a = fadd f32 16777216.0, 1.0\n%b = fsub f32 %a, 16777216.0\n%r = fptosi i32 %b\nret "
          "%r\n"),
     "done 0"},
    {"conversions between integers and floats",
     MAIN("%a = uitofp f64 i8 -1\n%b = sitofp f64 i8 -1\n%c = fadd f64 %a, %b\n%d = fneg f64 %c\n"
          "%e = fptrunc f32 %d\n%f = fpext f64 %e\n%g = fneg f64 %f\n%r = fptoui i32 %g\nret %r\n"),
     "done 254"},
    {"a float out of range of the integer",
     MAIN("%a = fptosi i8 f64 300.0\n%r = sext i32 %a\n"
          "ret %r\n"),
     "unsafe"},
    {"comparisons are signed or not",
     MAIN("%a = cmp slt i8 -1, 1\n%b = cmp ult i8 -1, 1\n%c = cmp fult f64 1.0, 2.0\n"
          "%d = zext i32 %a\n%e = zext i32 %b\n%f = zext i32 %c\n%g = shl i32 %e, 1\n"
          "%h = shl i32 %f, 2\n%i = or i32 %d, %g\n%r = or i32 %i, %h\nret %r\n"),
     "done 5"},
    {"select", MAIN("%a = cmp eq i32 1, 2\n%r = select i32 %a, 3, 4\nret %r\n"), "done 4"},
};

static const struct interp_case memory[] = {
    {"bytes of a word, little-endian",
     MAIN("%s = stack 8\nwrite i32 0x01020304, %s !1:1\n%p = field %s +1\n%b = read i8 %p !2:1\n"
          "%r = zext i32 %b\nret %r\n"),
     "done 3"},
    {"elem and offset, signed indices",
     MAIN("%s = stack 16\n%p = elem %s, 3 x 4\nwrite i32 9, %p !1:1\n%q = elem %p, -2 x 4\n"
          "write i32 5, %q !2:1\n%o = offset %p, -8\n%v = read i32 %o !3:1\n%w = read i32 %p !4:1\n"
          "%r = add i32 %v, %w\nret %r\n"),
     "done 14"},
    {"a pointer keeps its object through memory and integers",
     MAIN("%s = stack 8\n%x = stack 4\nwrite i32 6, %x !1:1\n%i = move i64 %x\nstore i64 %i, %s "
          "!2:1\n"
          "%p = load ptr %s !3:1\n%r = read i32 %p !4:1\nret %r\n"),
     "done 6"},
    {"an address that was computed is looked up",
     MAIN("%x = stack 4\nwrite i32 6, %x !1:1\n%i = move i64 %x\n%j = xor i64 %i, 255\n"
          "%k = xor i64 %j, 255\n%p = move ptr %k\n%r = read i32 %p !2:1\nret %r\n"),
     "done 6"},
    {"copy moves what overlaps as if at once",
     MAIN(
         "%s = stack 8\nstore i64 0x0807060504030201, %s !1:1\n%p = field %s +1\n"
         "copy %p, %s, 7 !2:1\n%q = field %s +7\n%b = read i8 %q !3:1\n%r = zext i32 %b\nret %r\n"),
     "done 7"},
    {"copy moves pointers",
     MAIN("%s = stack 16\n%x = stack 4\nwrite i32 8, %x !1:1\nstore ptr %x, %s !2:1\n"
          "%d = field %s +8\ncopy %d, %s, 8 !3:1\n%p = load ptr %d !4:1\n%r = read i32 %p !5:1\n"
          "ret %r\n"),
     "done 8"},
    {"fill",
     MAIN("%s = stack 8\nfill %s, i8 1, 4 !1:1\n%v = read i16 %s !2:1\n%r = zext i32 %v\n"
          "%t = sub i32 %r, 200\nret %t\n"),
     "done 57"},
    {"rmw gives the old value",
     MAIN("%s = stack 4\nwrite i32 5, %s !1:1\n%o = rmw add i32 %s, 10 !2:1\n"
          "%p = rmw xchg i32 %s, 1 !3:1\n%n = read i32 %s !4:1\n%a = add i32 %o, %p\n"
          "%r = add i32 %a, %n\nret %r\n"),
     "done 21"},
    {"cas",
     MAIN("%s = stack 4\nwrite i32 5, %s !1:1\n%a, %f = cas i32 %s, 4, 9 !2:1\n"
          "%b, %t = cas i32 %s, 5, 9 !3:1\n%c = read i32 %s !4:1\n%x = zext i32 %f\n%y = zext i32 "
          "%t\n"
          "%d = add i32 %c, %y\n%r = sub i32 %d, %x\nret %r\n"),
     "done 10"},
    {"part of a pair of pointers",
     MAIN("%s = stack 16\n%x = stack 4\nwrite i32 4, %x !1:1\n%h = field %s +8\n"
          "store ptr null, %s !2:1\nstore ptr %x, %h !3:1\n%v = load b128 %s !4:1\n"
          "%p = part ptr %v imm 8\n%r = read i32 %p !5:1\nret %r\n"),
     "done 4"},
    {"packed bytes and their parts, pointers among them",
     MAIN("%x = stack 4\nwrite i32 4, %x !1:1\n%v = pack b256 null, %x, i32 7, i32 8, i64 0\n"
          "%s = stack 32\nstore b256 %v, %s !2:1\n%h = field %s +8\n%p = load ptr %h !3:1\n"
          "%a = read i32 %p !4:1\n%q = part ptr %v imm 8\n%b = read i32 %q !5:1\n"
          "%c = part i32 %v imm 20\n%y = add i32 %a, %b\n%r = add i32 %y, %c\nret %r\n"),
     "done 16"},
    {"two pointers packed into two words",
     MAIN("%x = stack 4\nwrite i32 4, %x !1:1\n%v = pack b128 null, %x\n%p = part ptr %v imm 8\n"
          "%r = read i32 %p !2:1\nret %r\n"),
     "done 4"},
    {"of four pointers in two words each keeps its own object, or none",
     "target ptr 32\n" MAIN("%a = stack 4\n%b = stack 4\n%c = stack 4\n%d = stack 4\n"
                            "write i8 4, %c !1:1\n%v = pack b128 %a, %b, %c, %d\n"
                            "%p = part ptr %v imm 8\n%x = read i8 %p !2:1\n%r = zext i32 %x\n"
                            "ret %r\n"),
     "done 4"},
    {"a null vector is null to its end",
     MAIN("%s = stack 32\nfill %s, i8 3, 32 !1:1\nstore b256 0, %s !2:1\n%h = field %s +28\n"
          "%r = read i32 %h !3:1\nret %r\n"),
     "done 0"},
    {"bytes wider than two words move with their pointers",
     MAIN("%s = stack 32\n%d = stack 32\n%x = stack 4\nwrite i32 4, %x !1:1\n%h = field %s +24\n"
          "store ptr %x, %h !2:1\n%v = load b256 %s !3:1\nstore b256 %v, %d !4:1\n"
          "%q = field %d +24\n%p = load ptr %q !5:1\n%r = read i32 %p !6:1\nret %r\n"),
     "done 4"},
    {"a static object starts with its data and pointers",
     "global @a size 4 data \"\\07\\00\\00\\00\"\nglobal @p size 16 init { 8: @a }\n" MAIN(
         "%v = load ptr @p+8 !1:1\n%r = read i32 %v !2:1\nret %r\n"),
     "done 7"},
    {"a stack object of variable size",
     MAIN("%s = stack 4 x 3\n%p = elem %s, 2 x 4\nwrite i32 3, %p !1:1\n%r = read i32 %p !2:1\n"
          "ret %r\n"),
     "done 3"},
    {"null", MAIN("write i32 1, null !1:1\nret 0\n"), "unsafe"},
    {"out of bounds", MAIN("%s = stack 4\n%p = field %s +2\nwrite i32 1, %p !1:1\nret 0\n"),
     "unsafe"},
    {"uninitialised pointer",
     MAIN("%s = stack 8\n%p = load ptr %s !1:1\nwrite i32 1, %p !2:1\n"
          "ret 0\n"),
     "unsafe"},
    {"a frame's object after the frame",
     "define @f() -> ptr {\n%s = stack 4\nret %s\n}\n" MAIN(
         "%p = call ptr @f() !1:1\nwrite i32 1, %p !2:1\nret 0\n"),
     "unsafe"},
    {"freed twice", MAIN("%p = alloc 4 !1:1\nfree %p !2:1\nfree %p !3:1\nret 0\n"), "unsafe"},
};

static const struct interp_case control[] = {
    {"a loop with phis that swap",
     MAIN("br l\nl:\n%a = phi i32 [entry: 1], [l: %b]\n%b = phi i32 [entry: 2], [l: %a]\n"
          "%i = phi i32 [entry: 0], [l: %n]\n%n = add i32 %i, 1\n%c = cmp slt i32 %n, 4\n"
          "cond %c, l, x\nx:\n%r = mul i32 %a, 10\nret %r\n"),
     "done 20"},
    {"switch", MAIN("switch i32 5, d [1: a], [5: b]\na:\nret 1\nb:\nret 2\nd:\nret 3\n"), "done 2"},
    {"switch, default", MAIN("switch i32 7, d [1: a], [5: b]\na:\nret 1\nb:\nret 2\nd:\nret 3\n"),
     "done 3"},
    {"goto", MAIN("%i = move ptr i64 2\ngoto %i, [a, b]\na:\nret 1\nb:\nret 2\n"), "done 2"},
    {"unreachable", MAIN("unreachable\n"), "unsafe"},
    {"unknown", MAIN("%r = add i32 1, unknown i32 \"vectors\"\nret %r\n"), "cannot run"},
    {"opaque", MAIN("opaque \"assembly\" () !1:1\nret 0\n"), "cannot run"},
};

static const struct interp_case calls[] = {
    {"recursion",
     "define @fac(%n: i32) -> i32 {\nentry:\n%c = cmp slt i32 %n, 2\ncond %c, one, more\none:\nret "
     "1\n"
     "more:\n%m = sub i32 %n, 1\n%f = call i32 @fac(%m) !1:1\n%r = mul i32 %n, %f\nret "
     "%r\n}\n" MAIN("%r = call i32 @fac(5) !2:1\nret %r\n"),
     "done 120"},
    {"through a pointer in a table",
     "define @a() -> i32 {\nret 1\n}\ndefine @b() -> i32 {\nret 2\n}\n"
     "global @t size 16 const init { 0: @a, 8: @b }\n" MAIN(
         "%p = elem @t, 1 x 8\n%f = load ptr %p !1:1\n%r = calli i32 %f() !2:1\nret %r\n"),
     "done 2"},
    {"a call of no function", MAIN("%s = stack 4\ncalli %s() !1:1\nret 0\n"), "unsafe"},
    {"two results",
     "define @two() -> (i32, i32) {\nret 30, 4\n}\n" MAIN(
         "%a, %b = call (i32, i32) @two() !1:1\n%r = add i32 %a, %b\nret %r\n"),
     "done 34"},
    {"a struct by value is a copy",
     "define @f(byval %p: ptr) -> i32 {\nwrite i32 1, %p !1:1\n%v = read i32 %p !2:1\nret "
     "%v\n}\n" MAIN("%s = stack 8\nwrite i32 5, %s !3:1\n%a = call i32 @f(byval %s) !4:1\n%b = "
                    "read i32 %s !5:1\n"
                    "%r = add i32 %a, %b\nret %r\n"),
     "done 6"},
    {"variadic arguments",
     "define @sum(%n: i32, ...) -> i32 {\n%l = stack 32\nvalist %l !1:1\n%a = vaarg i32 %l !2:1\n"
     "%b = vaarg f64 %l !3:1\n%p = vaarg ptr %l !4:1\n%c = read i32 %p !5:1\n%d = fptosi i32 %b\n"
     "%e = add i32 %a, %d\n%r = add i32 %e, %c\nret %r\n}\n" MAIN(
         "%s = stack 4\nwrite i32 7, %s !6:1\n%r = call i32 @sum(2, i32 10, f64 20.5, %s) !7:1\n"
         "ret %r\n"),
     "done 37"},
    {"those of x86-64 lie where its ABI saves registers, behind the named ones, and then in memory",
     "define @f(%n: i32, ...) -> i32 {\n%l = stack 24\nvalist %l !1:1\n%g = read i32 %l !2:1\n"
     "%at = field %l +16\n%s = load ptr %at !3:1\n%o = zext i64 %g\n%p = offset %s, %o\n"
     "%a = read i32 %p !4:1\n%fp = field %l +4\n%q = read i32 %fp !5:1\n%oq = zext i64 %q\n"
     "%pf = offset %s, %oq\n%d = read f64 %pf !6:1\n%b = fptosi i32 %d\n%mem = field %l +8\n"
     "%m = load ptr %mem !7:1\n%c = read i32 %m !8:1\n%x = add i32 %a, %b\n%y = add i32 %x, %c\n"
     "%z = add i32 %y, %g\nret %z\n}\n" MAIN("%r = call i32 @f(0, i32 1, i32 2, i32 3, i32 4, i32 "
                                             "5, f64 10.0, i32 100) !9:1\nret %r\n"),
     "done 119"},
    {"a list of one word: all lie in memory",
     "target ptr 32\ndefine @f(%n: i32, ...) -> i32 {\n%l = stack 4\nvalist %l !1:1\n"
     "%a = vaarg i32 %l !2:1\n%b = vaarg i64 %l !2:2\n%c = vaarg i32 %l !2:3\n"
     "%d = trunc i32 %b\n%x = add i32 %a, %d\n%r = add i32 %x, %c\nret %r\n}\n" MAIN(
         "%r = call i32 @f(0, i32 1, i64 20, i32 300) !9:1\nret %r\n"),
     "done 321"},
    {"a list goes on in memory where the registers end",
     "define @f(%n: i32, ...) -> i32 {\n%l = stack 24\nvalist %l !1:1\n%a = vaarg i32 %l !2:1\n"
     "%b = vaarg i32 %l !2:2\n%c = vaarg i32 %l !2:3\n%d = vaarg i32 %l !2:4\n"
     "%e = vaarg i32 %l !2:5\n%x = vaarg f80 %l !3:1\n%g = vaarg i32 %l !2:6\n%h = fptosi i32 %x\n"
     "%i = add i32 %e, %g\n%r = add i32 %i, %h\nret %r\n}\n" MAIN(
         "%x = fpext f80 f64 7.0\n"
         "%r = call i32 @f(0, i32 1, i32 2, i32 3, i32 4, i32 50, %x, i32 60) !9:1\nret %r\n"),
     "done 117"},
    {"a task's result, thread-local variables of its own",
     "global @t size 4 tls data \"\\05\\00\\00\\00\"\n"
     "define @f(%a: ptr) -> ptr {\n%o = rmw add i32 @t, 1 !1:1\n%v = read i32 @t !2:1\n"
     "%w = zext i64 %v\n%p = move ptr %w\nret %p\n}\n" MAIN(
         "%h = start @f(null) !3:1\n%i = start @f(null) !4:1\n%x = join %h !5:1\n%y = join %i "
         "!6:1\n"
         "%a = move i64 %x\n%b = move i64 %y\n%c = add i64 %a, %b\n%d = trunc i32 %c\n"
         "%e = read i32 @t !7:1\n%r = add i32 %d, %e\nret %r\n"),
     "done 17"},
    {"joined twice",
     "define @f(%a: ptr) -> ptr {\nret null\n}\n" MAIN(
         "%h = start @f(null) !3:1\n%x = join %h !5:1\n%y = join %h !6:1\nret 0\n"),
     "unsafe"},
    {"a task that waits for itself",
     "global @h size 8 shared\ndefine @f(%a: ptr) -> ptr {\nentry:\nbr w\nw:\n%h = load i64 @h "
     "!1:1\n"
     "%c = cmp eq i64 %h, 0\ncond %c, w, j\nj:\n%x = join %h !2:1\nret null\n}\n" MAIN(
         "%h = start @f(null) !3:1\nstore i64 %h, @h !4:1\n%x = join %h !5:1\nret 0\n"),
     "deadlock"},
    {"constructors before, destructors after main",
     "global @g size 4\ndefine @c() ctor {\nwrite i32 4, @g !1:1\nret\n}\n"
     "define @d() dtor {\nwrite i32 4, null !2:1\nret\n}\n" MAIN("%r = read i32 @g !3:1\nret %r\n"),
     "unsafe"},
    {"calls without end", "define @f() {\ncall @f() !1:1\nret\n}\n" MAIN("call @f() !2:1\nret 0\n"),
     "limit"},
    {"no main", "define @f() {\nret\n}\n", "cannot run"},
};

CASES_TEST(arithmetic, 1)
CASES_TEST(memory, 2)
CASES_TEST(control, 1)
CASES_TEST(calls, 4)

/* ---- the trace hook ---- */

struct trace {
    char text[600];
    size_t n;
};

static void note(void *ctx, const struct interp_access *a)
{
    struct trace *t = ctx;
    static const char kinds[] = "sTkhx";
    t->n += (size_t)snprintf(t->text + t->n, sizeof t->text - t->n, "%c%c%u+%u:%u",
                             a->kind == INTERP_WRITE ? 'w' : 'r', kinds[a->object_kind], a->object,
                             (unsigned)a->offset, (unsigned)a->size);
    if (a->scalar)
        t->n += (size_t)snprintf(t->text + t->n, sizeof t->text - t->n, "=%u", (unsigned)a->value);
    t->n += (size_t)snprintf(t->text + t->n, sizeof t->text - t->n, " ");
}

static void test_trace(void **state)
{
    (void)state;
    struct rir_module *m = parse_rir(
        "global @g size 8\n" MAIN("%s = stack 16\n%p = alloc 4 !1:1\nwrite i32 7, %p !2:1\n"
                                  "store ptr %p, @g !3:1\n%q = field %s +8\ncopy %q, @g, 8 !4:1\n"
                                  "%v = read i32 %p !5:1\nret %v\n"));
    struct trace t = {.n = 0};
    struct interp_options o;
    interp_options_default(&o);
    o.trace = note;
    o.trace_ctx = &t;
    struct interp_result *r = interp_run(m, &o);
    assert_int_equal(r->exit_code, 7);
    /* heap 0 is argv's string, heap 1 argv */
    assert_string_equal(t.text, "wh2+0:4=7 ws0+0:8 rs0+0:8 wk0+8:8 rh2+0:4=7 ");
    interp_free(r);
    rir_module_free(m);
}

/* The same seed is the same run, and different seeds are different schedules. */
static void test_schedules(void **state)
{
    (void)state;
    struct rir_module *m =
        parse_rir("global @g size 4 shared\ndefine @f(%a: ptr) -> ptr {\nwrite i32 1, @g !1:1\nret "
                  "null\n}\n" MAIN("%h = start @f(null) !2:1\nwrite i32 2, @g !3:1\n%x = join %h "
                                   "!4:1\n%r = read i32 @g !5:1\n"
                                   "ret %r\n"));
    unsigned seen[3] = {0};
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct interp_options o;
        interp_options_default(&o);
        o.seed = seed;
        struct interp_result *a = interp_run(m, &o), *b = interp_run(m, &o);
        assert_int_equal(a->exit_code, b->exit_code);
        assert_int_equal(a->steps, b->steps);
        seen[a->exit_code]++;
        interp_free(a);
        interp_free(b);
    }
    assert_true(seen[1] > 0 && seen[2] > 0);
    rir_module_free(m);
}

/* What depends on an address, or on memory that nobody has written, is another elsewhere. */
static void test_elsewhere(void **state)
{
    (void)state;
    struct rir_module *m = parse_rir(MAIN("%s = stack 4\n%u = read i32 %s !1:1\n%i = move i64 %s\n"
                                          "%a = trunc i32 %i\n%r = xor i32 %u, %a\nret %r\n"));
    int codes[3];
    for (int i = 0; i < 3; i++) {
        struct interp_options o;
        interp_options_default(&o);
        o.elsewhere = i > 0;
        struct interp_result *r = interp_run(m, &o);
        codes[i] = r->exit_code;
        interp_free(r);
    }
    assert_int_equal(codes[1], codes[2]);
    for (int shift = 0; shift < 32; shift += 8)
        assert_int_not_equal(codes[0] >> shift & 255, codes[1] >> shift & 255);
    rir_module_free(m);
}

static void test_arguments(void **state)
{
    (void)state;
    struct rir_module *m = parse_rir(
        "declare @puts(ptr) -> i32\ndeclare @atoi(ptr) -> i32\n"
        "define @main(%n: i32, %v: ptr) -> i32 {\n%p = elem %v, 1 x 8\n%s = load ptr %p !1:1\n"
        "%x = call i32 @puts(%s) !2:1\n%a = call i32 @atoi(%s) !3:1\n%r = add i32 %a, %n\nret "
        "%r\n}\n");
    struct interp_options o;
    const char *argv[] = {"40"};
    interp_options_default(&o);
    o.argc = 1;
    o.argv = argv;
    struct interp_result *r = interp_run(m, &o);
    assert_int_equal(r->exit_code, 42);
    assert_string_equal(r->output, "40\n");
    interp_free(r);
    rir_module_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arithmetic), cmocka_unit_test(test_memory),
        cmocka_unit_test(test_control),    cmocka_unit_test(test_calls),
        cmocka_unit_test(test_trace),      cmocka_unit_test(test_schedules),
        cmocka_unit_test(test_arguments),  cmocka_unit_test(test_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
