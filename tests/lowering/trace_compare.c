/* trace-compare PROGRAM RIR...: runs a lowered program in the interpreter, and PROGRAM, which is
 * the same natively and tells its accesses (native/), and compares them: status, output, and the
 * accesses of all threads, one by one. Both take the same schedule.
 *
 * Two accesses are the same if thread, function, site, direction and size agree, their values where
 * both are numbers, and if the native address lies as far inside the native object as the
 * interpreter's inside its own: each interpreted object must have one native base address. What
 * library functions do inside is left out.
 *
 * A number may depend on where objects lie, on a thread's handle or on memory that nobody has
 * written. Which ones do is found by interpreting twice, with all of these different: where the two
 * runs differ, the native value may be any, but the same word of eight bytes must always stand for
 * the same. If they differ in what is accessed the program cannot be compared.
 *
 * A program that crashes where it writes to a constant, or to what is no object any more, is
 * compared up to there, one that does not end up to the last access that was told. Status: 0 the
 * same, and their number is printed; 97 the interpreter cannot run it, 98 they differ, 99 bad
 * usage; with one line that says why. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/map.h"
#include "base/vec.h"
#include "native/native.h"
#include "rir/binary.h"
#include "rir/interp.h"
#include "rir/link.h"
#include "rir/verify.h"

enum {
    CANNOT_RUN = 97,
    DIFFERENT = 98,
    BROKEN = 99,
    MAX_UNITS = 16,
    MAX_ACCESSES = 70000,
    SECONDS = 5
};

struct access {
    uint32_t task, site;
    const char *function, *source; /* source: its name before linking, if that is another */
    bool write, has_value;
    uint64_t address, size, value; /* address: of an interpreted access, the offset in its object */
    uint64_t object;
    struct rir_pos pos;
};

struct trace {
    const struct rir_module *m;
    VEC(struct access) list;
};

static _Noreturn void broken(const char *what, const char *why)
{
    fprintf(stderr, "trace-compare: %s: %s\n", what, why);
    exit(BROKEN);
}

/* ---- reading ---- */

static unsigned char *read_file(const char *path, size_t *size)
{
    FILE *in = fopen(path, "rb");
    size_t cap = 1u << 25;
    unsigned char *data = malloc(cap);
    if (in == NULL || data == NULL)
        broken(path, "cannot be read");
    *size = fread(data, 1, cap, in);
    fclose(in);
    return data;
}

static struct rir_module *read_unit(const char *path)
{
    struct rir_error error = {0};
    size_t size, used;
    unsigned char *data = read_file(path, &size);
    struct rir_module *unit = rir_binary_read(data, size, &used, &error);
    free(data);
    if (unit == NULL)
        broken(path, error.text);
    return unit;
}

static struct rir_module *read_program(char **paths, uint32_t n)
{
    struct rir_module *units[MAX_UNITS];
    char why[300];
    if (n > MAX_UNITS)
        broken(paths[0], "too many units");
    for (uint32_t i = 0; i < n; i++)
        units[i] = read_unit(paths[i]);
    struct rir_module *program = rir_link("program", units, NULL, n, NULL, NULL);
    for (uint32_t i = 0; i < n; i++)
        rir_module_free(units[i]);
    if (!rir_verify(program, why, sizeof why))
        broken(paths[0], why);
    return program;
}

/* The mapping in which the program told its accesses: lines, then zeros. */
static void read_native(const char *path, struct trace *t, struct arena *arena)
{
    char line[512], function[256], rw, number[32];
    FILE *in = fopen(path, "r");
    if (in == NULL)
        broken(path, "cannot be read");
    while (fgets(line, sizeof line, in) != NULL && line[0] != '\0') {
        struct access a = {0};
        if (sscanf(line, "%" SCNu32 " %255s %" SCNu32 " %c %" SCNx64 " %" SCNu64 " %31s", &a.task,
                   function, &a.site, &rw, &a.address, &a.size, number) != 7)
            broken(path, line);
        a.function = arena_strdup(arena, function);
        a.write = rw == 'w';
        a.has_value = strcmp(number, "-") != 0;
        a.value = a.has_value ? strtoull(number, NULL, 16) : 0;
        vec_push(&t->list, a);
    }
    fclose(in);
}

/* ---- interpreting ---- */

static void on_access(void *ctx, const struct interp_access *a)
{
    struct trace *t = ctx;
    if (a->in_call || a->size == 0 || t->list.len == MAX_ACCESSES)
        return;
    const struct rir_func *f = &t->m->funcs.data[a->func];
    struct access one = {.task = a->task,
                         .site = a->site,
                         .function = f->name,
                         .source = f->source,
                         .write = a->kind == INTERP_WRITE,
                         .has_value = a->scalar,
                         .address = a->offset,
                         .size = a->size,
                         .value = a->value,
                         .pos = f->sites[a->site].pos};
    uint32_t which = a->global == RIR_NONE ? a->object : a->global;
    one.object =
        ((uint64_t)a->object_kind << 56) | ((uint64_t)(a->global != RIR_NONE) << 48) | which;
    if (a->object_kind == INTERP_TLS)
        one.object |= (uint64_t)a->object << 24;
    vec_push(&t->list, one);
}

static struct interp_result *interpret(struct trace *t, bool elsewhere)
{
    struct interp_options options;
    interp_options_default(&options);
    options.sequential = true;
    options.elsewhere = elsewhere;
    options.trace = on_access;
    options.trace_ctx = t;
    return interp_run(t->m, &options);
}

/* ---- running natively ---- */

static _Noreturn void become(const char *program, const char *trace, const char *output)
{
    int in = open("/dev/null", O_RDONLY), err = open("/dev/null", O_WRONLY);
    int out = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
        _exit(BROKEN);
    setenv("FBP_TRACE", trace, 1);
    alarm(SECONDS);
    execl(program, program, (char *)NULL);
    _exit(BROKEN);
}

/* Its status as a shell would tell it. */
static int run_natively(const char *program, const char *trace, const char *output)
{
    int status;
    remove(trace);
    pid_t child = fork();
    if (child == 0)
        become(program, trace, output);
    while (child > 0 && waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            break;
    if (child < 0)
        broken(program, "cannot be run");
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* ---- comparing ---- */

static void show(const char *who, const struct access *a)
{
    if (a == NULL) {
        fprintf(stderr, "; %s: no further access", who);
        return;
    }
    fprintf(stderr, "; %s: task %" PRIu32 ", %s, site %" PRIu32 ", %s of %" PRIu64 " bytes", who,
            a->task, a->function, a->site, a->write ? "write" : "read", a->size);
    if (a->has_value)
        fprintf(stderr, ", value %" PRIx64, a->value);
    if (a->pos.file != NULL)
        fprintf(stderr, " (%s:%u:%u)", a->pos.file, a->pos.line, a->pos.col);
}

static bool same_place(const struct access *a, const struct access *b)
{
    bool function = strcmp(a->function, b->function) == 0 ||
                    (a->source != NULL && strcmp(a->source, b->function) == 0);
    return function && a->task == b->task && a->site == b->site && a->write == b->write &&
           a->size == b->size;
}

/* A value that is not fixed: an address, a handle. */
static bool same_word(struct map *words, const struct access *a, const struct access *b)
{
    uint32_t low;
    if (a->size != 8)
        return true;
    if (map_get(words, a->value, &low))
        return low == (uint32_t)(b->value >> 4);
    map_put(words, a->value, (uint32_t)(b->value >> 4));
    return true;
}

static bool same_value(struct map *words, const struct access *a, const struct access *other,
                       const struct access *b)
{
    if (!a->has_value || !b->has_value)
        return true;
    if (other->has_value && a->value == other->value)
        return a->value == b->value;
    return same_word(words, a, b);
}

/* The native base of each interpreted object, fixed by its first access. */
static bool same_object(struct map *bases, const struct access *interpreted,
                        const struct access *native)
{
    uint64_t base = native->address - interpreted->address;
    uint32_t low, high;
    uint64_t key = interpreted->object << 1;
    if (map_get(bases, key, &low) && map_get(bases, key | 1, &high))
        return base == (((uint64_t)high << 31) | low);
    map_put(bases, key, (uint32_t)(base & 0x7fffffff));
    map_put(bases, key | 1, (uint32_t)(base >> 31));
    return true;
}

static bool differ(const char *how, const struct access *a, const struct access *b)
{
    fprintf(stderr, "%s", how);
    show("interpreted", a);
    show("native", b);
    fputc('\n', stderr);
    return false;
}

enum end { TO_THE_END, CRASH, UNSAFE, CUT };

static bool compare(const struct trace *here, const struct trace *elsewhere,
                    const struct trace *native, enum end end)
{
    struct map bases = {0}, words = {0};
    bool same = true;
    for (uint32_t i = 0; same; i++) {
        const struct access *a = i < here->list.len ? &here->list.data[i] : NULL;
        const struct access *e = i < elsewhere->list.len ? &elsewhere->list.data[i] : NULL;
        const struct access *b = i < native->list.len ? &native->list.data[i] : NULL;
        if ((b == NULL && (a == NULL || end == CUT)) || (a == NULL && end == UNSAFE))
            break;
        if (a == NULL && end == CRASH && i + 1 == native->list.len)
            break; /* told before it happens: the last one */
        if (a == NULL || b == NULL || !same_place(a, b))
            same = differ("the traces differ", a, b);
        else if (e == NULL || !same_place(a, e))
            same = differ("it depends on addresses what is accessed", a, e);
        else if (!same_value(&words, a, e, b))
            same = differ("the values differ", a, b);
        else if (!same_object(&bases, a, b))
            same = differ("the same access is at different places", a, b);
    }
    map_free(&bases);
    map_free(&words);
    return same;
}

static bool same_output(const struct interp_result *r, const char *path)
{
    size_t size;
    unsigned char *data = read_file(path, &size);
    bool same = size == r->noutput && memcmp(data, r->output, size) == 0;
    free(data);
    return same;
}

/* How far the two can be compared, by how they ended; false, with a message: not at all. */
static bool ends_alike(const struct interp_result *r, bool fixed, int status, const char *output,
                       enum end *end)
{
    *end = TO_THE_END;
    if (r->status == INTERP_DONE && fixed && (r->exit_code & 255) != status)
        fprintf(stderr, "exit status %d, natively %d\n", r->exit_code, status);
    else if (r->status == INTERP_DONE && !same_output(r, output))
        fprintf(stderr, "another output\n");
    else if (r->status == INTERP_DONE)
        return true;
    else if (r->status == INTERP_STOPPED && status > 128)
        *end = CRASH;
    else if (r->status == INTERP_UNSAFE && status > 128) /* crashes then, or a little later */
        *end = UNSAFE;
    else if (r->status == INTERP_LIMIT && status == GAVE_UP)
        *end = CUT;
    else if (r->status == INTERP_DEADLOCK && status == DEADLOCK)
        return true;
    else
        fprintf(stderr, "%s: %s; native status %d\n", interp_status_name(r->status), r->reason,
                status);
    return *end != TO_THE_END;
}

static int compare_with(const char *program, const struct trace *here,
                        const struct trace *elsewhere, const struct interp_result *r, bool fixed)
{
    struct arena arena = {0};
    struct trace native = {.m = here->m};
    const char *trace = arena_printf(&arena, "%s.trace", program);
    const char *output = arena_printf(&arena, "%s.out", program);
    enum end end;
    int status = run_natively(program, trace, output), result = 0;
    if (!ends_alike(r, fixed, status, output, &end)) {
        result = r->status == INTERP_DONE ? DIFFERENT : CANNOT_RUN;
    } else {
        read_native(trace, &native, &arena);
        if (!compare(here, elsewhere, &native, end))
            result = DIFFERENT;
        else
            printf("%u\n", native.list.len);
    }
    vec_free(&native.list);
    arena_free(&arena);
    return result;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: trace-compare PROGRAM RIR...\n", stderr);
        return BROKEN;
    }
    struct rir_module *m = read_program(argv + 2, (uint32_t)argc - 2);
    struct trace here = {.m = m}, elsewhere = {.m = m};
    struct interp_result *r = interpret(&here, false), *again = interpret(&elsewhere, true);
    int status = CANNOT_RUN;
    if (r->status == INTERP_CANNOT)
        fprintf(stderr, "%s\n", r->reason);
    else
        status = compare_with(argv[1], &here, &elsewhere, r, r->exit_code == again->exit_code);
    interp_free(r);
    interp_free(again);
    rir_module_free(m);
    vec_free(&here.list);
    vec_free(&elsewhere.list);
    return status;
}
