/* Elements of arrays that are lent, as the interpreter keeps them: E1 to E3, M2 to M4, P4. */
#include "interp_help.h"

/* A static array of structs of 16 bytes, with a pointer at 8. */
#define JOBS                                                                                       \
    "type $p = ptr\ntype $i = int \"int\" 4\n"                                                     \
    "type $job = struct \"job\" 16 { \"n\" $i @0, \"p\" $p @8 }\n"                                 \
    "type $jobs = array $job x 4\nglobal @a : $jobs\n"

#define WRITE_AT(step) "define @t(%x: ptr) -> ptr {\n" step "\nwrite i32 7, %y !1:1\nret null\n}\n"

#define MAIN(before, during, after)                                                                \
    "define @main() -> i32 {\n%e0 = elem @a, 0 x 16\n%e1 = elem @a, 1 x 16\n"                      \
    "%e2 = elem @a, 2 x 16\n%f1 = field %e1 +8\n%f2 = field %e2 +8\n" before                       \
    "%h = start @t(%e1) !90:1\n" during "%r = join %h !91:1\n" after "ret 0\n}\n"

static const struct interp_case denoted[] = {
    {"a task writes its own element", JOBS WRITE_AT("%y = field %x +8") MAIN("", "", ""), "done 0"},
    {"and the one behind it, which nobody was lent",
     JOBS WRITE_AT("%y = elem %x, 1 x 16") MAIN("", "", ""), "done 0 global-write@1"},
    {"or the one before it", JOBS WRITE_AT("%y = offset %x, -16") MAIN("", "", ""),
     "done 0 global-write@1"},
    {"the last bytes of its element, and the first ones after it",
     JOBS WRITE_AT("%z = field %x +12\nwrite i32 7, %z !2:1\n%y = field %x +14") MAIN("", "", ""),
     "done 0 global-write@1"},
    {"an index is of the outermost array",
     "type $i = int \"int\" 4\ntype $row = array $i x 4\ntype $rows = array $row x 4\n"
     "global @a : $rows\n" WRITE_AT("%y = elem %x, -1 x 4")
         MAIN("%in = elem %e1, 2 x 4\n%g = start @t(%in) !80:1\n%q = join %g !81:1\n", "", ""),
     "done 0 global-write@1"},
    {"a pointer to a member is to the whole object",
     JOBS WRITE_AT("%y = field %x +8")
         MAIN("%in = field %e1 +8\n%g = start @t(%in) !80:1\n%q = join %g !81:1\n", "", ""),
     "done 0"},
    {"the start of a static array of structs is element 0",
     JOBS WRITE_AT("%y = elem %x, 1 x 16")
         MAIN("%g = start @t(@a) !80:1\n%q = join %g !81:1\n", "", ""),
     "done 0 global-write@1"},
    {"and that of a static array of numbers is the array",
     "type $i = int \"int\" 4\ntype $n = array $i x 4\nglobal @a : $n\n" WRITE_AT(
         "%y = elem %x, 3 x 4") "define @main() -> i32 {\n%h = start @t(@a) !90:1\n"
                                "%r = join %h !91:1\nret 0\n}\n",
     "done 0"},
    {"an element of an array inside a struct is the whole object",
     "global @a size 64\n" WRITE_AT("%y = elem %x, 1 x 16")
         MAIN("%in = elem @a, 1 x 16 inarray\n%g = start @t(%in) !80:1\n%q = join %g !81:1\n"
              "%g2 = start @t(%in) !82:1\n%q2 = join %g2 !83:1\n",
              "", ""),
     "done 0 global-write@1"},
};

static const struct interp_case owners[] = {
    {"an element that another task was lent",
     JOBS "define @u(%x: ptr) -> ptr {\nret null\n}\n" WRITE_AT("%y = elem %x, 1 x 16")
         MAIN("%g = start @u(%e2) !80:1\n", "", "%q = join %g !81:1\n"),
     "done 0 foreign-access@1"},
    {"the same element to both of two tasks: the start is what is wrong",
     JOBS WRITE_AT("%y = move ptr %x")
         MAIN("", "%g = start @t(%e1) !80:1\n", "%q = join %g !81:1\n"),
     "done 0 double-send@80"},
    {"one after the other",
     JOBS WRITE_AT("%y = move ptr %x")
         MAIN("", "", "write i32 1, %e1 !70:1\n%g = start @t(%e1) !80:1\n%q = join %g !81:1\n"),
     "done 0"},
    {"main touches what it lent",
     JOBS WRITE_AT("%y = move ptr %x") MAIN("", "write i32 1, %f1 !70:1\n", ""),
     "done 0 use-after-send@70"},
    {"and what it did not lend",
     JOBS WRITE_AT("%y = move ptr %x") MAIN("", "write i32 1, %e2 !70:1\n", ""), "done 0"},
    {"a task names the array: nothing of it is lent",
     JOBS WRITE_AT("%y = move ptr %x\n%v = read i32 @a !2:1") MAIN("", "", ""),
     "done 0 global-write@1"},
    {"a task lends its element on, and writes it too early",
     JOBS "define @u(%x: ptr) -> ptr {\nwrite i32 3, %x !5:1\nret null\n}\n"
          "define @t(%x: ptr) -> ptr {\n%h = start @u(%x) !2:1\nwrite i32 1, %x !3:1\n"
          "%r = join %h !4:1\nwrite i32 1, %x !1:1\nret null\n}\n" MAIN("", "", ""),
     "done 0 use-after-send@3"},
    {"of an array of main's stack the rest stays main's",
     WRITE_AT("%y = elem %x, 1 x 16") "define @main() -> i32 {\n%a = stack 64\n%e1 = elem %a, 1 x "
                                      "16\n%h = start @t(%e1) !90:1\n"
                                      "write i32 1, %a !70:1\nwrite i32 1, %e1 !71:1\n%r = join %h "
                                      "!91:1\nwrite i32 1, %e1 !72:1\n"
                                      "ret 0\n}\n",
     "done 0 foreign-access@1 use-after-send@71"},
};

static const struct interp_case reached[] = {
    {"a heap object below a lent element is lent with it",
     JOBS WRITE_AT("%f = field %x +8\n%y = load ptr %f !2:1")
         MAIN("%o = alloc 4 !80:1\nstore ptr %o, %f1 !81:1\n", "", ""),
     "done 0"},
    {"also below an element that nobody was lent: it is global",
     JOBS WRITE_AT("%f = field %x +8\n%y = load ptr %f !2:1")
         MAIN("%o = alloc 4 !80:1\nstore ptr %o, %f1 !81:1\nstore ptr %o, %f2 !82:1\n", "", ""),
     "done 0 global-write@1"},
    {"below two that are lent: given twice",
     JOBS "define @u(%x: ptr) -> ptr {\nret null\n}\n" WRITE_AT(
         "%f = field %x +8\n%y = load ptr %f !2:1")
         MAIN("%o = alloc 4 !80:1\nstore ptr %o, %f1 !81:1\nstore ptr %o, %f2 !82:1\n"
              "%g = start @u(%e2) !83:1\n",
              "", "%q = join %g !84:1\n"),
     "done 0 foreign-access@1 double-send@90"},
    {"an element to which another one leads is lent all the same",
     JOBS WRITE_AT("%y = move ptr %x") MAIN("store ptr %e1, %f2 !81:1\n", "", ""), "done 0"},
    {"one to which another static object leads is not",
     "global @p size 8\n" JOBS WRITE_AT("%y = move ptr %x")
         MAIN("store ptr %e1, @p !81:1\n", "", ""),
     "done 0 global-write@1"},
    {"nor is one to which an element of another array leads",
     "type $bs = array $job x 2\nglobal @b : $bs\n" JOBS WRITE_AT("%y = move ptr %x")
         MAIN("%b0 = elem @b, 0 x 16\n%b1 = elem @b, 1 x 16\n%fb = field %b1 +8\n"
              "store ptr %e1, %fb !81:1\n%g = start @t(%b0) !82:1\n%q = join %g !83:1\n",
              "", ""),
     "done 0 global-write@1"},
    {"but a pointer to an element says nothing of its neighbours",
     "global @p size 8\n" JOBS WRITE_AT("%y = move ptr %x")
         MAIN("store ptr %e2, @p !81:1\n", "", ""),
     "done 0"},
    {"what an element leads to of its own array was not lent",
     JOBS WRITE_AT("%f = field %x +8\n%y = load ptr %f !2:1")
         MAIN("store ptr %e2, %f1 !81:1\n", "", ""),
     "done 0 global-write@1"},
};

static const struct interp_case main_writes[] = {
    {"main writes an element that the running task does not read",
     JOBS "define @t(%x: ptr) -> ptr {\n%v = read i32 %x !1:1\nret null\n}\n" MAIN(
         "", "write i32 1, %e2 !70:1\n", ""),
     "done 0"},
    {"one that it reads",
     JOBS "define @t(%x: ptr) -> ptr {\n%y = elem %x, 1 x 16\n"
          "%v = read i32 %y !1:1\nret null\n}\n" MAIN("", "write i32 1, %e2 !70:1\n", ""),
     "done 0 global-write@70"},
    {"several at once, of which it reads one",
     JOBS "define @t(%x: ptr) -> ptr {\n%y = elem %x, 1 x 16\n"
          "%v = read i32 %y !1:1\nret null\n}\n" MAIN("", "fill %e2, i8 0, 32 !70:1\n", ""),
     "done 0 global-write@70"},
};

CASES_TEST(denoted, 12)
CASES_TEST(owners, 12)
CASES_TEST(reached, 12)
CASES_TEST(main_writes, 12)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_denoted),
        cmocka_unit_test(test_owners),
        cmocka_unit_test(test_reached),
        cmocka_unit_test(test_main_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
