/* Asking a cross compiler: "CC -E -v -x c /dev/null" prints its target and its system include
 * folders on standard error, in a form that gcc and clang share.
 *
 * Only compilers whose name carries a target are asked, each once per run and question: the
 * language, and those arguments on which the answer depends (a sysroot, a variant of the target).
 * Folders of gcc's own headers (stddef.h, intrinsics) are left out: clang has its own. The
 * compiler's name comes from the user's database and is run without a shell. */
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
    const char *question; /* the command */
    struct words words;
};

static VEC(struct answer) answers;

/* What the compiler prints on standard error, malloc'ed; NULL if it cannot be run. */
static char *run(const char *const *argv)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return NULL;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    pid_t pid = 0;
    int error = posix_spawnp(&pid, argv[0], &actions, NULL, (char *const *)argv, environ);
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

static bool matters(const char *arg)
{
    static const char *const begins[] = {"--sysroot=", "-m", "-nostdinc", "-specs=", "--specs="};
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
        if (strncmp(arg, begins[i], strlen(begins[i])) == 0 && strcmp(arg, "-mllvm") != 0)
            return true;
    }
    return false;
}

static void make_question(struct words *q, const char *compiler, enum unit_lang lang,
                          const char *const *args, uint32_t nargs)
{
    vec_push(&q->v, compiler);
    for (uint32_t i = 0; i < nargs; i++) {
        bool two = strcmp(args[i], "-isysroot") == 0 || strcmp(args[i], "--sysroot") == 0;
        if (two || matters(args[i]))
            vec_push(&q->v, args[i]);
        if (two && i + 1 < nargs)
            vec_push(&q->v, args[++i]);
    }
    static const char *const rest[] = {"-E", "-v", "-x"};
    for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++)
        vec_push(&q->v, rest[i]);
    vec_push(&q->v, lang == LANG_CXX ? "c++" : "c");
    vec_push(&q->v, "/dev/null");
    vec_push(&q->v, NULL);
}

static const char *joined(const struct words *q, struct arena *a)
{
    const char *text = "";
    for (uint32_t i = 0; i + 1 < q->v.len; i++)
        text = arena_printf(a, "%s%s\n", text, q->v.data[i]);
    return text;
}

void command_ask_driver(struct words *out, const char *compiler, enum unit_lang lang,
                        const char *const *args, uint32_t nargs, struct arena *a)
{
    struct words q = {{0}};
    uint32_t i = 0;
    make_question(&q, compiler, lang, args, nargs);
    const char *question = joined(&q, a);
    while (i < answers.len && strcmp(answers.data[i].question, question) != 0)
        i++;
    if (i == answers.len) {
        struct answer answer = {.question = question};
        char *text = run(q.v.data);
        if (text != NULL)
            parse(&answer.words, text, a);
        free(text);
        vec_push(&answers, answer);
    }
    for (uint32_t k = 0; k < answers.data[i].words.v.len; k++)
        vec_push(&out->v, answers.data[i].words.v.data[k]);
    vec_free(&q.v);
}
