/* The verifier: one malformed module per rule, and the message that says so. Text where text can
 * say it; modules changed by hand where the builder and the parser would not let it happen. */
#include "rir/build.h"
#include "rir_util.h"

static void refused(const struct rir_module *m, const char *reason)
{
    char msg[300];
    if (rir_verify(m, msg, sizeof msg))
        fail_msg("accepted, expected: %s", reason);
    assert_has(msg, reason);
}

static void text_refused(const char *text, const char *reason)
{
    struct rir_module *m = parsed(text);
    refused(m, reason);
    rir_module_free(m);
}

struct malformed {
    const char *text, *reason;
};

static void all_refused(const struct malformed *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        text_refused(list[i].text, list[i].reason);
}

#define ALL(list) all_refused(list, sizeof(list) / sizeof *(list))

static void everything_is_accepted(void **state)
{
    (void)state;
    char *text = source_file("tests/unit/rir/all.rir");
    rir_module_free(verified(text));
    free(text);
}

/* ---- I8: no site never means private ---- */

static void every_operation_on_memory_needs_a_site(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "%r = load ptr %p",
        "store ptr %p, %p",
        "%r = read i8 %p",
        "write i8 1, %p",
        "copy %p, %p, 8",
        "fill %p, 0, 8",
        "%r = rmw add i32 %p, 1",
        "%r, %s = cas i32 %p, 1, 2",
        "valist %p",
        "%r = vaarg i32 %p",
        "call @f(%p)",
        "calli %p()",
        "opaque \"why\" ()",
        "%r = alloc 8",
        "free %p",
        "send %p, %p",
        "%r = receive %p",
        "freeze %p",
        "%r = start @f(%p)",
        "%r = join i64 5",
    };
    uint32_t needed = 0;
    for (uint8_t op = 0; op < RIR_OP_COUNT; op++)
        needed += rir_needs_site(op);
    assert_int_equal(needed, sizeof lines / sizeof *lines);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[200];
        snprintf(text, sizeof text, "define @f(%%p: ptr) {\n %s\n ret }", lines[i]);
        text_refused(text, ": it has no site");
        snprintf(text, sizeof text, "define @f(%%p: ptr) {\n %s !0:0\n ret }", lines[i]);
        rir_module_free(verified(text));
    }
}

static void messages_say_where(void **state)
{
    (void)state;
    text_refused("define @f(%p: ptr) {\n br next\nnext:\n %a = field %p +8\n free %a\n ret }",
                 "@f, block next, instruction 2 (free): it has no site");
}

static void sites_are_in_range(void **state)
{
    (void)state;
    struct rir_module *m = verified("define @f(%p: ptr) {\n free %p !1:1\n ret }");
    m->funcs.data[0].insns[0].site = 1;
    refused(m, "it has site 1 of 1");
    m->funcs.data[0].insns[0].site = 0;
    m->funcs.data[0].sites[0].kind = 99;
    refused(m, "site 0 is of unknown kind");
    rir_module_free(m);
}

/* ---- blocks ---- */

static void blocks_end_with_their_one_terminator(void **state)
{
    (void)state;
    static const struct malformed list[] = {
        {"define @f() { }", "@f: a definition has no blocks"},
        {"define @f() {\n %a = add i32 1, 2 }", "its block does not end with a terminator"},
        {"define @f() {\n ret\n ret }", "a terminator in the middle of a block"},
        {"define @f() {\n br b\nb:\n}", "block b is empty"},
        {"define @f() {\nentry:\n br entry }", "its first block has a predecessor"},
        {"define @f(%a: i32) {\n cond %a, x, y\nx:\n ret\ny:\n ret }", ""},
    };
    all_refused(list, sizeof list / sizeof *list - 1);
    struct rir_error err;
    const char *last = list[5].text; /* the parser knows that a condition is i1 */
    assert_null(rir_text_parse("t", last, strlen(last), &err));
}

static void blocks_divide_the_instructions(void **state)
{
    (void)state;
    struct rir_module *m = verified("define @f() {\n br b\nb:\n ret }");
    struct rir_func *f = &m->funcs.data[0];
    f->blocks[1].first = 0;
    refused(m, "block 1 does not follow the one before it");
    f->blocks[1].first = 1;
    f->blocks[1].count = 9;
    refused(m, "block 1 does not follow the one before it");
    f->blocks[1].count = 1;
    f->insns[1].block = 0;
    refused(m, "it says that it is in block 0");
    f->insns[1].block = 1;
    f->nblocks = 1;
    refused(m, "1 instructions are in no block");
    f->nblocks = 2;
    f->insns[0].blocks[0] = 7;
    refused(m, "it names block 7 of 2");
    f->insns[0].blocks[0] = 1;
    f->insns[0].nblocks = 0;
    refused(m, "it names 0 blocks");
    f->insns[0].nblocks = 1;
    f->insns[1].op = 200;
    refused(m, "unknown operation 200");
    rir_module_free(m);
}

/* ---- operands and results ---- */

static void operands_have_their_types(void **state)
{
    (void)state;
#define F(line) "define @f(%p: ptr, %i: i64, %n: i32, %d: f64, %c: i1) {\n " line "\n ret }"
    static const struct malformed list[] = {
        {F("%r = elem %p, %d x 4"), "operand 1 is f64, not an integer"},
        {F("%r = offset %p, %p"), "operand 1 is ptr, not an integer"},
        {F("%r = alloc %p !1:1"), "operand 0 is ptr, not an integer"},
        {F("copy %p, %p, %d !1:1"), "operand 2 is f64, not an integer"},
        {F("%r = elem %p, %i x -4"), "an element of -4 bytes"},
        {F("%r = stack -4"), "an object of -4 bytes"},
        {F("%r = select i32 %n, 1, 2"), "operand 0 is not i1"},
        {F("%r = add f64 %d, %d"), "add of f64"},
        {F("%r = fadd i32 %n, %n"), "fadd of i32"},
        {F("%r = add ptr %p, %p"), "add of ptr"},
        {F("%r = xchg i32 %n, %n"), "xchg is no operation on two values"},
        {F("%r = rmw mul i32 %p, %n !1:1"), "mul is no atomic operation"},
        {F("%r = rmw add ptr %p, %p !1:1"), "add of ptr"},
        {F("%r = trunc i64 %n"), "trunc of i32 to i64"},
        {F("%r = zext i32 %i"), "zext of i64 to i32"},
        {F("%r = sext i64 %d"), "sext of f64 to i64"},
        {F("%r = fptosi i64 %n"), "fptosi of i32 to i64"},
        {F("%r = uitofp f64 %d"), "uitofp of f64 to f64"},
        {F("%r = fpext f32 %d"), "fpext of f64 to f32"},
        {F("%r = fptrunc f64 f32 0"), "fptrunc of f32 to f64"},
        {F("%r = fneg i64 %i"), "operand and result are not the same float"},
        {F("%r = move i32 %p"), "64 bits moved to 32"},
        {F("%r = part i64 %n"), "a part of 64 bits of 32"},
        {F("%r = pack b128 %n, %n"), "8 bytes packed into 128 bits"},
        {F("%r = pack i64 %n, %n"), "8 bytes packed into 64 bits"},
        {F("%r = move i64 %p, %p"), "it has 2 operands, not 1"},
        {F("%r = cmp foeq i32 %n, %n"), "foeq does not compare operands of this type"},
        {F("%r = cmp slt f64 %d, %d"), "slt does not compare operands of this type"},
        {F("%r = cmp eq i32 %n, %n -> i32"), "its result is not i1"},
        {F("%r = start f64 @f(%p) !1:1"), "a handle is an integer or a pointer"},
        {F("opaque (%p) !1:1"), "it gives no reason"},
        {"define @f(%p: ptr) {\n ret %p }", "it returns 1 values, the function 0"},
        {F("%r = add i0 0, 0"), "an integer of no bits"},
        {F("%r = fadd f7 0, 0"), "a float of 7 bits"},
        {"define @f() -> i32 {\n ret }", "it returns 0 values, the function 1"},
        {"define @f() -> (i32, ptr) {\n ret 1 }", "it returns 1 values, the function 2"},
    };
    ALL(list);
}

/* What the parser sees already, because the text gives the types. */
static void operands_against_their_types(void **state)
{
    (void)state;
    struct rir_module *m = verified(F("%r = add i32 %n, 1"));
    struct rir_func *f = &m->funcs.data[0];
    struct rir_insn *in = &f->insns[0];
    uint32_t n = in->args[0];
    in->args[0] = 0;
    refused(m, "operands and result differ in type");
    in->op = RIR_FREE;
    refused(m, "it has 2 operands, not 1");
    in->op = RIR_CAS;
    refused(m, "operand 2 is missing");
    in->op = RIR_BIN;
    in->args[0] = 99;
    refused(m, "operand 0 is value 99 of");
    in->args[0] = n;
    in->flags = 0x8000;
    refused(m, "unknown flags");
    in->flags = 0;
    in->src = 3;
    refused(m, "src: source type $3 of 0");
    in->src = RIR_NONE;
    in->sub = 200;
    refused(m, "? is no operation on two values");
    in->sub = RIR_B_ADD;
    assert_verifies(m);
    rir_module_free(m);
}

/* The second operand, the result or a number of an operation, changed to one of another type. */
static void operations_against_their_operands(void **state)
{
    (void)state;
    struct rir_module *m =
        verified(F("%a = rmw add i32 %p, %n !1:1\n %b, %ok = cas i32 %p, %n, %n !1:1\n"
                   " %e = cmp eq i32 %n, %n\n %s = select i32 %c, %n, %n\n"
                   " %h = start @f(%p) !1:1"));
    struct rir_func *f = &m->funcs.data[0];
    struct rir_insn *rmw = &f->insns[0], *cas = &f->insns[1], *cmp = &f->insns[2],
                    *select = &f->insns[3], *start = &f->insns[4];
    uint32_t n = cmp->args[0], wide = f->params[1].value;
    rmw->args[1] = wide;
    refused(m, "(rmw): operand and result differ in type");
    rmw->args[1] = n;
    cas->args[2] = wide;
    refused(m, "(cas): operands and result differ in type");
    cas->args[2] = n;
    f->values[cas->result + 1].type.bits = 8;
    refused(m, "(cas): its second result is not i1");
    f->values[cas->result + 1].type.bits = 1;
    cmp->args[1] = wide;
    refused(m, "(cmp): operands differ in type");
    cmp->args[1] = n;
    cmp->sub = 200;
    refused(m, "(cmp): unknown predicate 200");
    cmp->sub = RIR_P_EQ;
    select->args[2] = wide;
    refused(m, "(select): operands and result differ in type");
    select->args[2] = n;
    start->ref = 7;
    refused(m, "(start): it starts function 7 of 1");
    start->ref = 0;
    assert_verifies(m);
    start->args = NULL;
    refused(m, "(start): a table of it is missing");
    rir_module_free(m);
}

static void conversions_are_known(void **state)
{
    (void)state;
    struct rir_module *m = verified(F("%r = zext i64 %n"));
    m->funcs.data[0].insns[0].sub = 200;
    refused(m, "(un): unknown operation 200");
    rir_module_free(m);
}

static void tables_of_an_instruction_are_there(void **state)
{
    (void)state;
    struct rir_module *m =
        verified("define @f(%n: i32) {\n switch %n, x [1: y]\nx:\n ret\ny:\n ret }");
    struct rir_insn *in = &m->funcs.data[0].insns[0], whole = *in;
    in->blocks = NULL;
    refused(m, "a table of it is missing");
    *in = whole;
    in->cases = NULL;
    refused(m, "a table of it is missing");
    *in = whole;
    assert_verifies(m);
    rir_module_free(m);
}

static void returns_have_the_results_of_the_function(void **state)
{
    (void)state;
    struct rir_module *m = verified("define @f(%n: i32, %i: i64) -> i32 {\n ret %n }");
    struct rir_func *f = &m->funcs.data[0];
    f->insns[0].args[0] = f->params[1].value;
    refused(m, "value 0 is not of the function's result type");
    f->insns[0].nargs = 0;
    refused(m, "it returns 0 values, the function 1");
    rir_module_free(m);
}

static void results_are_what_instructions_define(void **state)
{
    (void)state;
    struct rir_module *m = verified(F("%r = add i32 %n, 1\n %s = add i32 %r, 2"));
    struct rir_func *f = &m->funcs.data[0];
    uint32_t first = f->insns[0].result, second = f->insns[1].result;
    f->insns[1].result = first;
    refused(m, "is no result of the instruction that it names");
    f->insns[1].result = 1000;
    refused(m, "is no result of the instruction that it names");
    f->values[second].kind = RIR_V_UNDEF;
    refused(m, "its results are values 1000..");
    f->insns[1].nresults = 0;
    refused(m, "it has a result but defines none");
    f->insns[1].result = second;
    f->insns[1].nresults = 1;
    refused(m, "result 0 is not defined by it");
    f->values[second].kind = RIR_V_INSN;
    f->values[second].ref = 55;
    refused(m, "is defined by instruction 55 of 3");
    rir_module_free(m);
}

static void loads_and_reads_by_width(void **state)
{
    (void)state;
    static const struct malformed list[] = {
        {F("%r = load i32 %p !1:1"), "i32 cannot be a pointer: use read"},
        {F("%r = load f64 %p !1:1"), "f64 cannot be a pointer: use read"},
        {F("%r = read i64 %p !1:1"), "i64 may be a pointer: use load"},
        {F("%r = read ptr %p !1:1"), "ptr may be a pointer: use load"},
        {F("%r = read b64 %p !1:1"), "b64 may be a pointer: use load"},
        {F("store i32 %n, %p !1:1"), "i32 cannot be a pointer: use write"},
        {F("write i64 %i, %p !1:1"), "i64 may be a pointer: use store"},
        {"target ptr 32\n define @f(%p: ptr) {\n %r = read i32 %p !1:1\n ret }",
         "i32 may be a pointer: use load"},
    };
    ALL(list);
}

static void members(void **state)
{
    (void)state;
    static const struct malformed list[] = {
        {"type $i = int 4\n" F("%r = field %p +0 $i.0"), "type $0 is no struct or union"},
        {"type $s = struct 4 { }\n" F("%r = field %p +0 $s.0"), "it names member 0 of 0"},
    };
    ALL(list);
    struct rir_module *m = verified("type $s = struct 4 { }\n" F("%r = field %p +0 $s"));
    m->funcs.data[0].insns[0].ref = 5;
    refused(m, "its type: source type $5 of 1");
    m->funcs.data[0].insns[0].ref = RIR_NONE;
    m->funcs.data[0].insns[0].field = 0;
    refused(m, "it names a member but no type");
    rir_module_free(m);
}

static void c_positions(void **state)
{
    (void)state;
    static const struct malformed list[] = {
        {F("call @f(2: %p, 1: %p) !1:1"), "C position 1 comes after 2"},
        {F("call @f(0: %p) !1:1"), "operand 0 has C position 0 but is not sret"},
        {F("call @f(sret 2: %p) !1:1"), "operand 0 has C position 2 but is sret"},
        {F("call @f(sret %p, sret %p) !1:1"), "two operands are sret"},
        {"declare @g(2: ptr, 1: ptr)", "C position 1 comes after 2"},
        {"declare @g(ptr, ptr) cparams 1", "parameter 1 has C position 2 of 1"},
    };
    ALL(list);
    struct rir_module *m = verified(F("call @f(byval %p, 2: %p) !1:1"));
    m->funcs.data[0].insns[0].pos[1].flags = 0x80;
    refused(m, "operand 1 has unknown flags");
    m->funcs.data[0].insns[0].pos = NULL;
    m->funcs.data[0].insns[0].ref = 9;
    refused(m, "it calls function 9 of 1");
    rir_module_free(m);
}

/* ---- control flow ---- */

static void definitions_dominate_uses(void **state)
{
    (void)state;
    static const struct malformed list[] = {
        {"define @f() -> i32 {\n %a = add i32 %b, 1\n %b = add i32 1, 1\n ret %a }",
         "operand 0 is used where it may not be defined yet"},
        {"define @f() -> i32 {\n %a = add i32 %a, 1\n ret %a }",
         "operand 0 is used where it may not be defined yet"},
        {"define @f(%c: i1) -> i32 {\n cond %c, x, y\nx:\n %a = add i32 1, 1\n br y\n"
         "y:\n ret %a }",
         "block y, instruction 3 (ret): operand 0 is used where"},
        {"define @f(%c: i1) -> i32 {\n br x\nx:\n %p = phi i32 [entry: %a], [x: 2]\n"
         " %a = add i32 1, 1\n cond %c, x, y\ny:\n ret %p }",
         "operand 0 is used where"},
        {"define @f(%c: i1) -> i32 {\n br x\nx:\n ret %a\ny:\n %a = add i32 1, 1\n ret %a }",
         "operand 0 is used where"}, /* defined where control never comes */
    };
    ALL(list);
    rir_module_free(
        verified(/* what is not reached may use anything; loops carry values round */
                 "define @f(%c: i1) -> i32 {\n br x\nx:\n %p = phi i32 [entry: 0], [y: %n]\n"
                 " cond %c, y, z\ny:\n %n = add i32 %p, 1\n br x\nz:\n ret %p\n"
                 "dead:\n %q = add i32 %n, %p\n ret %q }"));
}

/* Against the definition of dominance: a block dominates another if removing it cuts the other off.
 */
enum { NODES = 9 };

static bool reaches(const bool edge[NODES][NODES], int without, int target)
{
    bool seen[NODES] = {false};
    int stack[NODES], depth = 0;
    if (without == 0)
        return false;
    stack[depth++] = 0;
    seen[0] = true;
    while (depth > 0) {
        int at = stack[--depth];
        if (at == target)
            return true;
        for (int to = 0; to < NODES; to++)
            if (edge[at][to] && to != without && !seen[to]) {
                seen[to] = true;
                stack[depth++] = to;
            }
    }
    return false;
}

static void random_graph(uint64_t *seed, bool edge[NODES][NODES], char *text, int def, int use)
{
    int n = sprintf(text, "define @f(%%c: i1) {\n");
    memset(edge, 0, sizeof(bool) * NODES * NODES);
    for (int i = 0; i < NODES; i++) {
        *seed = *seed * 6364136223846793005u + 1442695040888963407u;
        int a = 1 + (int)(*seed >> 40) % (NODES - 1), b = 1 + (int)(*seed >> 50) % (NODES - 1);
        n += sprintf(text + n, "n%d:\n", i);
        if (i == use)
            n += sprintf(text + n, " %%u = add i32 %%d, 1\n");
        if (i == def)
            n += sprintf(text + n, " %%d = add i32 1, 1\n");
        if ((*seed >> 60) < 4) {
            n += sprintf(text + n, " ret\n");
            continue;
        }
        n += sprintf(text + n, " cond %%c, n%d, n%d\n", a, b);
        edge[i][a] = edge[i][b] = true;
    }
    sprintf(text + n, "}\n");
}

static void dominance_by_its_definition(void **state)
{
    (void)state;
    uint64_t seed = 7;
    int accepted = 0, denied = 0;
    for (int round = 0; round < 3000; round++) {
        bool edge[NODES][NODES];
        char text[2000], msg[300];
        int def = round % NODES, use = round / NODES % NODES;
        random_graph(&seed, edge, text, def, use);
        struct rir_module *m = parsed(text);
        bool reached = reaches(edge, -1, use);
        bool dominates = def != use && !reaches(edge, def, use);
        bool ok = rir_verify(m, msg, sizeof msg);
        if (ok != (!reached || dominates))
            fail_msg("%s\n%s", ok ? "accepted" : msg, text);
        accepted += ok && reached;
        denied += !ok;
        rir_module_free(m);
    }
    assert_true(accepted > 50 && denied > 50);
}

static void phis_match_predecessors(void **state)
{
    (void)state;
    static const struct malformed list[] = {
        {"define @f(%c: i1) {\n cond %c, x, y\nx:\n br y\ny:\n %p = phi i32 [entry: 1]\n ret }",
         "no value comes from block 1, a predecessor"},
        {"define @f(%c: i1) {\n br y\nx:\n ret\ny:\n %p = phi i32 [entry: 1], [x: 2]\n ret }",
         "a value comes from block 1, which is no predecessor"},
        {"define @f(%c: i1) {\n cond %c, y, y\ny:\n %p = phi i32 [entry: 1], [entry: 2]\n ret }",
         "two different values come from block 0"},
        {"define @f() {\n br y\ny:\n %a = add i32 1, 1\n %p = phi i32 [entry: 1]\n ret }",
         "a phi after other instructions"},
        {"define @f() {\n br y\ny:\n %p = phi i32\n ret }", "operand 0 is missing"},
    };
    ALL(list);
    rir_module_free(verified("define @f(%c: i1) {\n cond %c, y, y\ny:\n"
                             " %p = phi i32 [entry: 1], [entry: 1]\n %q = phi i32 [entry: 1]\n"
                             " ret }"));
    struct rir_module *m = verified("define @f() {\n br y\ny:\n %p = phi i32 [entry: 1]\n ret }");
    m->funcs.data[0].insns[1].nblocks = 0;
    refused(m, "it names 0 blocks");
    rir_module_free(m);
    m = verified("define @f(%c: i1, %w: i64) {\n cond %c, x, y\nx:\n br y\ny:\n"
                 " %p = phi i32 [entry: 1], [x: 2]\n ret }");
    struct rir_func *f = &m->funcs.data[0];
    struct rir_insn *phi = &f->insns[2];
    phi->nargs = 1;
    refused(m, "1 operands for 2 blocks");
    phi->nargs = 2;
    phi->args[1] = f->params[1].value;
    refused(m, "operand 1 and result differ in type");
    rir_module_free(m);
}

/* ---- values ---- */

static void values_fit_their_kind(void **state)
{
    (void)state;
    struct rir_module *m = verified("global @g size 4\n define @f(%p: ptr) -> ptr {\n"
                                    " %a = add i32 5, 6\n ret @g }");
    struct rir_func *f = &m->funcs.data[0];
    uint32_t at = f->insns[1].args[0], five = f->insns[0].args[0];
    f->values[at].ref = 4;
    refused(m, "refers to global 4 of 1");
    f->values[at].kind = RIR_V_FUNC;
    refused(m, "refers to function 4 of 1");
    f->values[at].type = (struct rir_scalar){32, RIR_INT};
    refused(m, "is the address of a symbol but no pointer");
    f->values[at].kind = RIR_V_UNKNOWN;
    refused(m, "is unknown without a reason");
    f->values[at].kind = RIR_V_PARAM;
    refused(m, "is no parameter");
    f->values[at].kind = 77;
    refused(m, "is of unknown kind 77");
    f->values[at] = f->values[0];
    refused(m, "is no parameter"); /* the parameter has another value */
    f->values[at] = f->values[five];
    f->values[at].imm = INT64_C(0x80000000);
    refused(m, "is not a sign-extended i32");
    f->values[at].imm = 0;
    f->values[at].type = (struct rir_scalar){32, RIR_PTR};
    refused(m, "a pointer of 32 bits, not 64");
    f->values[at].type.cls = 9;
    refused(m, "unknown machine type 9");
    f->values[at].type = f->values[0].type;
    f->values[at].src = 8;
    refused(m, "a value: source type $8 of 0");
    f->values[at].src = RIR_NONE;
    f->params[0].value = five;
    refused(m, "value 0 is no parameter");
    f->values[0] = f->values[five];
    refused(m, "parameter 0 has no value"); /* a number is none */
    f->params[0].value = 999;
    refused(m, "parameter 0 has no value");
    f->values[0] =
        (struct rir_value){.kind = RIR_V_PARAM, .type = {64, RIR_PTR}, .ref = 0, .src = RIR_NONE};
    f->params[0].value = 0;
    f->params[0].type = (struct rir_scalar){32, RIR_INT};
    refused(m, "parameter 0 and its value differ in type");
    f->params[0].type = f->values[0].type;
    assert_verifies(m);
    f->values = NULL;
    refused(m, "a table of the function is missing");
    rir_module_free(m);
}

/* ---- module level ---- */

static void symbols_and_globals(void **state)
{
    (void)state;
    static const struct malformed list[] = {
        {"global @g size 8 decl data \"x\"", "@g: a declaration has an initialiser"},
        {"global @g size 8 decl init { 0: @g }", "@g: a declaration has an initialiser"},
        {"global @g size 2 data \"xyz\"", "@g: 3 bytes of data for 2 bytes"},
        {"global @g size 12 init { 5: @g }",
         "@g: its initialiser has a pointer at byte 5, beyond its 12 bytes"},
        {"global @g size 8 init { 0xffffffffffffffff: @g }", "beyond its 8 bytes"},
        {"declare @f() common", "@f: unknown linkage or flags"},
        {"declare @f() ifunc", "@f: an ifunc names no resolver"},
        {"target ptr 63", "pointers of 63 bits"},
        {"target ptr 0", "pointers of 0 bits"},
    };
    ALL(list);
    struct rir_module *m = verified("global @g size 8 init { 0: @f }\n declare @f()");
    m->globals.data[0].init[0].target = 3;
    refused(m, "@g: its initialiser refers to symbol 3 of 1");
    m->globals.data[0].init = NULL;
    refused(m, "@g: its initialiser is missing");
    m->globals.data[0].ninit = 0;
    m->globals.data[0].flags |= 1u << 20;
    refused(m, "@g: unknown linkage or flags");
    m->globals.data[0].flags = 0;
    m->globals.data[0].type = 2;
    refused(m, "@g: source type $2 of 0");
    m->globals.data[0].type = RIR_NONE;
    m->funcs.data[0].name = m->globals.data[0].name;
    refused(m, "two symbols have the name @g");
    m->funcs.data[0].name = NULL;
    refused(m, "a symbol has no name");
    rir_module_free(m);
}

static void heads_of_functions(void **state)
{
    (void)state;
    struct rir_module *m = verified("declare @f(i32) -> i32");
    struct rir_func *f = &m->funcs.data[0];
    f->nblocks = 1;
    refused(m, "@f: a declaration has a body");
    f->nblocks = 0;
    f->flags = 1u << 30;
    refused(m, "@f: unknown linkage or flags");
    f->flags = 0;
    f->type = 1;
    refused(m, "@f: its type: source type $1 of 0");
    f->type = RIR_NONE;
    f->params[0].src = 1;
    refused(m, "@f: a parameter: source type $1 of 0");
    f->params[0].src = RIR_NONE;
    f->results[0].cls = 7;
    refused(m, "@f: unknown machine type 7");
    f->results = NULL;
    refused(m, "@f: its results are missing");
    f->params = NULL;
    refused(m, "@f: its parameters are missing");
    rir_module_free(m);
}

static void annotations(void **state)
{
    (void)state;
    static const struct malformed list[] = {
        {"declare @f(ptr) ann sends(2)", "@f: fbp.sends has position 2 of 1 parameters"},
        {"declare @f(ptr) ann sends(0)", "@f: fbp.sends has position 0"},
        {"declare @f(ptr) ann spawns(1, 2)", "@f: fbp.spawns has position 2 of 1"},
        {"declare @f(ptr) ann sends_if(1, \"always\")", "@f: fbp.sends_if needs a condition"},
        {"declare @f() ann channel", "@f: fbp.channel is not an annotation of functions"},
        {"declare @f() ann shared(\"why\")", "@f: fbp.shared is not an annotation of functions"},
    };
    ALL(list);
    rir_module_free(verified("declare @f(ptr, ...) ann sends(9) ann spawns(1, 0)"));
    struct rir_module *m = verified("declare @f(ptr) ann sends(1) ann trusted(\"why\")");
    m->funcs.data[0].anns[0].when = RIR_ZERO;
    refused(m, "fbp.sends takes no condition");
    m->funcs.data[0].anns[0].when = 50;
    refused(m, "fbp.sends has an unknown condition");
    m->funcs.data[0].anns[0].when = RIR_ALWAYS;
    m->funcs.data[0].anns[1].text = NULL;
    refused(m, "fbp.trusted needs a text");
    m->funcs.data[0].anns[1].kind = RIR_ANN_COUNT;
    refused(m, "? is not an annotation of functions");
    rir_module_free(m);
}

static void types(void **state)
{
    (void)state;
    static const struct malformed list[] = {
        {"type $a = typedef \"a\" $b\n type $b = typedef \"b\" $a", "contains itself"},
        {"type $a = array $a x 2", "type $0 contains itself"},
        {"type $s = struct \"s\" 8 { $t @0 }\n type $t = array $s x 1", "contains itself"},
    };
    ALL(list);
    rir_module_free(verified("type $s = struct \"s\" 8 { $p @0, $p @0 }\n type $p = ptr $t\n"
                             "type $t = typedef \"t\" $s"));
    struct rir_module *m = verified("type $i = int 4\n type $s = struct 4 { $i }");
    struct rir_type *t = m->types.data;
    t[1].fields[0].type = 9;
    refused(m, "type $1: member 0 is of type $9 of 2");
    t[1].fields[0].type = 0;
    t[1].fields[0].flags = 8;
    refused(m, "type $1: member 0 has unknown flags");
    t[1].fields[0].flags = 0;
    t[0].elem = 2;
    refused(m, "type $0 refers to type $2 of 2");
    t[0].elem = RIR_NONE;
    t[0].kind = 70;
    refused(m, "type $0: unknown kind or flags");
    t[0].kind = RIR_T_INT;
    t[0].nfields = 1;
    refused(m, "type $0: its members are missing");
    t[0].fields = t[1].fields;
    refused(m, "type $0 has members but is no struct, union or function");
    rir_module_free(m);
}

/* A long chain must not use up the stack. */
static void deep_types(void **state)
{
    (void)state;
    struct rir_module *m = rir_module_new("deep", 64);
    for (uint32_t i = 0; i < 300000; i++)
        rir_add_type(m, &(struct rir_type){.kind = RIR_T_TYPEDEF, .elem = i + 1});
    rir_add_type(m, &(struct rir_type){.kind = RIR_T_INT, .elem = RIR_NONE, .size = 4});
    assert_verifies(m);
    assert_int_equal(rir_type_size(m, 0), 4);
    m->types.data[300000] = m->types.data[0];
    refused(m, "contains itself");
    assert_int_equal(rir_type_strip(m, 0), RIR_NONE); /* ends all the same */
    rir_module_free(m);
}

/* ... nor a long function. */
static void deep_control_flow(void **state)
{
    (void)state;
    struct rir_module *m = rir_module_new("deep", 64);
    uint32_t index = rir_add_func(m, &(struct rir_func){.name = "f", .type = RIR_NONE});
    struct rir_builder *b = rir_build_start(m, index);
    enum { N = 100000 };
    for (uint32_t i = 0; i < N; i++)
        rir_build_block(b, NULL);
    for (uint32_t i = 0; i < N; i++) {
        uint32_t to[] = {i + 1};
        struct rir_insn in = {.op = i + 1 < N ? RIR_BR : RIR_RET, .ref = RIR_NONE};
        in.site = in.src = in.field = RIR_NONE;
        in.blocks = to;
        in.nblocks = i + 1 < N;
        rir_build_at(b, i);
        rir_build_insn(b, &in, NULL);
    }
    rir_build_finish(b);
    assert_verifies(m);
    rir_module_free(m);
}

static void short_messages_are_cut(void **state)
{
    (void)state;
    struct rir_module *m = parsed("define @function(%p: ptr) {\n free %p\n ret }");
    char msg[64];
    for (size_t n = 1; n < sizeof msg; n++) {
        memset(msg, 'x', sizeof msg);
        assert_false(rir_verify(m, msg, n));
        assert_true(strlen(msg) < n);
        assert_true(msg[n] == 'x');
    }
    rir_module_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_accepted),
        cmocka_unit_test(every_operation_on_memory_needs_a_site),
        cmocka_unit_test(messages_say_where),
        cmocka_unit_test(sites_are_in_range),
        cmocka_unit_test(blocks_end_with_their_one_terminator),
        cmocka_unit_test(blocks_divide_the_instructions),
        cmocka_unit_test(operands_have_their_types),
        cmocka_unit_test(operands_against_their_types),
        cmocka_unit_test(operations_against_their_operands),
        cmocka_unit_test(conversions_are_known),
        cmocka_unit_test(tables_of_an_instruction_are_there),
        cmocka_unit_test(returns_have_the_results_of_the_function),
        cmocka_unit_test(results_are_what_instructions_define),
        cmocka_unit_test(loads_and_reads_by_width),
        cmocka_unit_test(members),
        cmocka_unit_test(c_positions),
        cmocka_unit_test(definitions_dominate_uses),
        cmocka_unit_test(dominance_by_its_definition),
        cmocka_unit_test(phis_match_predecessors),
        cmocka_unit_test(values_fit_their_kind),
        cmocka_unit_test(symbols_and_globals),
        cmocka_unit_test(heads_of_functions),
        cmocka_unit_test(annotations),
        cmocka_unit_test(types),
        cmocka_unit_test(deep_types),
        cmocka_unit_test(deep_control_flow),
        cmocka_unit_test(short_messages_are_cut),
    };
    return cmocka_run_group_tests_name("rir/verify", tests, NULL, NULL);
}
