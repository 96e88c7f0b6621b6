/* Phase A: what each instruction says about where values may point. */
#include "phase_a_help.h"

#define MAIN "define @main() -> i32 {\n"
#define END "ret 0\n}\n"

static const struct phase_a_case pointers[] = {
    {"stack objects and heap objects are apart",
     MAIN "%a = stack 8\n%b = stack 8\n%c = alloc 8 !1:1\n" END,
     "apart main.a main.b\napart main.a main.c\nknown main.a\nprivate main.a",
     {0}},
    {"a member and an element are in the object",
     MAIN
     "%a = stack 64\n%b = stack 64\n%f = field %a +8\n%e = elem %a, 3 x 8\n%o = offset %b, 5\n" END,
     "same main.a main.f\nsame main.a main.e\nsame main.b main.o\napart main.e main.o",
     {0}},
    {"a store and a load",
     "global @g size 8\n" MAIN
     "%a = stack 8\n%b = stack 8\nstore ptr %b, %a !1:1\n%l = load ptr %a !2:1\n" END,
     "same main.l main.b\napart main.l main.a\napart main.l @g",
     {0}},
    {"members do not mix",
     MAIN
     "%s = stack 16\n%a = alloc 8 !1:1\n%b = alloc 8 !1:1\n%f0 = field %s +0\n%f8 = field %s +8\n"
     "store ptr %a, %f0 !2:1\nstore ptr %b, %f8 !3:1\n"
     "%la = load ptr %s !4:1\n%lb = load ptr %f8 !5:1\n" END,
     "same main.la main.a\nsame main.lb main.b\napart main.la main.b\napart main.lb main.a",
     {0}},
    {"an unknown index mixes elements, not members of the element",
     MAIN "%s = stack 160\n%a = alloc 8 !1:1\n%b = alloc 8 !1:1\n%k = read i32 %s !1:1\n"
          "%i = sext i64 %k\n%e = elem %s, %i x 16\n%x = field %e +0\n%y = field %e +8\n"
          "store ptr %a, %x !2:1\nstore ptr %b, %y !3:1\n%e5 = elem %s, 5 x 16\n"
          "%e5y = field %e5 +8\n%la = load ptr %e5 !4:1\n%lb = load ptr %e5y !5:1\n" END,
     "same main.la main.a\nsame main.lb main.b\napart main.la main.b",
     {0}},
    {"an array inside a struct keeps to itself",
     "type $v = void\ntype $p = ptr $v\ntype $a = array $p x 4\n"
     "type $s = struct \"s\" 48 { \"x\" $p @0, \"t\" $a @8, \"y\" $p @40 }\n" MAIN
     "%s = stack 48 $s\n%k = read i32 %s !1:1\n%i = sext i64 %k\n%a = alloc 8 !1:1\n"
     "%b = alloc 8 !1:1\n%t = field %s +8 $s.t\n%e = elem %t, %i x 8 $p inarray\n%y = field %s +40 "
     "$s.y\n"
     "store ptr %a, %e !2:1\nstore ptr %b, %y !3:1\n%e2 = field %s +24\n"
     "%l = load ptr %e2 !4:1\n%l0 = load ptr %s !5:1\n%ly = load ptr %y !6:1\n" END,
     "same main.l main.a\nnone main.l0\nsame main.ly main.b\napart main.ly main.a",
     {0}},
    {"raw arithmetic reaches every slot",
     MAIN
     "%s = stack 32\n%k = read i32 %s !1:1\n%i = sext i64 %k\n%a = alloc 8 !1:1\n"
     "%f = field %s +16\nstore ptr %a, %f !2:1\n%o = offset %s, %i\n%l = load ptr %o !3:1\n" END,
     "same main.l main.a",
     {0}},
    {"overlapping words hold the same (A-I3)",
     MAIN
     "%s = stack 32\n%a = alloc 8 !1:1\n%f = field %s +8\nstore ptr %a, %f !2:1\n"
     "%g = field %s +12\n%l = load ptr %g !3:1\n%h = field %s +16\n%m = load ptr %h !4:1\n" END,
     "same main.l main.a",
     {0}},
    {"container_of",
     MAIN "%s = stack 32\n%a = alloc 8 !1:1\nstore ptr %a, %s !2:1\n%n = field %s +16\n"
          "%c = field %n -16\n%l = load ptr %c !3:1\n" END,
     "same main.l main.a\nsame main.c main.s",
     {0}},
    {"a pointer to a member in two structs at two offsets",
     MAIN
     "%s = stack 32\n%t = stack 32\n%a = alloc 8 !1:1\n%b = alloc 8 !1:1\n"
     "%sf = field %s +8\n%tf = field %t +24\n%c = read i1 %s !1:1\n%p = select ptr %c, %sf, %tf\n"
     "store ptr %a, %p !2:1\nstore ptr %b, %s !3:1\n"
     "%ls = load ptr %sf !4:1\n%lt = load ptr %tf !5:1\n%l0 = load ptr %s !6:1\n" END,
     "same main.ls main.a\nsame main.lt main.a\nsame main.s main.t\nsame main.l0 main.b\n"
     "apart main.l0 main.a",
     {0}},
    {"select and phi",
     MAIN "%a = stack 8\n%b = stack 8\n%c = read i1 %a !1:1\n%s = select ptr %c, %a, null\n"
          "cond %c, x, y\nx:\nbr z\ny:\nbr z\nz:\n%p = phi ptr [x: %a], [y: %b]\n" END,
     "same main.s main.a\nsame main.p main.a\nsame main.p main.b",
     {0}},
    {"a list walked in a loop",
     "define @main(%h: ptr) -> i32 {\ne:\n%n = alloc 16 !1:1\n%m = alloc 16 !2:1\nstore ptr %m, %n "
     "!3:1\n"
     "store ptr %n, %m !3:1\nbr l\nl:\n%p = phi ptr [e: %n], [l: %q]\n%q = load ptr %p !4:1\n"
     "%z = cmp eq ptr %q, null\ncond %z, o, l\no:\nret 0\n}\n",
     "same main.q main.m\nsame main.q main.n\nsame main.p main.m",
     {0}},
    {"stepping through an array of pointers ends and finds what is there",
     MAIN
     "e:\n%t = stack 80\n%a = alloc 8 !1:1\n%f = field %t +24\nstore ptr %a, %f !1:1\nbr l\nl:\n"
     "%p = phi ptr [e: %t], [l: %q]\n%q = elem %p, 1 x 8\n%v = load ptr %p !4:1\n"
     "%z = cmp eq ptr %v, null\ncond %z, o, l\no:\nret 0\n}\n",
     "same main.v main.a\nsame main.q main.t\napart main.v main.t",
     {0}},
};

static const struct phase_a_case words[] = {
    {"through an integer, a tag and an alignment mask",
     MAIN
     "%a = stack 8\n%i = move i64 %a\n%t = or i64 %i, 1\n%u = and i64 %t, -8\n%p = move ptr %u\n"
     "%plus = add i64 %i, 16\n%low = and i64 %i, 7\n" END,
     "same main.p main.a\nsame main.plus main.a\nnone main.low",
     {0}},
    {"differences, products and counters point to nothing",
     MAIN
     "%a = stack 8\n%i = move i64 %a\n%j = move i64 %a\n%d = sub i64 %i, %j\n%m = mul i64 %i, 3\n"
     "%c = add i64 1, 2\n%s = sub i64 %i, 8\n" END,
     "none main.d\nnone main.m\nnone main.c\nsame main.s main.a",
     {0}},
    {"a number that is dereferenced is unknown, one that is only converted is not",
     "define @main(%n: i64) -> i32 {\n%m = mul i64 %n, 8\n%p = move ptr %m\n%f = field %p +8\n"
     "%a = alloc 8 !1:1\nstore ptr %a, %f !1:1\n%l = load ptr %p !2:1\n%q = move ptr %n\n"
     "%s = stack 8\nstore ptr %q, %s !3:1\n%k = load ptr %s !4:1\n" END,
     "unknown main.p\nunknown main.l\nsame main.l main.a\nnone main.q\nnone main.k\nwrites main "
     "main.p",
     {0}},
    {"an exchanged and a compared word",
     MAIN "%a = stack 8\n%b = alloc 8 !1:1\n%c = alloc 8 !1:1\n%o = rmw xchg ptr %a, %b !2:1\n"
          "%v, %ok = cas ptr %a, %b, %c !3:1\n%l = load ptr %a !4:1\n" END,
     "same main.v main.b\nsame main.v main.c\nsame main.l main.c\nsame main.o main.b",
     {0}},
    {"an atomic or keeps the pointer",
     MAIN "%a = stack 8\n%b = alloc 8 !1:1\n%i = move i64 %b\nstore i64 %i, %a !1:1\n"
          "%o = rmw or i64 %a, 1 !2:1\n%l = load ptr %a !3:1\n" END,
     "same main.o main.b\nsame main.l main.b",
     {0}},
    {"a vector of two pointers, stored and taken apart",
     MAIN
     "%a = stack 8\n%b = stack 8\n%s = stack 16\n%t = stack 16\nstore ptr %a, %s !1:1\n"
     "%s8 = field %s +8\nstore ptr %b, %s8 !1:1\n%v = load b128 %s !2:1\nstore b128 %v, %t !3:1\n"
     "%t8 = field %t +8\n%l = load ptr %t8 !4:1\n%p = part ptr %v imm 8\n" END,
     "same main.l main.b\nsame main.p main.b\napart main.l main.s",
     {0}},
    {"not understood is unknown, undef is nothing",
     MAIN "%a = stack 8\nstore ptr unknown ptr \"why\", %a !1:1\n%l = load ptr %a !2:1\n"
          "%m = load ptr %l !2:2\n%b = stack 8\nstore ptr undef ptr, %b !3:1\n%n = load ptr %b "
          "!4:1\n" END,
     "unknown main.l\nunknown main.m\nnone main.n\nknown main.a",
     {0}},
    {"inline assembly may change what it is given, and return it",
     MAIN "%a = stack 8\n%b = stack 8\n%r = opaque ptr \"asm\" (%a) !1:1\n%l = load ptr %a !2:1\n"
          "%m = load ptr %b !2:1\n" END,
     "unknown main.r\nunknown main.l\nnone main.m\nsame main.r main.a\napart main.r main.b",
     {0}},
};

static const struct phase_a_case copies[] = {
    {"a copied struct, member by member",
     MAIN "%s = stack 16\n%t = stack 16\n%a = alloc 8 !1:1\n%b = alloc 8 !1:1\n%s8 = field %s +8\n"
          "%t8 = field %t +8\nstore ptr %a, %s !1:1\nstore ptr %b, %s8 !1:1\ncopy %t, %s, 16 !2:1\n"
          "%x = load ptr %t !3:1\n%y = load ptr %t8 !3:1\n" END,
     "same main.x main.a\nsame main.y main.b\napart main.x main.b\napart main.s main.t",
     {0}},
    {"a copy of a part, to another offset",
     MAIN "%s = stack 32\n%t = stack 32\n%a = alloc 8 !1:1\n%b = alloc 8 !1:1\n%s8 = field %s +8\n"
          "%t24 = field %t +24\nstore ptr %a, %s !1:1\nstore ptr %b, %s8 !1:1\n"
          "copy %t24, %s8, 8 !2:1\n%x = load ptr %t !3:1\n%y = load ptr %t24 !3:1\n" END,
     "none main.x\nsame main.y main.b\napart main.y main.a",
     {0}},
    {"what is stored after the copy in the text is copied too",
     MAIN "%s = stack 16\n%t = stack 16\n%u = stack 16\n%a = alloc 8 !1:1\ncopy %u, %t, 16 !2:1\n"
          "copy %t, %s, 16 !2:1\nstore ptr %a, %s !3:1\n%x = load ptr %u !3:1\n" END,
     "same main.x main.a",
     {0}},
    {"a copy of unknown size",
     "define @main(%n: i64) -> i32 {\n%s = stack 64\n%t = stack 64\n%a = alloc 8 !1:1\n"
     "%s8 = field %s +48\n%t8 = field %t +48\n"
     "store ptr %a, %s8 !1:1\ncopy %t, %s, %n !2:1\n%y = load ptr %t8 !3:1\n" END,
     "same main.y main.a",
     {0}},
    {"a copy of an element at an unknown index",
     "define @main(%n: i64) -> i32 {\n%s = stack 160\n%t = stack 16\n%a = alloc 8 !1:1\n"
     "%b = alloc 8 !1:1\n%e3 = elem %s, 3 x 16\n%e3y = field %e3 +8\nstore ptr %a, %e3 !1:1\n"
     "store ptr %b, %e3y !1:1\n%e = elem %s, %n x 16\ncopy %t, %e, 16 !2:1\n%x = load ptr %t !3:1\n"
     "%t8 = field %t +8\n%y = load ptr %t8 !3:1\n" END,
     "same main.x main.a\nsame main.y main.b\napart main.x main.b",
     {0}},
    {"memmove within one array",
     "define @main(%n: i64) -> i32 {\n%s = stack 160\n%a = alloc 8 !1:1\n%e = field %s +16\n"
     "store ptr %a, %e !1:1\n%d = field %s +32\ncopy %d, %e, %n !2:1\n%f = field %s +64\n"
     "%x = load ptr %f !3:1\n%o = field %s +8\n%y = load ptr %o !3:1\n" END,
     "same main.x main.a\nnone main.y",
     {0}},
    {"copied from unknown memory",
     "declare @get() -> ptr\n" MAIN
     "%t = stack 16\n%p = call ptr @get() !1:1\ncopy %t, %p, 16 !2:1\n"
     "%x = load ptr %t !3:1\n" END,
     "unknown main.x\nknown main.t",
     {0}},
};

static const struct phase_a_case globals[] = {
    {"initialisers, addends, constant tables",
     "global @a size 8\nglobal @b size 8\nglobal @t size 24 const init { 0: @a, 16: @b + 4 }\n" MAIN
     "%x = load ptr @t !1:1\n%y = load ptr @t+16 !1:1\n%z = load ptr @t+8 !1:1\n" END,
     "same main.x @a\nsame main.y @b\nnone main.z\napart main.x @b\nglobal main.x\nglobal main.y",
     {0}},
    {"aliases are one object",
     "global @a size 8\nglobal @b size 8 alias @a\nglobal @c size 8\n" MAIN END,
     "same @a @b\napart @a @c",
     {0}},
    {"a large table is folded, its members are not mixed",
     "global @x size 8\nglobal @y size 8\nglobal @t size 64 init { 0: @x, 8: @y, 16: @x, 24: @y }\n"
     "define @main(%i: i64) -> i32 {\n%e = elem @t, %i x 16\n%a = load ptr %e !1:1\n"
     "%f = field %e +8\n%b = load ptr %f !1:1\n" END,
     "same main.a @x\nsame main.b @y\napart main.a @y",
     {0}},
    {"a variable defined elsewhere holds what we do not know",
     "global @e size 8 decl\n" MAIN "%p = load ptr @e !1:1\n" END,
     "unknown main.p\nknown @e",
     {0}},
    {"thread-local and channel objects do not make things global",
     "global @t size 8 tls\nglobal @q size 8 channel\nglobal @g size 8\n" MAIN
     "%a = alloc 8 !1:1\n%b = alloc 8 !1:1\n%c = alloc 8 !1:1\nstore ptr %a, @t !1:1\n"
     "store ptr %b, @q !1:1\nstore ptr %c, @g !1:1\n" END,
     "private main.a\nprivate main.b\nglobal main.c\nglobal @g\nleads @g main.c\nprivate @t",
     {0}},
    {"reached through several loads",
     "global @g size 8\n" MAIN "%a = alloc 8 !1:1\n%b = alloc 8 !1:1\nstore ptr %a, @g !1:1\n"
     "store ptr %b, %a !1:1\n" END,
     "global main.b\nleads @g main.b",
     {0}},
};

static void test_pointers(void **state)
{
    (void)state;
    phase_a_check_all(pointers);
}

static void test_words(void **state)
{
    (void)state;
    phase_a_check_all(words);
}

static void test_copies(void **state)
{
    (void)state;
    phase_a_check_all(copies);
}

static void test_globals(void **state)
{
    (void)state;
    phase_a_check_all(globals);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pointers),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_globals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
