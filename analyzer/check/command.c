/* Cleaning a command, as clangd does: it was written for some compiler and some purpose, and here
 * clang is to parse the same text with the same macros and include folders, for ours. flags.def
 * says what goes.
 *
 * Sources in the command are dropped, too (one command may compile several, and each has its own
 * entry): the caller appends the unit's file. */
#include "check/command.h"

#include <ctype.h>
#include <string.h>

#include "check/paths.h"

enum form { ALONE, PREFIX, NEXT, EITHER };
enum fate { KEEP, DROP };

static const struct flag {
    const char *text;
    enum form form;
    enum fate fate;
} flags[] = {
#define FLAG(text, form, fate) {text, form, fate},
#include "check/flags.def"
#undef FLAG
};

/* The entry for an argument; the longest where several fit ("-include" before "-I"). */
static const struct flag *find_flag(const char *arg)
{
    const struct flag *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        size_t n = strlen(flags[i].text);
        bool exact = flags[i].form == ALONE || flags[i].form == NEXT;
        if (n <= longest || strncmp(arg, flags[i].text, n) != 0 || (exact && arg[n] != '\0'))
            continue;
        best = &flags[i];
        longest = n;
    }
    return best;
}

static bool takes_next(const struct flag *f, const char *arg)
{
    return f->form == NEXT || (f->form == EITHER && arg[strlen(f->text)] == '\0');
}

/* ---- the compiler's name ---- */

static bool is_one_of(const char *name, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (strcmp(name, *list) == 0)
            return true;
    }
    return false;
}

uint32_t command_compiler(const char *const *args, uint32_t nargs)
{
    static const char *const wrappers[] = {"ccache", "distcc",  "sccache", "icecc", "gomacc",
                                           "pump",   "libtool", "env",     "sh",    "bash",
                                           "nice",   "time",    NULL};
    uint32_t i = 0;
    while (i + 1 < nargs && is_one_of(path_base(args[i]), wrappers)) {
        uint32_t next = i + 1;
        while (next + 1 < nargs &&
               (strncmp(args[next], "--", 2) == 0 || strchr(args[next], '=') != NULL))
            next++;
        if (args[next][0] == '-' || unit_lang_of(args[next]) != LANG_OTHER)
            break; /* a compiler that is a link to the wrapper */
        i = next;
    }
    return i < nargs ? i + 1 : nargs;
}

/* The length of the compiler's name without a version ("-12", "-4.9"). */
static size_t without_version(const char *name)
{
    size_t n = strlen(name), end = n;
    while (end > 0 && (isdigit((unsigned char)name[end - 1]) || name[end - 1] == '.'))
        end--;
    return end > 0 && end < n && name[end - 1] == '-' ? end - 1 : n;
}

static bool ends_with(const char *s, size_t n, const char *end)
{
    size_t m = strlen(end);
    return n >= m && strncmp(s + n - m, end, m) == 0;
}

const char *command_target(const char *compiler, struct arena *a)
{
    static const char *const drivers[] = {"-gcc", "-g++", "-cc", "-c++", "-clang", "-clang++"};
    const char *name = path_base(compiler);
    size_t n = without_version(name);
    for (size_t i = 0; i < sizeof drivers / sizeof drivers[0]; i++) {
        if (!ends_with(name, n, drivers[i]))
            continue;
        char *target = arena_printf(a, "%.*s", (int)(n - strlen(drivers[i])), name);
        return strchr(target, '-') != NULL ? target : NULL; /* a triple has at least one dash */
    }
    return NULL;
}

static bool is_cxx_driver(const char *compiler)
{
    const char *name = path_base(compiler);
    return ends_with(name, without_version(name), "++");
}

/* ---- arguments ---- */

enum unit_lang command_lang(const char *const *args, uint32_t nargs, enum unit_lang lang)
{
    for (uint32_t i = 0; i < nargs; i++) {
        if (strncmp(args[i], "-x", 2) != 0)
            continue;
        const char *value = args[i][2] != '\0' ? args[i] + 2 : i + 1 < nargs ? args[i + 1] : "";
        if (strcmp(value, "c") == 0 || strcmp(value, "cpp-output") == 0)
            lang = LANG_C;
        else if (strncmp(value, "c++", 3) == 0)
            lang = LANG_CXX;
        else if (strncmp(value, "assembler", 9) == 0)
            lang = LANG_ASM;
    }
    return lang;
}

const char *command_output(const char *const *args, uint32_t nargs)
{
    const char *output = NULL;
    for (uint32_t i = 0; i < nargs; i++) {
        const struct flag *f = find_flag(args[i]);
        if (f != NULL && strcmp(f->text, "-o") == 0)
            output = args[i][2] != '\0' ? args[i] + 2 : i + 1 < nargs ? args[i + 1] : NULL;
        if (f != NULL && takes_next(f, args[i]))
            i++;
    }
    return output;
}

bool command_has(const char *const *args, uint32_t nargs, const char *option)
{
    for (uint32_t i = 0; i < nargs; i++) {
        const struct flag *f = find_flag(args[i]);
        if (strcmp(args[i], option) == 0)
            return true;
        if (f != NULL && takes_next(f, args[i]) && ++i < nargs && strcmp(f->text, "-x") == 0 &&
            strcmp(args[i], option) == 0)
            return true;
    }
    return false;
}

enum command_makes command_makes(const char *const *args, uint32_t nargs)
{
    static const char *const nothing[] = {"-E", "-M", "-MM", "--version", "-###"};
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        if (command_has(args, nargs, nothing[i]))
            return MAKES_NOTHING;
    }
    if (command_has(args, nargs, "c-header") || command_has(args, nargs, "c++-header"))
        return MAKES_NOTHING;
    if (command_has(args, nargs, "-S") || command_has(args, nargs, "-fsyntax-only"))
        return MAKES_LISTING;
    return command_has(args, nargs, "-c") ? MAKES_OBJECT : MAKES_PROGRAM;
}

void command_inputs(struct words *out, const char *const *args, uint32_t nargs)
{
    bool all = false;
    for (uint32_t i = 0; i < nargs; i++) {
        const struct flag *f = all ? NULL : find_flag(args[i]);
        if (!all && strcmp(args[i], "--") == 0)
            all = true;
        else if (all || (f == NULL && (args[i][0] != '-' || args[i][1] == '\0')))
            vec_push(&out->v, args[i]);
        if (f != NULL && takes_next(f, args[i]))
            i++;
    }
}

/* How CMake has clang read a precompiled header: made with other flags than ours, so refused. What
 * is in it is included as text besides. */
static bool is_pch(const char *const *args, uint32_t nargs)
{
    return nargs >= 4 && strcmp(args[0], "-Xclang") == 0 && strcmp(args[1], "-include-pch") == 0;
}

static void clean_arguments(struct words *out, const char *const *args, uint32_t nargs)
{
    for (uint32_t i = 0; i < nargs; i++) {
        const struct flag *f = find_flag(args[i]);
        bool two = f != NULL && takes_next(f, args[i]);
        bool fortify = two && i + 1 < nargs && strcmp(f->text, "-D") == 0 &&
                       strncmp(args[i + 1], "_FORTIFY_SOURCE", 15) == 0;
        bool input = f == NULL && (args[i][0] != '-' || args[i][1] == '\0');
        if (strcmp(args[i], "--") == 0)
            return; /* inputs follow */
        if (is_pch(args + i, nargs - i)) {
            i += 3;
            continue;
        }
        if (!input && !fortify && (f == NULL || f->fate == KEEP)) {
            vec_push(&out->v, args[i]);
            if (two && i + 1 < nargs)
                vec_push(&out->v, args[i + 1]);
        }
        i += two;
    }
}

static bool mentions_target(const char *const *args, uint32_t nargs)
{
    for (uint32_t i = 0; i < nargs; i++) {
        if (strncmp(args[i], "--target", 8) == 0 || strcmp(args[i], "-target") == 0)
            return true;
    }
    return false;
}

void command_clean(struct words *out, const struct unit *unit, struct arena *a)
{
    struct words words = {{0}};
    for (uint32_t i = 0; i < unit->nargs; i++)
        words_add(&words, unit->args[i], unit->dir, a);
    const char *const *args = words.v.data;
    uint32_t nargs = words.v.len;
    uint32_t first = nargs == 0 ? 0 : command_compiler(args, nargs);
    const char *compiler = first == 0 ? "cc" : args[first - 1];
    enum unit_lang lang = command_lang(args + first, nargs - first, unit->lang);
    if (is_cxx_driver(compiler) && lang == LANG_C)
        lang = LANG_CXX; /* g++ compiles x.c as C++ */
    if (lang == LANG_CXX)
        vec_push(&out->v, "--driver-mode=g++");
    const char *target = command_target(compiler, a);
    if (target != NULL && !mentions_target(args + first, nargs - first)) {
        vec_push(&out->v, (const char *)arena_printf(a, "--target=%s", target));
        command_ask_driver(out, compiler, lang, args + first, nargs - first, a);
    }
    clean_arguments(out, args + first, nargs - first);
    vec_free(&words.v);
}
