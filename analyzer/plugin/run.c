/* The plugin's work: lower, write, leave.
 *
 * The file appears whole or not at all (a temporary beside it, then a rename). An internal failure,
 * a crash included, is one line on standard error and exit status 70: the compiler's own crash
 * report would blame clang. The process is left with _exit: no object file is wanted, and outputs
 * that the compiler began are removed. */
#include "plugin/run.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lower/llvm_read.h"
#include "lower/lower.h"
#include "plugin/unit.h"
#include "rir/binary.h"
#include "rir/text.h"
#include "rir/verify.h"

enum { INTERNAL_FAILURE = 70 };

static _Noreturn void leave(int status)
{
    ll_remove_temporaries();
    fflush(NULL);
    _exit(status);
}

static _Noreturn __attribute__((format(printf, 1, 2))) void fail(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    fputs("fbp-plugin: ", stderr);
    vfprintf(stderr, format, ap);
    fputc('\n', stderr);
    va_end(ap);
    leave(INTERNAL_FAILURE);
}

static void on_crash(int number)
{
    static const char text[] = "fbp-plugin: internal failure while lowering (please report it)\n";
    (void)number;
    ssize_t n = write(STDERR_FILENO, text, sizeof text - 1);
    (void)n;
    _exit(INTERNAL_FAILURE);
}

bool plugin_is_set(const char *name)
{
    const char *s = getenv(name);
    return s != NULL && *s != '\0' && strcmp(s, "0") != 0;
}

static void write_module(FILE *out, const struct rir_module *m, const struct record *facts)
{
    size_t size;
    if (plugin_is_set("FBP_PLUGIN_TEXT")) {
        rir_text_print(out, m);
        return;
    }
    unsigned char *bytes = plugin_is_set("FBP_PLUGIN_RECORD") ? unit_record(facts, m, &size)
                                                              : rir_binary_write(m, &size);
    fwrite(bytes, 1, size, out);
    free(bytes);
}

/* A pipe or a device is written to as it is: renaming a file over it would replace it. */
static bool is_special(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

static void save_special(const char *path, const struct rir_module *m, const struct record *facts)
{
    FILE *out = fopen(path, "wb");
    if (out == NULL)
        fail("cannot write %s: %s", path, strerror(errno));
    write_module(out, m, facts);
    bool bad = ferror(out) != 0;
    if (fclose(out) != 0 || bad)
        fail("cannot write %s: %s", path, strerror(errno));
}

static void save(const char *path, const struct rir_module *m, const struct record *facts)
{
    if (is_special(path)) {
        save_special(path, m, facts);
        return;
    }
    size_t len = strlen(path);
    char *temporary = malloc(len + 32);
    if (temporary == NULL)
        fail("out of memory");
    snprintf(temporary, len + 32, "%s.%ld.tmp", path, (long)getpid());
    FILE *out = fopen(temporary, "wb");
    if (out == NULL)
        fail("cannot write %s: %s", path, strerror(errno));
    write_module(out, m, facts);
    bool bad = ferror(out) != 0;
    if (fclose(out) != 0 || bad || rename(temporary, path) != 0) {
        int why = errno;
        unlink(temporary);
        fail("cannot write %s: %s", path, strerror(why));
    }
    free(temporary);
}

void plugin_run(LLVMModuleRef module)
{
    const char *path = getenv("FBP_PLUGIN_OUT");
    char why[300];
    if (path == NULL || *path == '\0')
        return;
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
    for (unsigned i = 0; i < sizeof crashes / sizeof *crashes; i++)
        signal(crashes[i], on_crash);
    struct lower_options options = {.keep_data = plugin_is_set("FBP_PLUGIN_DATA"),
                                    .consume = true,
                                    .trace = plugin_is_set("FBP_PLUGIN_TRACE")};
    struct arena arena = {0};
    struct record facts = unit_facts(module, &arena);
    struct rir_module *m = lower_module(module, &options);
    if (!rir_verify(m, why, sizeof why))
        fail("%s: what was lowered is not well-formed: %s", m->name, why);
    save(path, m, &facts);
    if (!options.trace)
        leave(0);
    for (unsigned i = 0; i < sizeof crashes / sizeof *crashes; i++)
        signal(crashes[i], SIG_DFL);
    rir_module_free(m);
    arena_free(&arena);
}
