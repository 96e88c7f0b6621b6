/* Names of code, by libbacktrace: it reads ELF and DWARF with memory from mmap. Its functions are
 * hidden in this archive, so that a program may have its own. Without debug information there is
 * the function's name, without a symbol table the module and the offset in it. */
#include "symbols.h"

#include <backtrace.h>
#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "columns.h"
#include "options.h"

static struct backtrace_state *state;

static void no_error(void *context, const char *message, int number)
{
    (void)context, (void)message, (void)number;
}

/* The program's file. When the thread of main has ended, /proc/self does not lead to it any more.
 */
static char program[4096];

void symbols_begin(void)
{
    if (readlink("/proc/self/exe", program, sizeof program - 1) < 0)
        program[0] = '\0';
}

bool symbols_module(uintptr_t pc, struct module *module)
{
    return options.symbolize && module_of(pc, program, module);
}

static bool ready(void)
{
    if (state == NULL && options.symbolize)
        state = backtrace_create_state(program[0] != '\0' ? program : NULL, 1, no_error, NULL);
    return state != NULL;
}

/* File names as seen from where the program runs. From the root they stay what they are: a name
 * without its first slash would be one of another file. */
static const char *shortened(const char *file)
{
    static char here[4096];
    static size_t n;
    if (file == NULL)
        return NULL;
    if (n == 0 && getcwd(here, sizeof here - 1) != NULL) {
        n = strlen(here);
        if (n > 0 && here[n - 1] != '/')
            here[n++] = '/';
    }
    size_t prefix = strlen(options.strip_path_prefix);
    if (prefix > 0 && strncmp(file, options.strip_path_prefix, prefix) == 0)
        file += prefix;
    else if (n > 1 && strncmp(file, here, n) == 0)
        file += n;
    return strncmp(file, "./", 2) == 0 ? file + 2 : file;
}

struct found {
    struct place *places;
    size_t n, most;
};

static int add(void *context, uintptr_t pc, const char *file, int line, const char *function)
{
    struct found *f = context;
    if (f->n < f->most && (file != NULL || function != NULL))
        f->places[f->n++] =
            (struct place){.pc = pc, .function = function, .file = shortened(file), .line = line};
    return f->n == f->most;
}

static void add_name(void *context, uintptr_t pc, const char *name, uintptr_t value, uintptr_t size)
{
    (void)pc, (void)value, (void)size;
    *(const char **)context = name;
}

const char *symbols_function(uintptr_t address)
{
    const char *name = NULL;
    Dl_info info;
    struct place place;
    struct found f = {.places = &place, .most = 1};
    if (!ready())
        return NULL;
    backtrace_syminfo(state, address, add_name, no_error, &name);
    if (name == NULL) { /* no symbol table: debug information has names, too */
        backtrace_pcinfo(state, address, add, no_error, &f);
        name = f.n > 0 ? place.function : NULL;
    }
    if (name == NULL && dladdr((void *)address, &info) != 0)
        name = info.dli_sname;
    return name;
}

size_t symbols_of(uintptr_t return_address, struct place *places, size_t most)
{
    struct found f = {.places = places, .most = most};
    Dl_info info;
    if (most == 0 || return_address == 0)
        return 0;
    if (ready())
        backtrace_pcinfo(state, return_address - 1, add, no_error, &f);
    for (size_t i = 0; i < f.n; i++)
        if (places[i].function == NULL)
            places[i].function = symbols_function(return_address - 1);
    if (f.n > 0) {
        columns_find(places, f.n, return_address - 1);
        return f.n;
    }
    places[0] =
        (struct place){.pc = return_address - 1, .function = symbols_function(return_address - 1)};
    if (dladdr((void *)(return_address - 1), &info) != 0) {
        const char *name = strrchr(info.dli_fname, '/');
        places[0].module = name == NULL ? info.dli_fname : name + 1;
        places[0].offset = return_address - 1 - (uintptr_t)info.dli_fbase;
    }
    return 1;
}

struct stack {
    uintptr_t from;
    bool seen;
    uintptr_t pcs[64];
    size_t n;
};

static int add_frame(void *context, uintptr_t pc)
{
    struct stack *s = context;
    s->seen |= pc == s->from - 1;
    if (s->seen && s->n < sizeof s->pcs / sizeof s->pcs[0])
        s->pcs[s->n++] = pc;
    return 0;
}

size_t symbols_stack(uintptr_t from, struct place *places, size_t most)
{
    struct stack s = {.from = from};
    size_t n = 0;
    if (ready())
        backtrace_simple(state, 0, add_frame, no_error, &s);
    if (s.n == 0)
        s.pcs[s.n++] = from - 1;
    for (size_t i = 0; i < s.n && n < most; i++) {
        size_t more = symbols_of(s.pcs[i] + 1, places + n, most - n);
        const char *name = more > 0 && i > 0 ? places[n].function : NULL;
        if (name != NULL &&
            (strcmp(name, "__fbp_run") == 0 || strncmp(name, "__fbp_entry.", 12) == 0 ||
             strncmp(name, "__libc_start", 12) == 0 || strcmp(name, "_start") == 0))
            break; /* what called the task, or main */
        n += more;
    }
    return n;
}
