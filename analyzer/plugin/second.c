/* Some options make the front end describe another program than the one that fbp-check judges:
 * checks of sanitizers and fortified functions, counters, debug information without types. Those
 * that gcov reads are no such counters: they are put in by a pass behind ours. But for them clang
 * makes debug information without types, where there would be none. fbp-check has the same command
 * without them (check/flags.def), so there it makes the record, beside the compilation.
 *
 * The command is that of the driver: our own, or, where the driver has started us for one of
 * several inputs, that of our parent. Inputs are dropped from it and the unit's own is named, so
 * one command serves for all of them. */
#define _GNU_SOURCE
#include "plugin/second.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/vec.h"

struct command {
    struct arena arena;
    VEC(char *) args; /* the compiler first; a NULL at the end */
};

static struct command driver; /* read before the copy is made: the copy has another parent */

static bool read_command(struct command *c, long process)
{
    char path[64], buffer[1 << 14];
    VEC(char) text = {0};
    size_t n;
    snprintf(path, sizeof path, "/proc/%ld/cmdline", process);
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return false;
    while ((n = fread(buffer, 1, sizeof buffer, in)) > 0)
        for (size_t i = 0; i < n; i++)
            vec_push(&text, buffer[i]);
    fclose(in);
    vec_push(&text, '\0');
    char *copy = arena_copy(&c->arena, text.data, text.len), *end = copy + text.len - 1;
    for (char *at = copy; at < end; at += strlen(at) + 1)
        vec_push(&c->args, at);
    vec_free(&text);
    return c->args.len > 1;
}

static bool driver_command(struct command *c)
{
    vec_free(&c->args);
    if (read_command(c, (long)getpid()) && strcmp(c->args.data[1], "-cc1") != 0)
        return true;
    vec_free(&c->args);
    if (read_command(c, (long)getppid()) && strcmp(c->args.data[1], "-cc1") != 0)
        return true;
    vec_free(&c->args);
    return false;
}

/* A response file may hold any of them. */
static bool changes_the_program(const char *arg)
{
    static const char *const prefixes[] = {"@",
                                           "-D_FORTIFY_SOURCE",
                                           "_FORTIFY_SOURCE",
                                           "-Wp,",
                                           "-fsanitize",
                                           "-fprofile",
                                           "-fcs-profile",
                                           "-fcoverage",
                                           "-pg",
                                           "-mfentry",
                                           "-finstrument",
                                           "-fcf-protection=check",
                                           "-g1",
                                           "-g0",
                                           "-ggdb0",
                                           "-ggdb1",
                                           "-gline",
                                           "-gmlt"};
    if (strcmp(arg, "-fprofile-arcs") == 0)
        return false;
    for (unsigned i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncmp(arg, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return false;
}

bool second_is_needed(bool lines_only)
{
    bool needed = !driver_command(&driver) || lines_only;
    for (uint32_t i = 0; i < driver.args.len && !needed; i++)
        needed = changes_the_program(driver.args.data[i]);
    return needed;
}

/* A pipe, a terminal: what was read from it is gone, or somebody is waited for. */
static bool is_read_once(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return false;
    bool null = S_ISCHR(st.st_mode) && st.st_rdev == makedev(1, 3);
    return !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode) && !null;
}

/* Standard input is, also as a file that is redirected: clang has read it to its end. */
static bool is_descriptor(const char *arg)
{
    return strstr(arg, "/dev/stdin") != NULL || strstr(arg, "/dev/fd/") != NULL ||
           strstr(arg, "/proc/self/fd/") != NULL;
}

/* An argument that is such an input, or names one as a part of it. A response file is opened anew
 * by each who reads it, and may be a descriptor (cc/response.c). */
static bool argument_is_read_once(const char *arg)
{
    static const char *const joined[] = {"-include", "-imacros", "@"};
    const char *value = strchr(arg, '=');
    bool once = (arg[0] != '@' && is_descriptor(arg)) || is_read_once(arg) ||
                (arg[0] == '-' && value != NULL && is_read_once(value + 1));
    for (unsigned i = 0; i < sizeof joined / sizeof *joined && !once; i++) {
        size_t n = strlen(joined[i]);
        once = strncmp(arg, joined[i], n) == 0 && is_read_once(arg + n);
    }
    return once;
}

/* A response file that names one. Quotes and backslashes are looked over: what they protect here is
 * no name of a pipe that anybody has. */
static bool file_names_read_once(const char *path)
{
    char word[4096];
    bool once = false;
    FILE *in = fopen(path, "rb");
    while (in != NULL && !once && fscanf(in, "%4095s", word) == 1) {
        size_t out = 0;
        for (const char *s = word; *s != '\0'; s++)
            if (strchr("\"'\\", *s) == NULL)
                word[out++] = *s;
        word[out] = '\0';
        once = argument_is_read_once(word);
    }
    if (in != NULL)
        fclose(in);
    return once;
}

bool second_can_read_again(const char *source)
{
    bool can = strcmp(source, "-") != 0 && !is_read_once(source);
    for (uint32_t i = 1; can && i < driver.args.len; i++) {
        const char *arg = driver.args.data[i];
        can = !argument_is_read_once(arg) && (arg[0] != '@' || !file_names_read_once(arg + 1));
    }
    return can;
}

/* fbp-check, installed or in a build folder, as seen from this plugin. */
static char *find_check(struct arena *a)
{
    static const char *const places[] = {"/../../bin/fbp-check", "/../bin/fbp-check"};
    Dl_info self;
    if (dladdr((void *)(uintptr_t)second_run, &self) == 0 || self.dli_fname == NULL)
        return NULL;
    const char *slash = strrchr(self.dli_fname, '/');
    int folder = slash == NULL ? 0 : (int)(slash - self.dli_fname);
    for (int i = 0; i < 2; i++) {
        char *path =
            arena_printf(a, "%.*s%s", folder, slash == NULL ? "" : self.dli_fname, places[i]);
        if (access(path, X_OK) == 0)
            return path;
    }
    return NULL;
}

void second_run(const char *source, int to)
{
    struct arena *a = &driver.arena;
    char *check = find_check(a);
    if (check == NULL || driver.args.len == 0)
        return;
    int out = dup(to); /* stays open in what is run */
    VEC(char *) argv = {0};
    vec_push(&argv, check);
    vec_push(&argv, (char *)"--write-record");
    vec_push(&argv, arena_printf(a, "/dev/fd/%d", out));
    vec_push(&argv, source[0] == '-' ? arena_printf(a, "./%s", source) : arena_strdup(a, source));
    vec_push(&argv, (char *)"--");
    for (uint32_t i = 1; i < driver.args.len; i++)
        vec_push(&argv, driver.args.data[i]);
    vec_push(&argv, NULL);
    execv(check, argv.data);
}
