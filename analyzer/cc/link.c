/* After a link: fbp-check, beside this program, joins what the output carries and prints
 * violations; then the section is taken out, if that is wanted.
 *
 * Was there a link at all? "-Wl,--version" makes none and succeeds, so the output is looked at
 * before and after: only a program or shared object that changed has been linked. With --fbp-werror
 * a program with violations is removed, as what a failing link began is: fbp-check, told that they
 * are errors, has the exit status of violations then, whatever else was wrong.
 *
 * That the check itself cannot be made (no memory, say) is said, and fails nothing: what clang was
 * asked for is there. But checks at run time are on only when that is known where they are needed:
 * with them a program that was not looked at is not made. A report that cannot be written, or a
 * wrong file of suppressions, is a failure, as it was asked for. */
#define _GNU_SOURCE
#include "cc/link.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cc/run.h"
#include "cc/say.h"

/* fbp-check's exit status (docs/fbp-check.md). */
enum { NO_VIOLATION = 0, VIOLATIONS = 1, WRONG_USAGE = 2 };

static bool differs(const struct stat *a, const struct stat *b)
{
    return a->st_dev != b->st_dev || a->st_ino != b->st_ino || a->st_size != b->st_size ||
           a->st_mtim.tv_sec != b->st_mtim.tv_sec || a->st_mtim.tv_nsec != b->st_mtim.tv_nsec ||
           a->st_ctim.tv_sec != b->st_ctim.tv_sec || a->st_ctim.tv_nsec != b->st_ctim.tv_nsec;
}

static bool is_linked(const char *path)
{
    unsigned char head[18] = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, head, sizeof head);
    if (fd >= 0)
        close(fd);
    bool little = head[EI_DATA] == ELFDATA2LSB;
    int type = little ? head[16] | head[17] << 8 : head[16] << 8 | head[17];
    return n == sizeof head && memcmp(head, ELFMAG, SELFMAG) == 0 &&
           (type == ET_EXEC || type == ET_DYN);
}

static int check(const char *output, const struct options *o, const struct parts *p,
                 struct arena *a)
{
    /* A name that begins with a dash is no option. */
    const char *file = output[0] == '-' ? arena_printf(a, "./%s", output) : output;
    const char *report = o->report == NULL ? NULL : arena_printf(a, "--append-sarif=%s", o->report);
    const char *show = o->werror ? "--only-violations=error" : "--only-violations=warning";
    struct {
        VEC(const char *) v;
    } argv = {0};
    vec_push(&argv.v, p->check);
    vec_push(&argv.v, show);
    vec_push(&argv.v, file);
    if (report != NULL)
        vec_push(&argv.v, report);
    if (o->accept != NULL)
        vec_push(&argv.v, (const char *)arena_printf(a, "--accept=%s", o->accept));
    for (uint32_t i = 0; i < o->suppressions.len; i++)
        vec_push(&argv.v,
                 (const char *)arena_printf(a, "--suppressions=%s", o->suppressions.data[i]));
    for (uint32_t i = 0; i < o->models.len; i++)
        vec_push(&argv.v, (const char *)arena_printf(a, "--model=%s", o->models.data[i]));
    if (o->checks != CHECKS_NONE) /* with full, for what reports say of a place */
        vec_push(&argv.v, "--switch-checks");
    vec_push(&argv.v, NULL);
    int status = run_child((char *const *)argv.v.data, OUTPUT_TO_STDERR);
    vec_free(&argv.v);
    return status;
}

/* Neither objcopy can do everything: GNU's knows the machine's own files alone, LLVM's does not
 * take static programs. */
static bool strip(const char *output, struct arena *a)
{
    static const char *const tools[] = {"objcopy", "llvm-objcopy-19", "llvm-objcopy"};
    const char *file = output[0] == '-' ? arena_printf(a, "./%s", output) : output;
    for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++) {
        const char *argv[] = {tools[i], "--remove-section=.fbp", file, NULL};
        if (run_child((char *const *)argv, OUTPUT_NOWHERE) == 0)
            return true;
    }
    say("--fbp-strip: %s: neither objcopy nor llvm-objcopy-19 can take .fbp out; install binutils",
        output);
    return false;
}

static _Noreturn void give_up(const char *output)
{
    unlink(output);
    exit(1);
}

_Noreturn void link_and_check(char *const *argv, const char *output, const struct options *o,
                              const struct parts *p, struct arena *a)
{
    struct stat before = {0}, after;
    bool was_there = stat(output, &before) == 0;
    int status = run_child(argv, OUTPUT_OURS);
    if (status == -1) {
        say("cannot run %s: %s; install clang-19, or set FBP_CLANG", p->clang, strerror(errno));
        exit(1);
    }
    if (status != 0)
        end_like(status);
    if (stat(output, &after) != 0 || !S_ISREG(after.st_mode) ||
        (was_there && !differs(&before, &after)) || !is_linked(output))
        exit(0);
    status = check(output, o, p, a);
    int found = status != -1 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (found == -1)
        say("%s: not checked: fbp-check ended early", output);
    if (found == VIOLATIONS && o->werror) {
        say("%s: has violations (--fbp-werror), and is not made", output);
        give_up(output);
    }
    if (o->checks == CHECKS_RESIDUAL && (found == -1 || found == WRONG_USAGE)) {
        say("%s: its checks are not switched on, so it is not made", output);
        give_up(output);
    }
    if (o->strip && !strip(output, a))
        give_up(output);
    bool asked = o->report != NULL || o->suppressions.len > 0;
    exit(found == WRONG_USAGE && asked ? 1 : 0);
}
