/* The memory model as the interpreter keeps it: each rule in both directions, as RIR text. */
#include "interp_help.h"

/* main starts @t once with `arg` after `before`, runs `during`, joins, runs `after`. */
#define MAIN(before, arg, during, after)                                                           \
    "define @main() -> i32 {\n" before "%h = start @t(" arg ") !90:1\n" during                     \
    "%r = join %h !91:1\n" after "ret 0\n}\n"

static const struct interp_case global_writes[] = {
    {"a task writes a static variable",
     "global @g size 4\n"
     "define @t(%a: ptr) -> ptr {\nwrite i32 1, @g !1:1\nret null\n}\n" MAIN("", "null", "", ""),
     "done 0 global-write@1"},
    {"a task reads a static variable",
     "global @g size 4\n"
     "define @t(%a: ptr) -> ptr {\n%v = read i32 @g !1:1\nret null\n}\n" MAIN("", "null", "", ""),
     "done 0"},
    {"a task writes its thread-local variable",
     "global @g size 4 tls\n"
     "define @t(%a: ptr) -> ptr {\nwrite i32 1, @g !1:1\nret null\n}\n" MAIN("", "null", "", ""),
     "done 0"},
    {"a task writes a shared variable; what it points to is global",
     "global @s size 8 shared \"why\" init { 0: @g }\nglobal @g size 4\n"
     "define @t(%a: ptr) -> ptr {\n%p = load ptr @s !1:1\nwrite i32 1, %p !2:1\n"
     "store ptr null, @s !3:1\nret null\n}\n" MAIN("", "null", "", ""),
     "done 0 global-write@2"},
    {"a task writes a channel",
     "global @q size 8 channel\n"
     "define @t(%a: ptr) -> ptr {\nwrite i32 1, @q !1:1\nret null\n}\n" MAIN("", "null", "", ""),
     "done 0"},
    {"a task writes its own stack",
     "define @t(%a: ptr) -> ptr {\n%s = stack 4\nwrite i32 1, %s !1:1\nret null\n}\n" MAIN(
         "", "null", "", ""),
     "done 0"},
    {"a helper writes for main and for a task: only the task's is wrong",
     "global @g size 4\ndefine @w(%p: ptr) {\nwrite i32 1, %p !1:1\nret\n}\n"
     "define @t(%a: ptr) -> ptr {\n%s = stack 4\ncall @w(%s) !2:1\nret null\n}\n" MAIN(
         "call @w(@g) !3:1\n", "null", "", "call @w(@g) !4:1\n"),
     "done 0"},
    {"the same helper given the global by the task",
     "global @g size 4\ndefine @w(%p: ptr) {\nwrite i32 1, %p !1:1\nret\n}\n"
     "define @t(%a: ptr) -> ptr {\ncall @w(@g) !2:1\nret null\n}\n" MAIN("", "null", "", ""),
     "done 0 global-write@1"},
    {"heap reachable from a static variable",
     "global @g size 8\n"
     "define @t(%a: ptr) -> ptr {\n%p = load ptr @g !1:1\nwrite i32 1, %p !2:1\nret null\n}\n" MAIN(
         "%p = alloc 8 !80:1\nstore ptr %p, @g !81:1\n", "null", "", ""),
     "done 0 global-write@2"},
    {"heap that a static variable reaches no more",
     "global @g size 8\n"
     "define @t(%a: ptr) -> ptr {\nwrite i32 1, %a !2:1\nret null\n}\n" MAIN(
         "%p = alloc 8 !80:1\nstore ptr %p, @g !81:1\nstore ptr null, @g !82:1\n", "%p", "", ""),
     "done 0"},
    {"a lent heap object that a static variable still reaches",
     "global @g size 8\n"
     "define @t(%a: ptr) -> ptr {\nwrite i32 1, %a !2:1\nret null\n}\n" MAIN(
         "%p = alloc 8 !80:1\nstore ptr %p, @g !81:1\n", "%p", "", ""),
     "done 0 global-write@2"},
    {"a pointer that was overwritten in part is no pointer",
     "global @g size 8\n"
     "define @t(%a: ptr) -> ptr {\nwrite i32 1, %a !2:1\nret null\n}\n" MAIN(
         "%p = alloc 8 !80:1\nstore ptr %p, @g !81:1\nwrite i8 0, @g+3 !82:1\n", "%p", "", ""),
     "done 0"},
    {"a constant table of pointers to mutable objects",
     "global @a size 4\nglobal @tab size 8 const init { 0: @a }\n"
     "define @t(%x: ptr) -> ptr {\n%p = load ptr @tab !1:1\nwrite i32 1, %p !2:1\nret "
     "null\n}\n" MAIN("", "null", "", ""),
     "done 0 global-write@2"},
    {"through an integer of pointer width",
     "global @g size 8\n"
     "define @t(%a: ptr) -> ptr {\n%p = load ptr @g !1:1\nwrite i32 1, %p !2:1\nret null\n}\n" MAIN(
         "%p = alloc 8 !80:1\n%i = move i64 %p\nstore i64 %i, @g !81:1\n", "null", "", ""),
     "done 0 global-write@2"},
    {"copied with a struct",
     "global @g size 16\n"
     "define @t(%a: ptr) -> ptr {\n%p = load ptr @g+8 !1:1\nwrite i32 1, %p !2:1\nret "
     "null\n}\n" MAIN(
         "%s = stack 16\n%p = alloc 8 !80:1\n%f = field %s +8\nstore ptr %p, %f !81:1\n"
         "copy @g, %s, 16 !82:1\n",
         "null", "", ""),
     "done 0 global-write@2"},
    {"free of what a static variable reaches",
     "global @g size 8\n"
     "define @t(%a: ptr) -> ptr {\n%p = load ptr @g !1:1\nfree %p !2:1\nret null\n}\n" MAIN(
         "%p = alloc 8 !80:1\nstore ptr %p, @g !81:1\n", "null", "", ""),
     "done 0 global-write@2"},
    {"atomics do not make it harmless; a compare-and-swap that fails writes nothing",
     "global @g size 8\n"
     "define @t(%a: ptr) -> ptr {\n%o = rmw add i32 @g, 1 atomic !1:1\n"
     "%p, %ok = cas i32 @g, 7, 8 atomic !2:1\n%q, %ok2 = cas i32 @g, 1, 8 atomic !3:1\n"
     "ret null\n}\n" MAIN("", "null", "", ""),
     "done 0 global-write@1 global-write@3"},
    {"a task started by a task",
     "global @g size 4\ndefine @u(%a: ptr) -> ptr {\nwrite i32 1, @g !1:1\nret null\n}\n"
     "define @t(%a: ptr) -> ptr {\n%h = start @u(null) !2:1\n%r = join %h !3:1\nret null\n}\n" MAIN(
         "", "null", "", ""),
     "done 0 global-write@1"},
};

static const struct interp_case loans[] = {
    {"a part of a pointer that is put where it is: a static variable still leads there",
     "global @g size 8\ndefine @t(%a: ptr) -> ptr {\nret null\n}\n" MAIN(
         "%p = alloc 16 !2:1\nstore ptr %p, @g !3:1\n", "%p",
         "%low = read i32 @g !4:1\nwrite i32 %low, @g !5:1\n%q = load ptr @g !6:1\n"
         "write i32 1, %q !7:1\n",
         ""),
     "done 0"},
    {"... and where another number is put, it does not",
     "global @g size 8\ndefine @t(%a: ptr) -> ptr {\nret null\n}\n" MAIN(
         "%p = alloc 16 !2:1\nstore ptr %p, @g !3:1\n", "%p",
         "write i32 0, @g !5:1\nwrite i32 1, %p !7:1\n", ""),
     "done 0 use-after-send@7"},
    {"a stack object of main is lent",
     "define @t(%a: ptr) -> ptr {\nwrite i32 7, %a !1:1\nret null\n}\n"
     "define @main() -> i32 {\n%s = stack 4\n%h = start @t(%s) !2:1\n%r = join %h !3:1\n"
     "%v = read i32 %s !4:1\nret %v\n}\n",
     "done 7"},
    {"a static object given as the argument is lent",
     "global @g size 4\ndefine @t(%a: ptr) -> ptr {\nwrite i32 7, %a !1:1\nret null\n}\n" MAIN(
         "", "@g", "", ""),
     "done 0"},
    {"but not when a task names it",
     "global @g size 4\ndefine @t(%a: ptr) -> ptr {\nwrite i32 7, %a !1:1\n%v = read i32 @g !2:1\n"
     "ret null\n}\n" MAIN("", "@g", "", ""),
     "done 0 global-write@1"},
    {"nor when another static object reaches it",
     "global @g size 4\nglobal @p size 8 init { 0: @g }\n"
     "define @t(%a: ptr) -> ptr {\nwrite i32 7, %a !1:1\nret null\n}\n" MAIN("", "@g", "", ""),
     "done 0 global-write@1"},
    {"what a lent static object reaches is lent with it",
     "global @g size 8\n"
     "define @t(%a: ptr) -> ptr {\n%p = load ptr %a !1:1\nwrite i32 7, %p !2:1\nret null\n}\n" MAIN(
         "%p = alloc 4 !80:1\nstore ptr %p, @g !81:1\n", "@g", "", ""),
     "done 0"},
    {"and global when it is named",
     "global @g size 8\n"
     "define @t(%a: ptr) -> ptr {\n%p = load ptr @g !1:1\nwrite i32 7, %p !2:1\nret null\n}\n" MAIN(
         "%p = alloc 4 !80:1\nstore ptr %p, @g !81:1\n", "@g", "", ""),
     "done 0 global-write@2"},
    {"a static object that the argument only points to is global",
     "global @g size 4\n"
     "define @t(%a: ptr) -> ptr {\n%p = load ptr %a !1:1\nwrite i32 7, %p !2:1\nret null\n}\n" MAIN(
         "%s = stack 8\nstore ptr @g, %s !80:1\n", "%s", "", ""),
     "done 0 global-write@2"},
    {"elements of a static array, one each",
     "global @a size 8\ndefine @t(%a: ptr) -> ptr {\nwrite i32 7, %a !1:1\nret null\n}\n"
     "define @main() -> i32 {\n%p = elem @a, 0 x 4\n%q = elem @a, 1 x 4\n%h = start @t(%p) !2:1\n"
     "%i = start @t(%q) !3:1\n%r = join %h !4:1\n%s = join %i !5:1\nret 0\n}\n",
     "done 0"},
    {"the same element to both of two tasks",
     "define @t(%a: ptr) -> ptr {\nret null\n}\n"
     "define @main() -> i32 {\n%s = stack 8\n%p = elem %s, 1 x 4\n%h = start @t(%p) !1:1\n"
     "%i = start @t(%p) !2:1\n%r = join %h !3:1\n%q = join %i !4:1\n%j = start @t(%p) !5:1\n"
     "%x = join %j !6:1\nret 0\n}\n",
     "done 0 double-send@2"},
    {"main touches what it lent",
     "define @t(%a: ptr) -> ptr {\nret null\n}\n" MAIN(
         "%s = stack 4\n", "%s", "write i32 1, %s !1:1\n", "write i32 1, %s !2:1\n"),
     "done 0 use-after-send@1"},
    {"a second task started with the same argument",
     "define @t(%a: ptr) -> ptr {\nret null\n}\n"
     "define @main() -> i32 {\n%s = stack 4\n%h = start @t(%s) !1:1\n%i = start @t(%s) !2:1\n"
     "%r = join %h !3:1\n%q = join %i !4:1\nret 0\n}\n",
     "done 0 double-send@2"},
};

static const struct interp_case main_writes[] = {
    {"main writes while a task that reads may run",
     "global @g size 4\ndefine @t(%a: ptr) -> ptr {\n%v = read i32 @g !1:1\nret null\n}\n" MAIN(
         "write i32 1, @g !2:1\n", "null", "write i32 2, @g !3:1\n", "write i32 3, @g !4:1\n"),
     "done 0 global-write@3"},
    {"nobody reads it",
     "global @g size 4\ndefine @t(%a: ptr) -> ptr {\nret null\n}\n" MAIN(
         "", "null", "write i32 2, @g !3:1\n", ""),
     "done 0"},
    {"heap that main publishes and the task reads",
     "global @g size 8\n"
     "define @t(%a: ptr) -> ptr {\n%p = load ptr @g !1:1\n%v = read i32 %p !2:1\nret "
     "null\n}\n" MAIN("%p = alloc 4 !80:1\nstore ptr %p, @g !81:1\n", "null",
                      "write i32 1, %p !3:1\n", ""),
     "done 0 global-write@3"},
    {"an object of its own",
     "global @g size 8\n"
     "define @t(%a: ptr) -> ptr {\n%p = load ptr @g !1:1\nret null\n}\n" MAIN(
         "", "null", "%p = alloc 4 !80:1\nwrite i32 1, %p !3:1\n", ""),
     "done 0"},
    {"joined in a loop, then written",
     "global @g size 4\ndefine @t(%a: ptr) -> ptr {\n%v = read i32 @g !1:1\nret null\n}\n"
     "define @main() -> i32 {\nentry:\n%hs = stack 24\nbr l\n"
     "l:\n%i = phi i64 [entry: 0], [l: %n]\n%e = elem %hs, %i x 8\n%h = start @t(null) !2:1\n"
     "store i64 %h, %e !3:1\n%n = add i64 %i, 1\n%c = cmp ult i64 %n, 3\ncond %c, l, j\n"
     "j:\n%k = phi i64 [l: 0], [j: %m]\n%f = elem %hs, %k x 8\n%g = load i64 %f !4:1\n"
     "%r = join %g !5:1\n%m = add i64 %k, 1\n%d = cmp ult i64 %m, 3\ncond %d, j, x\n"
     "x:\nwrite i32 1, @g !6:1\nret 0\n}\n",
     "done 0"},
};

static const struct interp_case constants[] = {
    {"a constant is written",
     "global @c size 4 const\ndefine @main() -> i32 {\nwrite i32 1, @c !1:1\nret 0\n}\n",
     "stopped frozen-write@1"},
    {"a string literal is written",
     "global @c size 4 string data \"abc\"\n"
     "define @main() -> i32 {\nfill @c, i8 0, 2 !1:1\nret 0\n}\n",
     "stopped frozen-write@1"},
    {"what a constant points to has its own state",
     "global @a size 4\nglobal @c size 8 const init { 0: @a }\n"
     "define @main() -> i32 {\n%p = load ptr @c !1:1\nwrite i32 1, %p !2:1\nret 0\n}\n",
     "done 0"},
    {"freezing is deep",
     "define @main() -> i32 {\n%p = alloc 8 !1:1\n%q = alloc 8 !2:1\nstore ptr %q, %p !3:1\n"
     "freeze %p !4:1\nwrite i32 1, %q !5:1\n%v = read i32 %q !6:1\nfree %p !7:1\nret 0\n}\n",
     "done 0 frozen-write@5 frozen-write@7"},
};

#define KEEPS(before, after)                                                                       \
    "global @q size 8 channel\nglobal @in size 8 channel\n"                                        \
    "define @main() -> i32 {\nb0:\n%s = alloc 8 !1:1\nstore ptr null, %s !2:1\n"                   \
    "%p = alloc 8 !3:1\nstore ptr %p, %s !4:1\nsend %p, @q !5:1\n" before                          \
    "%r = receive @in !6:1\n" after "ret 0\n}\n"

static const struct interp_case kept[] = {
    {"what was sent is in an object of the sender's own that is used behind the wait",
     KEEPS("", "br b1\nb1:\n%x = load ptr %s !7:1\n"), "done 0 send-aliased@5"},
    {"... and freed there", KEEPS("", "br b1\nb1:\nfree %s !7:1\n"), "done 0 send-aliased@5"},
    {"cleared before the wait",
     KEEPS("store ptr null, %s !5:2\n", "br b1\nb1:\n%x = load ptr %s !7:1\n"), "done 0"},
    {"replaced where what is received is at hand",
     KEEPS("", "store ptr %r, %s !7:1\nbr b1\nb1:\n%x = load ptr %s !8:1\n"), "done 0"},
    {"replaced too late", KEEPS("", "br b1\nb1:\nstore ptr %r, %s !7:1\n"),
     "done 0 send-aliased@5"},
    {"nobody uses that object again", KEEPS("", "br b1\nb1:\n"), "done 0"},
    {"a local variable",
     "global @q size 8 channel\ndefine @main() -> i32 {\nb0:\n%s = stack 8\n%p = alloc 8 !3:1\n"
     "store ptr %p, %s !4:1\nsend %p, @q !5:1\n%r = receive @q !6:1\nbr b1\n"
     "b1:\n%x = load ptr %s !7:1\nret 0\n}\n",
     "done 0"},
    {"while a function waits that has sent it, what its caller keeps may stay",
     "global @q size 8 channel\nglobal @in size 8 channel\n"
     "define @ask(%m: ptr) {\nsend %m, @q !1:1\n%r = receive @in !2:1\nret\n}\n"
     "define @main() -> i32 {\nb0:\n%s = alloc 8 !3:1\n%p = alloc 8 !4:1\n"
     "store ptr %p, %s !5:1\ncall @ask(%p) !6:1\nstore ptr null, %s !7:1\nret 0\n}\n",
     "done 0"},
    {"... and is the caller's business when it waits itself",
     "global @q size 8 channel\nglobal @in size 8 channel\n"
     "define @ask(%m: ptr) {\nsend %m, @q !1:1\n%r = receive @in !2:1\nret\n}\n"
     "define @main() -> i32 {\nb0:\n%s = alloc 8 !3:1\n%p = alloc 8 !4:1\n"
     "store ptr %p, %s !5:1\ncall @ask(%p) !6:1\n%r = receive @in !7:1\nbr b1\n"
     "b1:\nstore ptr null, %s !8:1\nret 0\n}\n",
     "done 0 send-aliased@1"},
    {"a task that has ended left it in what it was given",
     "global @q size 8 channel\ndefine @t(%a: ptr) -> ptr {\n%p = alloc 8 !1:1\n"
     "store ptr %p, %a !2:1\nsend %p, @q !3:1\nret null\n}\n" MAIN("%a = alloc 8 !80:1\n", "%a", "",
                                                                   "%x = load ptr %a !81:1\n"),
     "done 0 send-aliased@3"},
    {"... or has taken it out",
     "global @q size 8 channel\ndefine @t(%a: ptr) -> ptr {\n%p = alloc 8 !1:1\n"
     "store ptr %p, %a !2:1\nsend %p, @q !3:1\nstore ptr null, %a !4:1\nret null\n}\n" MAIN(
         "%a = alloc 8 !80:1\n", "%a", "", "%x = load ptr %a !81:1\n"),
     "done 0"},
};

static const struct interp_case packets[] = {
    {"use after send",
     "global @q size 8 channel\ndefine @main() -> i32 {\n%p = alloc 8 !1:1\nwrite i32 1, %p !2:1\n"
     "send %p, @q !3:1\n%v = read i32 %p !4:1\nret 0\n}\n",
     "done 0 use-after-send@4"},
    {"a received packet is a new object, at the same address",
     "global @q size 8 channel\ndefine @main() -> i32 {\n%p = alloc 8 !1:1\nwrite i32 5, %p !2:1\n"
     "send %p, @q !3:1\n%r = receive @q !4:1\n%v = read i32 %r !5:1\n%w = read i32 %p !6:1\n"
     "%same = cmp eq ptr %p, %r\n%s = zext i32 %same\n%x = add i32 %v, %s\nret %x\n}\n",
     "done 6 use-after-send@6"},
    {"a packet moves with what it reaches",
     "global @q size 8 channel\ndefine @main() -> i32 {\n%p = alloc 8 !1:1\n%c = alloc 8 !2:1\n"
     "write i32 5, %c !3:1\nstore ptr %c, %p !4:1\nsend %p, @q !5:1\n%r = receive @q !6:1\n"
     "%d = load ptr %r !7:1\n%v = read i32 %d !8:1\nwrite i32 1, %c !9:1\nret %v\n}\n",
     "done 5 use-after-send@9"},
    {"sent twice",
     "global @q size 8 channel\ndefine @main() -> i32 {\n%p = alloc 8 !1:1\nsend %p, @q !2:1\n"
     "send %p, @q !3:1\nret 0\n}\n",
     "done 0 double-send@3"},
    {"a part that was sent before",
     "global @q size 8 channel\ndefine @main() -> i32 {\n%p = alloc 8 !1:1\n%c = alloc 8 !2:1\n"
     "store ptr %c, %p !3:1\nsend %c, @q !4:1\nsend %p, @q !5:1\nret 0\n}\n",
     "done 0 double-send@5"},
    {"a part that was sent before, and put down",
     "global @q size 8 channel\ndefine @main() -> i32 {\n%p = alloc 8 !1:1\n%c = alloc 8 !2:1\n"
     "store ptr %c, %p !3:1\nsend %c, @q !4:1\nstore ptr null, %p !5:1\nsend %p, @q !6:1\n"
     "ret 0\n}\n",
     "done 0"},
    {"an empty channel gives null",
     "global @q size 8 channel\ndefine @main() -> i32 {\n%r = receive @q !1:1\n"
     "%n = cmp eq ptr %r, null\n%v = zext i32 %n\nret %v\n}\n",
     "done 1"},
    {"stack and static objects are not to be sent, constants may",
     "global @q size 8 channel\nglobal @g size 4\nglobal @c size 4 const\n"
     "define @main() -> i32 {\n%s = stack 8\nsend %s, @q !1:1\nsend @g, @q !2:1\nsend @c, @q !3:1\n"
     "ret 0\n}\n",
     "done 0 send-unowned@1 send-unowned@2"},
    {"a frozen packet may be read after it was sent",
     "global @q size 8 channel\ndefine @main() -> i32 {\n%p = alloc 8 !1:1\nwrite i32 4, %p !2:1\n"
     "freeze %p !3:1\nsend %p, @q !4:1\n%v = read i32 %p !5:1\nwrite i32 1, %p !6:1\nret %v\n}\n",
     "done 4 frozen-write@6"},
    {"what another task owns",
     "global @q size 8 channel\nglobal @s size 8 shared \"x\"\n"
     "define @t(%a: ptr) -> ptr {\n%p = alloc 8 !1:1\n%i = move i64 %p\n"
     "%j = xor i64 %i, 1\nstore i64 %j, @s !2:1\n%h = start @u(null) !3:1\n"
     "%r = join %h !4:1\nret null\n}\n"
     "define @u(%a: ptr) -> ptr {\n%i = load i64 @s !5:1\n%j = xor i64 %i, 1\n%p = move ptr %j\n"
     "write i32 1, %p !6:1\nret null\n}\n" MAIN("", "null", "", ""),
     "done 0 foreign-access@6"},
};

static const struct interp_case described[] = {
    {"writes, reads and pure",
     "global @g size 4\ndeclare @w(ptr, ptr) ann writes(1)\ndeclare @r(ptr) ann reads(1)\n"
     "declare @p(ptr) -> i32 ann fbp.pure\n"
     "define @t(%a: ptr) -> ptr {\n%s = stack 4\ncall @r(@g) !1:1\ncall @w(%s, @g) !2:1\n"
     "%x = call i32 @p(@g) !3:1\ncall @w(@g, %s) !4:1\nret null\n}\n" MAIN("", "null", "", ""),
     "done 0 global-write@4"},
    {"hidden state: the task's call",
     "declare @rnd() ann hidden_state(\"rnd_r\")\ndefine @t(%a: ptr) -> ptr {\ncall @rnd() !1:1\n"
     "ret null\n}\n" MAIN("call @rnd() !2:1\n", "null", "", ""),
     "done 0 global-write@1"},
    {"started and joined by described functions, the handle in a static variable",
     "global @g size 4\nglobal @h size 8\n"
     "declare @create(ptr, ptr, ptr) -> i32 ann spawns(2, 3) ann handle(1)\n"
     "declare @wait(i64) -> i32 ann joins ann handle(1)\n"
     "define @t(%a: ptr) -> ptr {\nwrite i32 1, %a !1:1\nwrite i32 1, @g !2:1\nret null\n}\n"
     "define @main() -> i32 {\n%s = stack 4\n%x = call i32 @create(@h, @t, %s) !3:1\n"
     "%h = load i64 @h !4:1\n%y = call i32 @wait(%h) !5:1\nwrite i32 2, %s !6:1\nret 0\n}\n",
     "done 0 global-write@2"},
    {"a handle written by a task to a static variable",
     "global @h size 8\ndeclare @create(ptr, ptr, ptr) -> i32 ann spawns(2, 3) ann handle(1)\n"
     "define @u(%a: ptr) -> ptr {\nret null\n}\n"
     "define @t(%a: ptr) -> ptr {\n%x = call i32 @create(@h, @u, null) !1:1\nret null\n}\n" MAIN(
         "", "null", "", ""),
     "done 0 global-write@1"},
    {"points into",
     "global @g size 4\ndeclare @find(ptr) -> ptr ann reads(1) ann points_into(0, 1)\n"
     "define @t(%a: ptr) -> ptr {\n%p = call ptr @find(@g) !1:1\nwrite i8 1, %p !2:1\nret "
     "null\n}\n" MAIN("", "null", "", ""),
     "done 0 global-write@2"},
    {"sent and received by described functions",
     "global @q size 8 channel\ndeclare @put(ptr, ptr) ann sends(2)\n"
     "declare @get(ptr) -> ptr ann receives\n"
     "define @main() -> i32 {\n%p = alloc 4 !1:1\nwrite i32 3, %p !2:1\ncall @put(@q, %p) !3:1\n"
     "%r = call ptr @get(@q) !4:1\n%v = read i32 %r !5:1\nwrite i32 1, %p !6:1\nret %v\n}\n",
     "done 3 use-after-send@6"},
    {"frees",
     "declare @drop(ptr) ann frees(1)\ndefine @main() -> i32 {\n%p = alloc 4 !1:1\n"
     "call @drop(%p) !2:1\nwrite i32 1, %p !3:1\nret 0\n}\n",
     "unsafe"},
    {"a function nothing is known of",
     "declare @what()\ndefine @main() -> i32 {\ncall @what() !1:1\nret 0\n}\n", "cannot run"},
    {"the body of a trusted function is not judged",
     "global @g size 4\ndefine @f() ann trusted(\"x\") {\nwrite i32 1, @g !1:1\nret\n}\n"
     "define @t(%a: ptr) -> ptr {\ncall @f() !2:1\nret null\n}\n" MAIN("", "null", "", ""),
     "done 0"},
};

CASES_TEST(global_writes, 12)
CASES_TEST(loans, 12)
CASES_TEST(main_writes, 12)
CASES_TEST(constants, 3)
CASES_TEST(packets, 8)
CASES_TEST(kept, 8)
CASES_TEST(described, 8)

/* Where the program is a part of one: in some runs a declared task gets a packet with a pointer in
 * it, and what it does to a packet that it has sent is an event; without that option it is not
 * started. */
static void test_outside(void **state)
{
    (void)state;
    struct rir_module *m =
        parse_rir("type $1 = ptr $2\ntype $2 = struct \"queue\" 4 {} channel\n"
                  "declare @put(ptr, ptr) ann sends(2)\ndeclare @get(ptr) -> ptr ann receives\n"
                  "define @t(%q.0: ptr $1, %n.1: i32) ann task {\nb0:\n"
                  "%p = call ptr @get(%q.0) !1:1\n%z = cmp eq ptr %p, null\ncond %z, out, in\nin:\n"
                  "%c = load ptr %p !2:1\n%y = cmp eq ptr %c, null\ncond %y, out, deep\ndeep:\n"
                  "call @put(%q.0, %p) !3:1\nwrite i32 1, %c !4:1\nbr out\nout:\nret\n}\n");
    unsigned deep = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct interp_options o;
        interp_options_default(&o);
        o.seed = seed;
        o.outside = true;
        struct interp_result *r = interp_run(m, &o);
        assert_int_equal(r->status, INTERP_DONE);
        assert_int_equal(r->tasks, 2);
        for (uint32_t i = 0; i < r->events.len; i++) {
            assert_int_equal(r->events.data[i].kind, INTERP_USE_AFTER_SEND);
            assert_int_equal(event_line(m, &r->events.data[i]), 4);
            deep++;
        }
        interp_free(r);
        o.outside = false;
        r = interp_run(m, &o);
        assert_int_equal(r->status, INTERP_CANNOT);
        interp_free(r);
    }
    assert_true(deep > 0 && deep < 40);
    rir_module_free(m);
}

/* A callback of a described function runs none, one or two times; in some run the write happens. */
static void test_callback(void **state)
{
    (void)state;
    struct rir_module *m =
        parse_rir("global @g size 4\ndeclare @each(ptr, ptr) ann calls(2, 1)\n"
                  "define @cb(%p: ptr) {\nwrite i32 1, %p !1:1\nret\n}\n"
                  "define @t(%a: ptr) -> ptr {\ncall @each(@g, @cb) !2:1\nret null\n}\n" MAIN(
                      "", "null", "", ""));
    unsigned with = 0, without = 0;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        struct interp_options o;
        interp_options_default(&o);
        o.seed = seed;
        struct interp_result *r = interp_run(m, &o);
        assert_int_equal(r->status, INTERP_DONE);
        if (r->events.len) {
            assert_int_equal(event_line(m, &r->events.data[0]), 1);
            with++;
        } else {
            without++;
        }
        interp_free(r);
    }
    assert_true(with > 0 && without > 0);
    rir_module_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_global_writes), cmocka_unit_test(test_loans),
        cmocka_unit_test(test_main_writes),   cmocka_unit_test(test_constants),
        cmocka_unit_test(test_packets),       cmocka_unit_test(test_kept),
        cmocka_unit_test(test_described),     cmocka_unit_test(test_callback),
        cmocka_unit_test(test_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
