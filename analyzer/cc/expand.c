/* Response files are read as clang reads them: words are separated by white space; a backslash
 * takes the next character as it is, also between quotes; an empty pair of quotes is no word. A
 * file that does not exist leaves its argument as it is; names in a file are relative to the
 * working directory. A byte order mark other than UTF-8's is left to clang, as is a file that names
 * itself, and what can be read only once (a pipe): it is not even opened, since whoever writes
 * there would take the first reader for the only one. */
#include "cc/expand.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 64 };

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0';
}

/* Copies what stands between quotes; returns the place after them. */
static const char *take_quoted(const char *s, const char *end, char **out)
{
    char quote = *s++;
    while (s < end && *s != quote) {
        if (*s == '\\' && s + 1 < end)
            s++;
        *(*out)++ = *s++;
    }
    return s < end ? s + 1 : s;
}

/* One word from s, which is no white space, to `out`; returns the place after it. */
static const char *take_word(const char *s, const char *end, char *out)
{
    while (s < end && !is_space(*s)) {
        if (*s == '\\' && s + 1 < end) {
            *out++ = s[1];
            s += 2;
        } else if (*s == '"' || *s == '\'') {
            s = take_quoted(s, end, &out);
        } else {
            *out++ = *s++;
        }
    }
    *out = '\0';
    return s;
}

static char *read_file(const char *path, const struct stat *st, size_t *size, struct arena *a)
{
    FILE *in = S_ISREG(st->st_mode) ? fopen(path, "rb") : NULL;
    if (in == NULL)
        return NULL;
    char *text = arena_alloc(a, (size_t)st->st_size + 1);
    *size = fread(text, 1, (size_t)st->st_size, in);
    fclose(in);
    return text;
}

/* depth: 0 on the command line, 1 in a file that is named there ... */
static bool expand(struct words *out, const char *text, int argument, int depth, struct arena *a);

static bool expand_text(struct words *out, const char *s, size_t size, int argument, int depth,
                        struct arena *a)
{
    const char *end = s + size;
    char *room = arena_alloc(a, size + 1); /* a word is no longer than what it was read from */
    if (size >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
        s += 3;
    while (true) {
        while (s < end && is_space(*s))
            s++;
        if (s == end)
            return true;
        char *word = room;
        s = take_word(s, end, word);
        room += strlen(word) + 1;
        if (*word != '\0' && !expand(out, word, argument, depth, a))
            return false;
    }
}

static bool expand(struct words *out, const char *text, int argument, int depth, struct arena *a)
{
    struct stat st = {0};
    size_t size = 0;
    if (text[0] != '@' || (stat(text + 1, &st) != 0 && errno == ENOENT)) {
        struct word w = {text, argument, depth > 0};
        vec_push(&out->v, w);
        return true;
    }
    const char *inside = depth < DEEPEST ? read_file(text + 1, &st, &size, a) : NULL;
    bool wide = inside != NULL && size >= 2 &&
                (memcmp(inside, "\xff\xfe", 2) == 0 || memcmp(inside, "\xfe\xff", 2) == 0);
    return inside != NULL && !wide && expand_text(out, inside, size, argument, depth + 1, a);
}

bool words_expand(struct words *out, int argc, char **argv, struct arena *a)
{
    for (int i = 0; i < argc; i++) {
        if (!expand(out, argv[i], i, 0, a))
            return false;
    }
    return true;
}
