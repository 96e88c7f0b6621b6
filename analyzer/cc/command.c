/* Reading a command line as clang's driver does, with arguments.def as the table.
 *
 * Only four things are wanted: are C or C++ sources compiled to something that can carry a section;
 * would debug information that is there for the plugin alone show anywhere; is the last step a
 * link, and where does its output go. Whatever is not certain counts as a reason to leave it to
 * clang: a wrong "no" costs an analysis, a wrong "yes" might change somebody's build.
 *
 * Inputs have the language of the last -x before them, else that of their suffix. */
#include "cc/command.h"

#include <stdlib.h>
#include <string.h>

enum form { ALONE, PREFIX, NEXT, NEXT_2, NEXT_3, EITHER, PREFIX_NEXT };

enum meaning {
    NOTHING,
    CLANG_ALONE,
    NO_LINK,
    NO_CHECK,
    OUTPUT,
    LANGUAGE,
    LINKER_INPUT,
    DEBUG,
    NO_DEBUG,
    LINES,
    SHOWS_DEBUG,
    COVERAGE,
    LTO,
    BITCODE
};

static const struct argument {
    const char *text;
    enum form form;
    enum meaning meaning;
    const char *why;
} arguments[] = {
#define ARGUMENT(text, form, meaning, why) {text, form, meaning, why},
#include "cc/arguments.def"
#undef ARGUMENT
};

struct reading {
    struct command *c;
    const char *language; /* of the last -x; NULL: by suffix */
    const char *alone;    /* why it is clang alone; NULL: no reason */
    const char *no_check;
    bool sources, inputs;   /* sources: for the plugin */
    bool debug, types;      /* the user's own debug information; whether it describes types */
    bool shown;             /* whether ours would be seen */
    bool coverage, bitcode; /* with both it would be: see plugin/locations.cpp */
    bool links;
};

/* ---- the table ---- */

static bool fits(const struct argument *t, const char *arg)
{
    size_t n = strlen(t->text);
    bool exact = t->form == ALONE || (t->form >= NEXT && t->form <= NEXT_3);
    return strncmp(arg, t->text, n) == 0 && (!exact || arg[n] == '\0');
}

static const struct argument *find(const char *arg)
{
    const struct argument *best = NULL;
    for (size_t i = 0; i < sizeof arguments / sizeof arguments[0]; i++) {
        const struct argument *t = &arguments[i];
        if (fits(t, arg) && (best == NULL || strlen(t->text) > strlen(best->text)))
            best = t;
    }
    return best;
}

/* How many of the following arguments belong to this one. */
static uint32_t values(const struct argument *t, const char *arg)
{
    switch (t->form) {
    case NEXT:
    case PREFIX_NEXT:
        return 1;
    case NEXT_2:
        return 2;
    case NEXT_3:
        return 3;
    case EITHER:
        return arg[strlen(t->text)] == '\0';
    case ALONE:
    case PREFIX:
        break;
    }
    return 0;
}

/* ---- inputs ---- */

static bool among(const char *word, const char *const *list)
{
    while (*list != NULL && strcmp(*list, word) != 0)
        list++;
    return *list != NULL;
}

/* What the plugin is for. A header becomes a precompiled one, which has no code of its own. */
static bool is_source(const struct reading *r, const char *name)
{
    static const char *const languages[] = {"c", "cpp-output", "c++", "c++-cpp-output", NULL};
    static const char *const suffixes[] = {"c",   "i",   "cc",  "cp", "cxx", "cpp", "CPP",
                                           "c++", "C++", "CXX", "C",  "CC",  "ii",  NULL};
    const char *base = strrchr(name, '/'), *dot = strrchr(base != NULL ? base : name, '.');
    if (r->language != NULL)
        return among(r->language, languages);
    return dot != NULL && among(dot + 1, suffixes);
}

/* What goes through code generation without being source of ours: IR has been through the plugin
 * before, and of the rest we know nothing. */
static const char *why_not(const struct reading *r, const char *name)
{
    static const char *const languages[] = {
        "none",       "assembler",  "assembler-with-cpp", "c", "c++", "c-header",
        "c++-header", "cpp-output", "c++-cpp-output",     NULL};
    static const char *const others[] = {"ll", "bc", "ast", "pcm", "cu", "hip", "cl", "hlsl", NULL};
    const char *base = strrchr(name, '/'), *dot = strrchr(base != NULL ? base : name, '.');
    bool other = r->language != NULL ? !among(r->language, languages)
                                     : dot != NULL && among(dot + 1, others);
    return other ? "an input in another language" : NULL;
}

static void take_input(struct reading *r, const char *name)
{
    const char *why = why_not(r, name);
    r->inputs = true;
    r->sources |= is_source(r, name);
    if (r->alone == NULL)
        r->alone = why;
}

/* ---- arguments ---- */

static void take_meaning(struct reading *r, const struct argument *t, const char *value)
{
    switch (t->meaning) {
    case NOTHING:
        break;
    case CLANG_ALONE:
        if (r->alone == NULL)
            r->alone = t->why;
        break;
    case NO_LINK:
        r->links = false;
        break;
    case NO_CHECK:
        r->no_check = t->why;
        break;
    case OUTPUT:
        r->c->output = value;
        break;
    case LANGUAGE:
        r->language = strcmp(value, "none") == 0 ? NULL : value;
        break;
    case LINKER_INPUT:
        r->inputs = true;
        break;
    case DEBUG:
        r->debug = r->types = true;
        break;
    case NO_DEBUG:
        r->debug = r->types = false;
        break;
    case LINES:
        r->debug = true;
        r->types = false;
        break;
    case SHOWS_DEBUG:
        r->shown = true;
        break;
    case COVERAGE:
        r->coverage = true;
        break;
    case LTO:
        r->bitcode = true;
        break;
    case BITCODE:
        r->bitcode = true;
        r->links = false;
        break;
    }
}

/* The argument at *i and the values that follow it, all of them clang's. */
static void take_argument(struct reading *r, const struct words *w, uint32_t *i)
{
    const char *arg = w->v.data[*i].text;
    if (arg[0] != '-' || arg[1] == '\0') {
        take_input(r, arg);
        return;
    }
    const struct argument *t = find(arg);
    if (t == NULL)
        return;
    uint32_t n = values(t, arg);
    if (n >= w->v.len - *i) {
        r->alone = "an argument without its value"; /* clang says so */
        return;
    }
    take_meaning(r, t, n > 0 ? w->v.data[*i + n].text : arg + strlen(t->text));
    for (uint32_t k = 1; k <= n; k++)
        vec_push(&r->c->clang.v, w->v.data[*i + k]);
    *i += n;
}

static bool take_words(struct reading *r, const struct words *w)
{
    bool only_inputs = false;
    for (uint32_t i = 1; i < w->v.len; i++) {
        struct word word = w->v.data[i];
        if (!only_inputs && option_is_ours(word.text)) {
            r->c->options_in_file |= word.from_file;
            if (!option_take(&r->c->options, word.text))
                return false;
            continue;
        }
        vec_push(&r->c->clang.v, word);
        if (only_inputs)
            take_input(r, word.text);
        else if (strcmp(word.text, "--") == 0)
            only_inputs = true;
        else
            take_argument(r, w, &i);
    }
    return true;
}

/* What tells clang in its environment to print the command line, or to edit it. */
static const char *set_outside(void)
{
    static const char *const names[] = {"CC_PRINT_OPTIONS", "CCC_OVERRIDE_OPTIONS"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (getenv(names[i]) != NULL)
            return names[i];
    return NULL;
}

/* Checks at run time need types in every unit, and change what clang makes anyway. */
static bool needs_debug(const struct reading *r)
{
    if (r->c->options.checks != CHECKS_NONE)
        return !r->types;
    return !r->debug && !r->shown && !(r->coverage && r->bitcode);
}

bool command_parse(struct command *c, const struct words *words)
{
    struct reading r = {.c = c, .links = true, .alone = set_outside()};
    c->output = "a.out";
    /* clang calls itself so: then it is no driver. */
    if (words->v.len > 1 && strncmp(words->v.data[1].text, "-cc1", 4) == 0)
        r.alone = "not the driver";
    if (!take_words(&r, words))
        return false;
    if (r.alone == NULL && !r.inputs)
        r.alone = "no input";
    c->analyse = r.alone == NULL && r.sources;
    c->debug = c->analyse && needs_debug(&r);
    c->check = r.alone == NULL && r.links && r.no_check == NULL;
    c->why = r.alone != NULL                 ? r.alone
             : r.links && r.no_check != NULL ? r.no_check
             : !r.sources && !r.links        ? "no C or C++ source"
                                             : "";
    return true;
}
