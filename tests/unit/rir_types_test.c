/* Source types: sizes, flags of the type and of what lies at an offset, paths. */
#include "rir_util.h"

static const char types[] =
    "type $int = int \"int\" 4\n"                                                          /* 0 */
    "type $lock = typedef \"lock_t\" $int channel\n"                                       /* 1 */
    "type $job = struct \"job\" 16 { a $int @0, m $lock @4, hits $int @8 shared \"w\" }\n" /* 2 */
    "type $jobs = array $job x 3\n"                                                        /* 3 */
    "type $cjob = typedef $job const\n"                                                    /* 4 */
    "type $pool = struct \"pool\" 80 { n $int @0, jobs $jobs @16, $u @64, tail $flex @72 }\n" /* 5
                                                                                               */
    "type $u = union 8 { i $int, l $lock, s $pair }\n"                                  /* 6 */
    "type $pair = struct 8 { x $lock @0, y $int @4 }\n"                                 /* 7 */
    "type $flex = array $job\n"                                                         /* 8 */
    "type $queue = typedef \"queue\" $cjob channel\n"                                   /* 9 */
    "type $bits = struct \"bits\" 8 { a $int @0, b $int @0, c $int @2 shared \"w\" }\n" /* 10 */
    "type $p = ptr $queue\n";                                                           /* 11 */

enum { INT, LOCK, JOB, JOBS, CJOB, POOL, U, PAIR, FLEX, QUEUE, BITS, P };

static void sizes(void **state)
{
    (void)state;
    struct rir_module *m = verified(types);
    assert_int_equal(rir_type_size(m, QUEUE), 16);
    assert_int_equal(rir_type_size(m, JOBS), 48);
    assert_int_equal(rir_type_size(m, FLEX), 0);
    assert_int_equal(rir_type_size(m, P), 8);
    assert_int_equal(rir_type_size(m, RIR_NONE), 0);
    m->types.data[JOBS].size = 0; /* not given: that of its elements */
    assert_int_equal(rir_type_size(m, JOBS), 48);
    rir_module_free(m);
}

static void flags(void **state)
{
    (void)state;
    struct rir_module *m = verified(types);
    assert_int_equal(rir_type_strip(m, QUEUE), JOB);
    assert_int_equal(rir_type_strip(m, RIR_NONE), RIR_NONE);
    assert_int_equal(rir_type_flags(m, QUEUE), RIR_TYPE_CHANNEL | RIR_TYPE_CONST);
    assert_int_equal(rir_type_flags(m, CJOB), RIR_TYPE_CONST);
    assert_int_equal(rir_type_flags(m, P), 0); /* a pointer to a channel is no channel */
    assert_int_equal(rir_type_flags(m, RIR_NONE), 0);
    rir_module_free(m);
}

static void flags_at_an_offset(void **state)
{
    (void)state;
    static const struct {
        uint32_t type;
        uint64_t offset;
        uint32_t flags;
    } list[] = {
        {LOCK, 0, RIR_FIELD_CHANNEL},
        {QUEUE, 3, RIR_FIELD_CHANNEL},
        {JOB, 0, 0},
        {JOB, 4, RIR_FIELD_CHANNEL},
        {JOB, 7, RIR_FIELD_CHANNEL},
        {JOB, 8, RIR_FIELD_SHARED},
        {JOB, 12, 0},   /* padding */
        {JOB, 1000, 0}, /* outside */
        {JOBS, 36, RIR_FIELD_CHANNEL},
        {POOL, 0, 0},
        {POOL, 16 + 16 + 4, RIR_FIELD_CHANNEL},
        {POOL, 16 + 32 + 8, RIR_FIELD_SHARED},
        {POOL, 64, 0},                           /* not all members of the union agree */
        {POOL, 68, 0},                           /* y */
        {POOL, 72 + 160 + 4, RIR_FIELD_CHANNEL}, /* in the flexible array */
        {PAIR, 0, RIR_FIELD_CHANNEL},
        {BITS, 0, 0},
        {BITS, 2, RIR_FIELD_SHARED},
        {P, 0, 0},
        {RIR_NONE, 0, 0},
    };
    struct rir_module *m = verified(types);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        uint32_t found = rir_type_flags_at(m, list[i].type, list[i].offset);
        if (found != list[i].flags)
            fail_msg("type %u at %llu: %u instead of %u", list[i].type,
                     (unsigned long long)list[i].offset, found, list[i].flags);
    }
    m->types.data[U].fields[0].flags = RIR_FIELD_CHANNEL;
    assert_int_equal(rir_type_flags_at(m, U, 0), RIR_FIELD_CHANNEL); /* now they agree */
    rir_module_free(m);
}

static void paths(void **state)
{
    (void)state;
    static const struct {
        uint32_t type;
        struct rir_place at;
        const char *path;
    } list[] = {
        {INT, {0, 1, 0}, NULL},
        {P, {0, 1, 0}, NULL},
        {RIR_NONE, {0, 1, 0}, NULL},
        {JOB, {0, 1, 0}, "a"},
        {QUEUE, {8, 1, 0}, "hits"},
        {JOB, {10, 1, 0}, "hits"},
        {JOB, {12, 1, 0}, NULL},
        {JOBS, {24, 1, 0}, "[].hits"},
        {POOL, {16, 1, 0}, "jobs[].a"},
        {POOL, {16 + 20, 1, 0}, "jobs[].m"},
        {POOL, {64, 1, 0}, "i"}, /* an anonymous union */
        {POOL, {68, 1, 0}, "s.y"},
        {POOL, {72 + 24, 1, 0}, "tail[].hits"},
        {BITS, {3, 1, 0}, "c"},
        /* more bytes than the first member has, up to the whole */
        {JOB, {0, 4, 0}, "a"},
        {JOB, {0, 8, 0}, NULL},
        {JOBS, {16, 16, 0}, "[]"},
        {JOBS, {16, 17, 0}, NULL},
        {POOL, {16, 48, 0}, "jobs"},
        /* nobody knows how many */
        {JOB, {0, 0, 0}, NULL},
        {JOB, {8, 0, 0}, "hits"},
        {JOBS, {0, 0, 0}, NULL},
        {POOL, {16, 0, 0}, "jobs"},
        /* one of several places */
        {JOB, {0, 4, 4}, NULL},
        {JOBS, {8, 4, 16}, "[].hits"},
        {JOBS, {8, 4, 32}, "[].hits"},
        {JOBS, {8, 4, 24}, "[]"},
        {POOL, {0, 4, 16}, NULL},
    };
    struct arena a = {0};
    struct rir_module *m = verified(types);
    m->types.data[U].fields[2].name = "s";
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        struct rir_place at = list[i].at;
        const char *path = rir_type_path_at(m, list[i].type, at, &a);
        if ((path == NULL) != (list[i].path == NULL) ||
            (path != NULL && strcmp(path, list[i].path) != 0))
            fail_msg("type %u at %llu, %llu bytes, stride %llu: %s", list[i].type,
                     (unsigned long long)at.offset, (unsigned long long)at.size,
                     (unsigned long long)at.stride, path == NULL ? "none" : path);
    }
    arena_free(&a);
    rir_module_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes),
        cmocka_unit_test(flags),
        cmocka_unit_test(flags_at_an_offset),
        cmocka_unit_test(paths),
    };
    return cmocka_run_group_tests_name("rir/types", tests, NULL, NULL);
}
