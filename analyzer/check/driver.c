/* Asking a cross compiler: "CC -E -v -x c /dev/null" prints its target and its system include
 * folders on standard error, in a form that gcc and clang share.
 *
 * Only compilers whose name carries a target are asked, each once per run. Folders of gcc's own
 * headers (stddef.h, intrinsics) are left out: clang has its own. The compiler's name comes from
 * the user's database and is run without a shell. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check/command.h"
#include "check/paths.h"

extern char **environ;

struct answer {
    const char *compiler;
    struct words words;
};

static VEC(struct answer) answers;

/* What the compiler prints on standard error, malloc'ed; NULL if it cannot be run. */
static char *run(const char *compiler)
{
    const char *argv[] = {compiler, "-E", "-v", "-x", "c", "/dev/null", NULL};
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return NULL;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    pid_t pid = 0;
    int error = posix_spawnp(&pid, compiler, &actions, NULL, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    size_t cap = 1 << 16, n = 0;
    char *text = error == 0 ? calloc(1, cap) : NULL;
    ssize_t got = 0;
    while (text != NULL && n + 1 < cap && (got = read(ends[0], text + n, cap - n - 1)) > 0)
        n += (size_t)got;
    close(ends[0]);
    if (error == 0)
        waitpid(pid, NULL, 0);
    return text;
}

static void add_folder(struct words *out, const char *folder)
{
    if (strstr(folder, "/lib/gcc") != NULL || strstr(folder, "/lib/clang/") != NULL)
        return;
    vec_push(&out->v, "-isystem");
    vec_push(&out->v, folder);
}

static void parse(struct words *out, char *text, struct arena *a)
{
    bool listing = false;
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        if (strncmp(line, "Target: ", 8) == 0)
            vec_push(&out->v, (const char *)arena_printf(a, "--target=%s", line + 8));
        if (strncmp(line, "#include <...>", 14) == 0)
            listing = true;
        else if (line[0] != ' ')
            listing = false;
        else if (listing)
            add_folder(out, path_absolute("/", line + strspn(line, " "), a));
    }
}

void command_ask_driver(struct words *out, const char *compiler, struct arena *a)
{
    uint32_t i = 0;
    while (i < answers.len && strcmp(answers.data[i].compiler, compiler) != 0)
        i++;
    if (i == answers.len) {
        struct answer answer = {.compiler = arena_strdup(a, compiler)};
        char *text = run(compiler);
        if (text != NULL)
            parse(&answer.words, text, a);
        free(text);
        vec_push(&answers, answer);
    }
    for (uint32_t k = 0; k < answers.data[i].words.v.len; k++)
        vec_push(&out->v, answers.data[i].words.v.data[k]);
}
