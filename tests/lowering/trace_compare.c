/* trace-compare RIR TRACE: runs a lowered program in the interpreter and compares its accesses, one
 * by one and task by task, with those that the native program told (trace_runtime.c).
 *
 * Two accesses are the same if function, site, direction and size agree, their values where both
 * are numbers, and if the native address lies as far inside the native object as the interpreter's
 * inside its own: each interpreted object must have one native base address. What library functions
 * do inside is left out. The program's output goes to standard output, its status is ours; 97: the
 * interpreter cannot run it, 98: the traces differ. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/vec.h"
#include "rir/binary.h"
#include "rir/interp.h"
#include "rir/link.h"
#include "rir/verify.h"

enum { CANNOT_RUN = 97, DIFFERENT = 98, BROKEN = 99 };

struct access {
    uint32_t task, site;
    const char *function;
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

static struct rir_module *read_program(const char *path)
{
    FILE *in = fopen(path, "rb");
    size_t cap = 1u << 24, used, size;
    unsigned char *data = malloc(cap);
    struct rir_error error = {0};
    char why[300];
    if (in == NULL || data == NULL)
        broken(path, "cannot be read");
    size = fread(data, 1, cap, in);
    fclose(in);
    struct rir_module *unit = rir_binary_read(data, size, &used, &error);
    free(data);
    if (unit == NULL)
        broken(path, error.text);
    struct rir_module *program = rir_link("program", &unit, NULL, 1, NULL, NULL);
    rir_module_free(unit);
    if (!rir_verify(program, why, sizeof why))
        broken(path, why);
    return program;
}

static void on_access(void *ctx, const struct interp_access *a)
{
    struct trace *t = ctx;
    if (a->in_call || a->size == 0)
        return;
    const struct rir_func *f = &t->m->funcs.data[a->func];
    struct access one = {.task = a->task,
                         .site = a->site,
                         .function = f->name,
                         .write = a->kind == INTERP_WRITE,
                         .has_value = a->scalar,
                         .address = a->offset,
                         .size = a->size,
                         .value = a->value,
                         .pos = f->sites[a->site].pos};
    uint32_t which = a->global == RIR_NONE ? a->object : a->global;
    one.object =
        ((uint64_t)a->object_kind << 56) | ((uint64_t)(a->global != RIR_NONE) << 48) | which;
    vec_push(&t->list, one);
}

static void read_native(const char *path, struct trace *t, struct arena *arena)
{
    char line[512], function[256], rw, number[32];
    FILE *in = fopen(path, "r");
    if (in == NULL)
        broken(path, "cannot be read");
    while (fgets(line, sizeof line, in) != NULL) {
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

static void show(const char *who, const struct access *a)
{
    if (a == NULL) {
        fprintf(stderr, "  %s: no further access\n", who);
        return;
    }
    fprintf(stderr, "  %s: %s, site %" PRIu32 ", %s of %" PRIu64 " bytes", who, a->function,
            a->site, a->write ? "write" : "read", a->size);
    if (a->has_value)
        fprintf(stderr, ", value %" PRIx64, a->value);
    if (a->pos.file != NULL)
        fprintf(stderr, " (%s:%u:%u)", a->pos.file, a->pos.line, a->pos.col);
    fputc('\n', stderr);
}

static const struct access *next_of(const struct trace *t, uint32_t task, uint32_t *at)
{
    while (*at < t->list.len && t->list.data[*at].task != task)
        ++*at;
    return *at < t->list.len ? &t->list.data[(*at)++] : NULL;
}

/* Thread handles, and addresses kept as integers, are other words in the interpreter: small ones
 * where the machine's are beyond 4 GiB. The same one must always stand for the same. */
static bool same_word(struct map *words, const struct access *a, const struct access *b)
{
    uint32_t low;
    if (a->value == b->value)
        return true;
    if (a->size != 8 || a->value < 1u << 24 || a->value >> 32 != 0 || b->value >> 32 == 0)
        return false;
    if (map_get(words, a->value, &low))
        return low == (uint32_t)(b->value >> 4);
    map_put(words, a->value, (uint32_t)(b->value >> 4));
    return true;
}

static bool same_access(struct map *words, const struct access *a, const struct access *b)
{
    return strcmp(a->function, b->function) == 0 && a->site == b->site && a->write == b->write &&
           a->size == b->size && (!a->has_value || !b->has_value || same_word(words, a, b));
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

static bool compare_task(const struct trace *interpreted, const struct trace *native, uint32_t task,
                         struct map *bases, struct map *words)
{
    uint32_t i = 0, k = 0;
    for (;;) {
        const struct access *a = next_of(interpreted, task, &i), *b = next_of(native, task, &k);
        if (a == NULL && b == NULL)
            return true;
        bool same = a != NULL && b != NULL && same_access(words, a, b);
        if (same && same_object(bases, a, b))
            continue;
        fprintf(stderr, "task %u: %s\n", task,
                same ? "the same access is at different places" : "the traces differ");
        show("interpreted", a);
        show("native", b);
        return false;
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: trace-compare RIR TRACE\n", stderr);
        return BROKEN;
    }
    struct arena arena = {0};
    struct map bases = {0}, words = {0};
    struct rir_module *m = read_program(argv[1]);
    struct trace interpreted = {.m = m}, native = {.m = m};
    struct interp_options options;
    interp_options_default(&options);
    options.sequential = true;
    options.trace = on_access;
    options.trace_ctx = &interpreted;
    struct interp_result *r = interp_run(m, &options);
    fwrite(r->output, 1, r->noutput, stdout);
    int status = r->exit_code;
    if (r->status != INTERP_DONE) {
        fprintf(stderr, "%s: %s\n", interp_status_name(r->status), r->reason);
        status = CANNOT_RUN;
    } else {
        read_native(argv[2], &native, &arena);
        for (uint32_t task = 0; task < r->tasks && status != DIFFERENT; task++)
            if (!compare_task(&interpreted, &native, task, &bases, &words))
                status = DIFFERENT;
    }
    interp_free(r);
    rir_module_free(m);
    map_free(&bases);
    map_free(&words);
    vec_free(&interpreted.list);
    vec_free(&native.list);
    arena_free(&arena);
    return status;
}
