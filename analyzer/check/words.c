/* Splitting follows POSIX sh as far as databases use it: single quotes, double quotes with
 * backslash escapes, backslash outside of quotes. Response files have the same syntax (gcc's
 * libiberty). */
#include "check/words.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One word from *at, written to `out` (large enough); advances *at past it. False if it ends within
 * quotes. */
static bool take_word(const char **at, char *out)
{
    char quote = 0;
    const char *s = *at;
    for (; *s != '\0' && (quote != 0 || !isspace((unsigned char)*s)); s++) {
        if (*s == quote) {
            quote = 0;
        } else if (quote == 0 && (*s == '"' || *s == '\'')) {
            quote = *s;
        } else if (*s == '\\' && s[1] != '\0' &&
                   (quote == 0 || (quote == '"' && strchr("\"\\$`", s[1]) != NULL))) {
            *out++ = *++s;
        } else {
            *out++ = *s;
        }
    }
    *out = '\0';
    *at = s;
    return quote == 0;
}

bool words_split(struct words *w, const char *text, struct arena *a)
{
    bool whole = true;
    char *word = malloc(strlen(text) + 1);
    if (word == NULL)
        abort();
    while (true) {
        while (isspace((unsigned char)*text))
            text++;
        if (*text == '\0')
            break;
        whole = take_word(&text, word);
        vec_push(&w->v, arena_strdup(a, word));
    }
    free(word);
    return whole;
}

bool words_add(struct words *w, const char *word, const char *dir, struct arena *a)
{
    if (word[0] != '@') {
        vec_push(&w->v, word);
        return true;
    }
    size_t size = 0;
    char *path =
        word[1] == '/' ? arena_strdup(a, word + 1) : arena_printf(a, "%s/%s", dir, word + 1);
    char *text = file_read(path, &size);
    if (text == NULL) {
        vec_push(&w->v, word);
        return false;
    }
    bool whole = words_split(w, text, a);
    free(text);
    errno = 0;
    return whole;
}

char *file_read(const char *path, size_t *size)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return NULL;
    size_t cap = 1 << 16, n = 0, got = 0;
    char *text = malloc(cap);
    while (text != NULL && (got = fread(text + n, 1, cap - n - 1, in)) > 0) {
        n += got;
        if (n == cap - 1)
            text = realloc(text, cap *= 2);
    }
    if (text == NULL)
        abort();
    int error = ferror(in) ? errno : 0;
    fclose(in);
    if (error != 0) {
        free(text);
        errno = error;
        return NULL;
    }
    text[n] = '\0';
    *size = n;
    return text;
}
