/* Phase A: calls, indirect calls, unknown functions, annotations, components, coarse effects. */
#include "phase_a_help.h"

#define MAIN "define @main() -> i32 {\n"
#define END "ret 0\n}\n"
#define FN(name) "define @" name "(%x: ptr) -> ptr {\nret %x\n}\n"

static const struct phase_a_case direct[] = {
    {"arguments and results",
     "define @id(%x: ptr) -> ptr {\nret %x\n}\n" MAIN
     "%a = stack 8\n%r = call ptr @id(%a) !1:1\n" END,
     "same main.r main.a\nsame id.x main.a\ncalls 1: id",
     {0}},
    {"out-parameters",
     "define @out(%o: ptr) {\n%p = alloc 8 !9:1\nstore ptr %p, %o !9:1\nret\n}\n" MAIN
     "%a = stack 8\ncall @out(%a) !1:1\n%r = load ptr %a !2:1\n" END,
     "same main.r out.p",
     {0}},
    {"several results, and a struct in two registers",
     "define @two(1: %x: ptr, 1: %y: ptr, 2: %z: ptr) -> (ptr, ptr) {\nret %y, %x\n}\n" MAIN
     "%a = stack 8\n%b = stack 8\n%c = stack 8\n%r, %s = call (ptr, ptr) @two(1: %a, 1: %b, 2: %c) "
     "!1:1\n" END,
     "same main.r main.b\nsame main.s main.a\napart main.r main.a\nsame two.z main.c\n"
     "apart two.z main.a",
     {0}},
    {"a struct passed in one piece and taken in two",
     "define @two(1: %x: ptr, 1: %y: ptr) -> ptr {\nret %y\n}\n"
     "define @go(%f: ptr) -> ptr {\n%a = stack 8\n%s = stack 16\n%s8 = field %s +8\nstore ptr %a, "
     "%s8 !1:1\n"
     "%v = load i128 %s !1:1\n%r = calli ptr %f(1: %v) !2:1\nret %r\n}\n" MAIN
     "%r = call ptr @go(@two) !3:1\n" END,
     "calls 2: two\nsame two.y go.a\nsame go.r go.a",
     {0}},
    {"by value: a copy of its own",
     "define @f(byval %x: ptr) -> ptr {\n%p = load ptr %x !9:1\nret %p\n}\n" MAIN
     "%a = stack 8\n%b = alloc 8 !1:1\nstore ptr %b, %a !1:1\n%r = call ptr @f(byval %a) "
     "!2:1\n" END,
     "same main.r main.b\napart f.x main.a",
     {0}},
    {"a hidden result",
     "define @f(sret %o: ptr, %x: ptr) {\nstore ptr %x, %o !9:1\nret\n}\n" MAIN
     "%a = stack 8\n%b = stack 8\ncall @f(sret %a, %b) !2:1\n%r = load ptr %a !3:1\n" END,
     "same main.r main.b\nsame f.o main.a\napart f.o main.b",
     {0}},
    {"variadic arguments",
     "define @f(%n: i32, ...) -> ptr {\n%l = stack 24\nvalist %l !8:1\n%p = vaarg ptr %l !9:1\nret "
     "%p\n}\n" MAIN "%a = stack 8\n%b = stack 8\n%r = call ptr @f(1, %a, %b) !2:1\n" END,
     "same main.r main.a\nsame main.r main.b",
     {0}},
    {"a list of variadic arguments handed on",
     "define @g(%l: ptr) -> ptr {\n%p = vaarg ptr %l !9:1\nret %p\n}\n"
     "define @f(%n: i32, ...) -> ptr {\n%l = stack 24\nvalist %l !8:1\n%p = call ptr @g(%l) "
     "!8:1\nret %p\n}\n" MAIN "%a = stack 8\n%r = call ptr @f(1, %a) !2:1\n" END,
     "same main.r main.a",
     {0}},
};

static const struct phase_a_case indirect[] = {
    {"a table of functions, constant index and not",
     FN("f") FN("g") FN("h") "global @t size 16 const init { 0: @f, 8: @g }\n"
                             "define @main(%i: i64) -> i32 {\n%a = stack 8\n%p = load ptr @t+8 "
                             "!1:1\n%r = calli ptr %p(%a) !2:2\n" END,
     "calls 2: g\nsame main.r main.a\nnone f.x",
     {0}},
    {"an index that is not known",
     FN("f") FN("g") FN("h") "global @t size 16 const init { 0: @f, 8: @g }\n"
                             "define @main(%i: i64) -> i32 {\n%a = stack 8\n%e = elem @t, %i x "
                             "8\n%p = load ptr %e !1:1\n"
                             "%r = calli ptr %p(%a) !2:1\n" END,
     "calls 2: f g",
     {0}},
    {"by the member, in a table of structs",
     FN("open") FN("shut") FN("open2")
         FN("shut2") "global @t size 32 const init { 0: @open, 8: @shut, 16: @open2, 24: @shut2 }\n"
                     "define @main(%i: i64) -> i32 {\n%a = stack 8\n%e = elem @t, %i x 16\n%m = "
                     "field %e +8\n"
                     "%p = load ptr %m !1:1\n%r = calli ptr %p(%a) !2:1\n%q = load ptr %e !3:1\n"
                     "%s = calli ptr %q(%a) !4:1\n" END,
     "calls 2: shut shut2\ncalls 4: open open2",
     {0}},
    {"set through an out-parameter of another function",
     FN("f") FN("g") "define @pick(%o: ptr) {\nstore ptr @f, %o !9:1\nret\n}\n" MAIN
                     "%a = stack 8\n%o = stack 8\ncall @pick(%o) !1:1\n%p = load ptr %o !1:1\n%r = "
                     "calli ptr %p(%a) !2:1\n" END,
     "calls 2: f",
     {0}},
    {"found only after another indirect call was resolved",
     FN("f") "define @get() -> ptr {\nret @f\n}\nglobal @hook size 8 internal\n" MAIN
             "store ptr @get, @hook !1:1\n%p = load ptr @hook !1:1\n%q = calli ptr %p() !2:1\n%a = "
             "stack 8\n"
             "%r = calli ptr %q(%a) !3:1\n" END,
     "calls 2: get\ncalls 3: f\nsame f.x main.a",
     {0}},
    {"functions that do not fit are left out",
     FN("f") "define @n(%i: i32) -> i32 {\nret %i\n}\ndefine @two(%x: ptr, %y: ptr) -> ptr {\nret "
             "%x\n}\n"
             "define @v(%x: ptr) {\nret\n}\nglobal @t size 32 init { 0: @f, 8: @n, 16: @two, 24: "
             "@v }\n"
             "define @main(%i: i64) -> i32 {\n%a = stack 8\n%e = elem @t, %i x 8\n%p = load ptr %e "
             "!1:1\n"
             "%r = calli ptr %p(%a) !2:1\ncalli %p(%a) !3:1\n" END,
     "calls 2: f\ncalls 3: f v",
     {0}},
    {"if none fits, all are taken",
     "define @n(%i: i32) -> i32 {\nret %i\n}\n" MAIN
     "%a = stack 8\n%o = stack 8\nstore ptr @n, %o !1:1\n%p = load ptr %o !1:1\n%r = calli ptr "
     "%p(%a) !2:1\n" END,
     "calls 2: n",
     {0}},
    {"a call that reaches nothing we know is not complete",
     "global @hook size 8 internal\n" MAIN "%p = load ptr @hook !1:1\n%a = stack 8\n%r = calli ptr "
     "%p(%a) !2:1\n%l = load ptr %a !3:1\n" END,
     "calls 2: ?\nunknown main.r\nunknown main.l",
     {0}},
    {"functions that meet in one place stay apart elsewhere",
     FN("f") FN("g") "global @sel size 1\n" MAIN
                     "%a = stack 8\n%c = read i1 @sel !9:1\n%p = select ptr %c, @f, @g\n"
                     "%r = calli ptr %p(%a) !1:1\n%q = move ptr @f\n%s = calli ptr %q(%a) !2:1\n"
                     "%o = stack 8\nstore ptr %q, %o !3:1\n%t = select ptr %c, %p, %q\n"
                     "%l = load ptr %o !3:2\n%u = calli ptr %l(%a) !4:1\n" END,
     "calls 1: f g\ncalls 2: f\ncalls 4: f",
     {0}},
    {"a function and an object in one place",
     FN("f") "global @sel size 1\n" MAIN
             "%a = stack 8\n%b = stack 8\n%c = read i1 @sel !9:1\n%p = select ptr %c, @f, %b\n"
             "%r = calli ptr %p(%a) !1:1\n%l = load ptr %p !2:1\n" END,
     "calls 1: f\nsame main.p main.b\nsame main.r main.a",
     {0}},
    {"a column of functions without any, in a table of constants",
     "type $v = func ()\ntype $f = ptr $v\ntype $n = int \"int\" 4\n"
     "type $s = struct \"s\" 16 { \"f\" $f @0, \"n\" $n @8 }\ntype $t = array $s x 2\n"
     "global @t : $t size 32 const\ndefine @main(%i: i64) -> i32 {\n%e = elem @t, %i x 16\n"
     "%p = load ptr %e !1:1\ncalli %p() !2:1\n" END,
     "calls 2:",
     {0}},
    {"... and with one that is a number",
     "type $v = func ()\ntype $f = ptr $v\ntype $n = int \"int\" 4\n"
     "type $s = struct \"s\" 16 { \"f\" $f @0, \"n\" $n @8 }\ntype $t = array $s x 2\n"
     "global @t : $t size 32 const numbers\ndefine @main(%i: i64) -> i32 {\n"
     "%e = elem @t, %i x 16\n%p = load ptr %e !1:1\ncalli %p() !2:1\n" END,
     "calls 2: ?",
     {0}},
    {"... and in a variable",
     "type $v = func ()\ntype $f = ptr $v\ntype $n = int \"int\" 4\n"
     "type $s = struct \"s\" 16 { \"f\" $f @0, \"n\" $n @8 }\ntype $t = array $s x 2\n"
     "global @t : $t size 32\ndefine @main(%i: i64) -> i32 {\n%e = elem @t, %i x 16\n"
     "%p = load ptr %e !1:1\ncalli %p() !2:1\n" END,
     "calls 2: ?",
     {0}},
    {"an ifunc",
     FN("f1") FN("f2") "define @res() -> ptr {\n%c = read i1 @sel !9:1\n%p = select ptr %c, @f1, "
                       "@f2\nret %p\n}\n"
                       "global @sel size 1\ndeclare @f(ptr) -> ptr ifunc alias @res\n" MAIN
                       "%a = stack 8\n%r = call ptr @f(%a) !1:1\n" END,
     "calls 1: f1 f2\nsame main.r main.a",
     {0}},
    {"recursion, and a component",
     "define @even(%x: ptr) -> ptr {\n%r = call ptr @odd(%x) !1:1\nret %r\n}\n"
     "define @odd(%x: ptr) -> ptr {\n%c = read i1 %x !2:1\ncond %c, a, b\na:\n%r = call ptr "
     "@even(%x) !3:1\nret %r\n"
     "b:\nret %x\n}\n" FN("leaf") MAIN
     "%a = stack 8\n%r = call ptr @even(%a) !4:1\n%s = call ptr @leaf(%a) !5:1\n" END,
     "cycle even odd\nbefore even main\nbefore leaf main\nsame main.r main.a",
     {0}},
};

/* Types of functions of a library. */
#define LIBRARY                                                                                    \
    "type $c = int \"char\" 1\ntype $pc = ptr $c\ntype $p = ptr\ntype $string = func $pc ()\n"     \
    "type $get = func $p ()\ntype $keep = func ($p)\ntype $act = func $p ($p)\n"                   \
    "type $pact = ptr $act\ntype $s = struct \"s\" 16 { \"act\" $pact @0, \"name\" $pc @8 }\n"     \
    "type $ps = ptr $s\ntype $init = func ($ps)\n"

static const struct phase_a_case outside[] = {
    {"unknown functions keep, link and change",
     "declare @u(ptr, ptr) -> ptr\n" MAIN "%a = stack 8\n%b = stack 8\n%c = stack 8\n%r = call ptr "
     "@u(%a, %b) !1:1\n%l = load ptr %a !2:1\n"
     "%m = load ptr %c !2:2\n" END,
     "unknown main.r\nsame main.r main.a\nsame main.l main.b\nknown main.a\nnone main.m\n"
     "apart main.r main.c\nwrites main main.a\nnwrites main main.c\ncalls 1: u\ncallbacks 1: ?",
     {0}},
    {"a library's string is no function",
     LIBRARY FN(
         "f") "global @sel size 1\ndeclare @string() -> ptr : $string ann fbp.pure model\n" MAIN
              "%a = stack 8\n%c = read i1 @sel !9:1\n%s = call ptr @string() !1:1\n"
              "%p = select ptr %c, %s, @f\n%r = calli ptr %p(%a) !2:1\n%l = load ptr %s !3:1\n"
              "%q = select ptr %c, %l, @f\n%t = calli ptr %q(%a) !4:1\n" END,
     "unknown main.s\ncalls 2: f\ncalls 4: f",
     {0}},
    {"... unless the program's own annotations say no more of it",
     LIBRARY FN("f") "global @sel size 1\ndeclare @string() -> ptr : $string ann fbp.pure\n" MAIN
                     "%a = stack 8\n%c = read i1 @sel !9:1\n%s = call ptr @string() !1:1\n"
                     "%p = select ptr %c, %s, @f\n%r = calli ptr %p(%a) !2:1\n" END,
     "calls 2: ? f",
     {0}},
    {"a library gives back what it was given as a void pointer",
     LIBRARY FN("f")
         FN("g") "declare @keep(ptr $p) : $keep ann keeps(1) model\n"
                 "declare @get() -> ptr : $get ann fbp.pure model\n" MAIN
                 "%a = stack 8\n%g = move ptr @g\ncall @keep(@f) !1:1\n%p = call ptr @get() !1:2\n"
                 "%r = calli ptr %p(%a) !2:1\n" END,
     "calls 2: f",
     {0}},
    {"... also from memory",
     LIBRARY FN(
         "f") "declare @keep(ptr $p) : $keep ann keeps(1) model\n"
              "declare @get() -> ptr : $get ann fbp.pure model\n" MAIN
              "%a = stack 8\n%o = alloc 8 !9:1\nstore ptr @f, %o !9:2\ncall @keep(%o) !1:1\n"
              "%p = call ptr @get() !1:2\n%q = load ptr %p !1:3\n%r = calli ptr %q(%a) !2:1\n" END,
     "calls 2: f",
     {0}},
    {"... and what unknown code has given it",
     LIBRARY FN(
         "f") "declare @keep(ptr $p) : $keep ann keeps(1) model\n"
              "declare @get() -> ptr : $get ann fbp.pure model\ndeclare @u()\n" MAIN
              "%a = stack 8\ncall @keep(@f) !1:1\ncall @u() !1:3\n%p = call ptr @get() !1:2\n"
              "%r = calli ptr %p(%a) !2:1\n" END,
     "calls 2: ? f\nunknown f.x",
     {0}},
    {"a function that the library has put into a member is called where it fits",
     LIBRARY FN(
         "f") "define @two(%x: ptr, %y: ptr) -> ptr {\nret %x\n}\n"
              "declare @init(ptr $ps) : $init ann writes(1) model\nglobal @sel size 1\n" MAIN
              "%a = stack 8\n%o = stack 16\ncall @init(%o) !1:1\n%l = load ptr %o !1:2\n"
              "%c = read i1 @sel !9:1\n%d = select ptr %c, @f, @two\n%p = select ptr %c, %l, %d\n"
              "%r = calli ptr %p(%a) !2:1\n%s = calli ptr %p(%a, %a) !3:1\n" END,
     "calls 2: ? f\ncalls 3: two",
     {0}},
    {"functions given to unknown functions are called with anything",
     "declare @reg(ptr)\n" FN("cb") FN("other") MAIN "call @reg(@cb) !1:1\n" END,
     "unknown cb.x\nnone other.x\ncallbacks 1: ? cb\ninmain cb\nnotmain other",
     {0}},
    {"exported variables may change, internal ones do not",
     "declare @u()\n" FN("f")
         FN("g") "global @e size 8 init { 0: @f }\nglobal @s size 8 internal init { 0: @g }\n"
                 "global @k size 8 const init { 0: @g }\n" MAIN
                 "call @u() !1:1\n%a = stack 8\n%p = load ptr @e !2:1\n%r = calli ptr %p(%a) !5:2\n"
                 "%q = load ptr @s !3:1\n%t = calli ptr %q(%a) !4:1\n" END,
     "unknown main.p\ncalls 5: ? f g\ncalls 4: g\nwrites main @e\nnwrites main @s\nknown "
     "@e\nunknown f.x",
     {0}},
    {"an incomplete call may reach what was given away",
     "declare @reg(ptr)\ndeclare @get() -> ptr\n" FN("cb")
         FN("other") "define @two(%x: ptr, %y: ptr) {\nret\n}\n" MAIN
                     "call @reg(@cb) !1:1\ncall @reg(@two) !1:1\n%p = call ptr @get() !1:2\n%a = "
                     "stack 8\n%r = calli ptr %p(%a) "
                     "!2:1\n" END,
     "calls 2: ? cb\nsame cb.x main.a\nunknown main.r",
     {0}},
    {"pure functions and what is only borrowed",
     "declare @len(ptr) -> i64 ann pure\ndeclare @peek(ptr) ann borrows(1)\n" MAIN
     "%a = stack 8\n%b = stack 8\n%c = stack 8\nstore ptr %c, %b !1:1\n%n = call i64 @len(%a) "
     "!1:1\n"
     "call @peek(%b) !2:1\n%l = load ptr %a !3:1\n%m = load ptr %b !3:2\n" END,
     "none main.l\nunknown main.m\nsame main.m main.c\nwrites main main.b",
     {0}},
    {"constant tables stay complete",
     "declare @u(ptr)\n" FN("f") "global @k size 8 const internal init { 0: @f }\n" MAIN
                                 "call @u(@k) !1:1\n%a = stack 8\n%p = load ptr @k !2:1\n%r = "
                                 "calli ptr %p(%a) !3:1\n" END,
     "calls 3: f\nunknown f.x",
     {0}},
};

static const struct phase_a_case annotations[] = {
    {"described functions use what they do not mention as values",
     "declare @d(ptr, ptr) ann reads(1)\n" MAIN
     "%a = stack 8\n%b = stack 8\ncall @d(%a, %b) !1:1\n%l = load ptr %a !2:1\n" END,
     "none main.l\nreads main main.a\nnwrites main main.a\nnreads main main.b\ncalls 1: d",
     {0}},
    {"a result without an annotation is unknown",
     "declare @d(ptr) -> ptr ann reads(1)\n" MAIN "%a = stack 8\n%r = call ptr @d(%a) !1:1\n" END,
     "unknown main.r\napart main.r main.a",
     {0}},
    {"fresh objects, one for each call",
     "declare @malloc(i64) -> ptr ann pure() ann malloc\n" MAIN
     "%a = call ptr @malloc(8) !1:1\n%b = call ptr @malloc(8) !1:2\n" END,
     "known main.a\nknown main.b\napart main.a main.b",
     {0}},
    {"points into, as the result and through a parameter",
     "declare @chr(ptr, i32) -> ptr ann reads(1) ann points_into(0, 1)\n"
     "declare @tol(ptr, ptr) -> i64 ann reads(1) ann points_into(2, 1)\n" MAIN
     "%a = stack 8\n%e = stack 8\n%r = call ptr @chr(%a, 0) !1:1\n%n = call i64 @tol(%a, %e) !1:2\n"
     "%l = load ptr %e !2:1\n" END,
     "same main.r main.a\nsame main.l main.a\nwrites main main.e\nknown main.r",
     {0}},
    {"realloc moves what the block held",
     "declare @realloc(ptr, i64) -> ptr ann frees(1) ann malloc\n" MAIN
     "%a = alloc 8 !1:1\n%b = alloc 8 !1:1\nstore ptr %b, %a !1:1\n%r = call ptr @realloc(%a, 16) "
     "!2:1\n"
     "%l = load ptr %r !3:1\n" END,
     "same main.l main.b\nwrites main main.a",
     {0}},
    {"links and keeps",
     "declare @link(ptr, ptr) ann links(1, 2)\ndeclare @keep(ptr) ann keeps(1)\n" MAIN
     "%a = stack 8\n%b = stack 8\n%c = stack 8\ncall @link(%a, %b) !1:1\n%l = load ptr %a !2:1\n"
     "call @keep(%c) !3:1\n%m = load ptr %c !4:1\n" END,
     "same main.l main.b\nknown main.l\nunknown main.m\nglobal main.c\nprivate main.a",
     {0}},
    {"bytes moved from one void * to another",
     "declare @move(ptr, ptr, i64) ann writes(1) ann reads(2)\n"
     "type $c = int \"char\" 1\ntype $s = ptr $c\n"
     "declare @text(ptr $s, ptr $s) ann writes(1) ann reads(2)\n" MAIN
     "%a = stack 16\n%b = stack 16\n%d = stack 16\n%p = alloc 8 !1:1\n%b8 = field %b +8\nstore ptr "
     "%p, %b8 !1:1\n"
     "call @move(%a, %b, 16) !2:1\ncall @text(%d, %b) !2:2\n%a8 = field %a +8\n%l = load ptr %a8 "
     "!3:1\n"
     "%d8 = field %d +8\n%m = load ptr %d8 !3:1\n" END,
     "same main.l main.p\nnone main.m",
     {0}},
    {"sends and receives",
     "declare @send(ptr, ptr) ann sends(2)\ndeclare @recv(ptr) -> ptr ann receives\n"
     "declare @get(ptr, ptr) ann receives_into(2)\n" MAIN
     "%q = stack 8\n%p = alloc 8 !1:1\n%x = alloc 8 !1:2\nstore ptr %x, %p !1:1\ncall @send(%q, "
     "%p) !2:1\n"
     "%r = call ptr @recv(%q) !3:1\n%o = stack 8\ncall @get(%q, %o) !4:1\n%s = load ptr %o !5:1\n"
     "%y = load ptr %s !5:1\n" END,
     "same main.r main.p\nsame main.s main.p\nsame main.y main.x\nknown main.r\nprivate main.p",
     {0}},
    {"bytes that are sent",
     "declare @push(ptr, ptr) ann sends_copy(2)\ndeclare @pop(ptr, ptr) ann receives_into(2)\n" MAIN
     "%q = stack 8\n%m = stack 16\n%m8 = field %m +8\n%p = alloc 8 !1:1\nstore ptr %p, %m8 !1:1\n"
     "call @push(%q, %m) !2:1\n%n = stack 16\ncall @pop(%q, %n) !3:1\n%n8 = field %n +8\n"
     "%r = load ptr %n8 !4:1\n" END,
     "same main.r main.p\napart main.m main.n",
     {0}},
    {"send and receive as instructions",
     MAIN "%q = stack 8\n%p = alloc 8 !1:1\nsend %p, %q !2:1\n%r = receive %q !3:1\n" END,
     "same main.r main.p",
     {0}},
    {"a trusted body is not looked at",
     "global @g size 8 internal\n"
     "define @push(%q: ptr, %p: ptr) ann sends(2) ann trusted(\"lock\") {\nstore ptr %p, @g "
     "!9:1\nret\n}\n" MAIN
     "%q = stack 8\n%p = alloc 8 !1:1\ncall @push(%q, %p) !2:1\n%l = load ptr @g !3:1\n" END,
     "none main.l\nnwrites main @g\nprivate main.p",
     {0}},
    {"qsort calls its comparison with elements, and exchanges them",
     "declare @qsort(ptr, i64, i64, ptr) ann reads(1) ann writes(1) ann calls(4, 1)\n"
     "define @cmp(%a: ptr, %b: ptr) -> i32 {\n%p = load ptr %a !9:1\n%q = field %b +8\n%r = load "
     "ptr %q !9:1\nret 0\n}\n" MAIN
     "%t = stack 64\n%x = alloc 8 !1:1\n%y = alloc 8 !1:1\n%e = field %t +32\n%f = field %t +40\n"
     "store ptr %x, %e !1:1\nstore ptr %y, %f !1:1\ncall @qsort(%t, 4, 16, @cmp) !2:1\n"
     "%l = load ptr %t !3:1\n" END,
     "callbacks 2: cmp\nsame cmp.a main.t\nsame cmp.p main.x\nsame cmp.r main.y\napart cmp.p "
     "main.y\n"
     "known cmp.a\nsame main.l main.x\nreads main main.t\nbefore cmp main\ninmain cmp",
     {0}},
    {"a callback with more parameters than the annotation explains",
     "declare @each(ptr, ptr, ptr) ann calls(2, 3)\n"
     "define @f(%k: ptr, %v: ptr, %d: ptr) {\nret\n}\n" MAIN
     "%t = stack 8\n%d = stack 8\ncall @each(%t, @f, %d) !1:1\n" END,
     "callbacks 1: f\nsame f.d main.d\nunknown f.k",
     {0}},
    {"writes into a struct with pointers",
     "type $v = void\ntype $p = ptr $v\ntype $i = int \"int\" 4\n"
     "type $s = struct \"s\" 16 { \"n\" $i @0, \"p\" $p @8 }\ntype $ps = ptr $s\n"
     "declare @fill(ptr $ps) ann writes(1)\n" MAIN
     "%s = stack 16 $s\ncall @fill(%s) !1:1\n%f = field %s +8\n%l = load ptr %f !2:1\n%m = load "
     "ptr %s !3:1\n" END,
     "unknown main.l\nnone main.m\nknown main.s",
     {0}},
};

static const struct phase_a_case effects[] = {
    {"through calls, for the class that is touched",
     "global @g size 8\nglobal @h size 8\ndefine @w() {\nwrite i32 1, @g !1:1\nret\n}\n"
     "define @mid() {\ncall @w() !2:1\nret\n}\ndefine @r() {\n%x = read i32 @h !3:1\nret\n}\n" MAIN
     "call @mid() !4:1\ncall @r() !5:1\n" END,
     "writes mid @g\nwrites main @g\nnwrites r @g\nreads main @h\nnreads mid @h\nnwrites main @h",
     {0}},
    {"through a callback",
     "declare @each(ptr) ann calls(1, 0)\nglobal @g size 8\ndefine @cb() {\nwrite i32 1, @g "
     "!1:1\nret\n}\n" MAIN "call @each(@cb) !2:1\n" END,
     "writes main @g",
     {0}},
    {"what is started is another's effect",
     "global @g size 8\ndefine @t(%a: ptr) -> ptr {\nwrite i32 1, @g !1:1\nret null\n}\n" MAIN
     "%h = start @t(null) !2:1\n%r = join %h !3:1\n" END,
     "writes t @g\nnwrites main @g",
     {0}},
    {"inside a cycle everybody does what one does",
     "global @g size 8\ndefine @a(%c: i1) {\ncond %c, x, y\nx:\ncall @b(%c) !1:1\nret\ny:\nret\n}\n"
     "define @b(%c: i1) {\nwrite i32 1, @g !2:1\ncall @a(%c) !3:1\nret\n}\n" MAIN
     "call @a(true) !4:1\n" END,
     "writes a @g\nwrites b @g\nwrites main @g",
     {0}},
    {"a write through what is not understood may hit what is known outside",
     "declare @u(ptr)\n" MAIN "%a = stack 8\n%b = stack 8\ncall @u(%a) !1:1\nret 0\n}\n"
     "define @w() {\nwrite i32 1, unknown ptr \"x\" !2:1\nret\n}\n",
     "writes w main.a\nnwrites w main.b",
     {0}},
};

static void test_direct(void **state)
{
    (void)state;
    phase_a_check_all(direct);
}

static void test_indirect(void **state)
{
    (void)state;
    phase_a_check_all(indirect);
}

static void test_outside(void **state)
{
    (void)state;
    phase_a_check_all(outside);
}

static void test_annotations(void **state)
{
    (void)state;
    phase_a_check_all(annotations);
}

/* A table of twenty functions, one of them described, and two calls through it. */
static void test_many_functions(void **state)
{
    (void)state;
    char text[8000];
    size_t n = 0;
    for (int i = 0; i < 20; i++)
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "define @f%02d(%%x: ptr) -> ptr {\nret %%x\n}\n", i);
    n +=
        (size_t)snprintf(text + n, sizeof text - n,
                         "declare @wr(ptr) -> ptr ann writes(1) ann points_into(0, 1)\n"
                         "define @odd(%%i: i32) {\nret\n}\nglobal @t size 176 const init { 0: @wr, "
                         "168: @odd");
    for (int i = 0; i < 20; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, ", %d: @f%02d", 8 * i + 8, i);
    snprintf(text + n, sizeof text - n,
             " }\ndefine @one(%%i: i64, %%a: ptr) -> ptr {\n%%e = elem @t, %%i x 8\n"
             "%%p = load ptr %%e !1:1\n%%r = calli ptr %%p(%%a) !2:1\nret %%r\n}\n"
             "define @main(%%i: i64) -> i32 {\n%%a = stack 8\n%%b = stack 8\n%%c = stack 8\n"
             "%%q = call ptr @one(%%i, %%a) !3:1\n%%e = elem @t, %%i x 8\n%%p = load ptr %%e !4:1\n"
             "%%r = calli ptr %%p(%%b) !5:1\nret 0\n}\n");
    struct phase_a_case c = {
        "many",
        text,
        "calls 2: f00 f01 f02 f03 f04 f05 f06 f07 f08 f09 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 "
        "wr\n"
        "calls 5: f00 f01 f02 f03 f04 f05 f06 f07 f08 f09 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 "
        "wr\n"
        "same f07.x main.a\nsame f07.x main.b\nsame main.q main.a\nsame main.r main.b\n"
        "apart f07.x main.c\ninmain f19\nnotmain odd\nwrites main main.b\nwrites one main.a\n"
        "before f03 one",
        {0}};
    phase_a_check_case(&c);
}

static void test_effects(void **state)
{
    (void)state;
    phase_a_check_all(effects);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_direct),  cmocka_unit_test(test_indirect),
        cmocka_unit_test(test_outside), cmocka_unit_test(test_annotations),
        cmocka_unit_test(test_effects), cmocka_unit_test(test_many_functions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
