/* Reads what the comments of a case say.
 *
 *   // expect: KIND                a violation of that kind on this line
 *   // expect: unproven KIND       the same, as unproven; several are separated by commas
 *   // note: TEXT                  on a line after an expectation: a finding that meets it says
 * TEXT
 *   // args: OPTIONS               in the first lines: further options of fbp-check
 *   // xfail: WHY                  in the first lines: known to fail
 *
 * Every line comment is one of these, everything else is a mistake of the case: prose stands in
 * block comments, so a misspelled directive cannot pass for a remark. Comment signs in strings and
 * characters are skipped; the cases hold no trigraphs and no line comments that go on after a
 * backslash. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

enum { FIRST_LINES = 5 };

struct reader {
    struct test_case *c;
    const char *path;
    unsigned line;
    bool in_comment;      /* the line starts inside a block comment */
    bool has_expectation; /* this file has one already, so a note is about something */
};

static char *trim(char *s)
{
    while (isspace((unsigned char)*s))
        s++;
    size_t n = strlen(s);
    while (n > 0 && isspace((unsigned char)s[n - 1]))
        s[--n] = '\0';
    return s;
}

static void mistake(struct reader *r, const char *what, const char *text)
{
    case_break(r->c, "%s:%u: %s: %s", case_base_name(r->path), r->line, what, text);
}

static void add_expectation(struct reader *r, char *text)
{
    struct expectation e = {.path = r->path, .line = r->line, .certainty = CERTAINTY_VIOLATION};
    static const char unproven[] = "unproven ";
    text = trim(text);
    if (strncmp(text, unproven, sizeof unproven - 1) == 0) {
        e.certainty = CERTAINTY_UNPROVEN;
        text = trim(text + sizeof unproven - 1);
    }
    if (!kind_parse(text, &e.kind)) {
        mistake(r, "not a kind of finding", text);
        return;
    }
    vec_push(&r->c->expected, e);
    r->has_expectation = true;
}

static void on_expect(struct reader *r, char *text)
{
    char *save;
    for (char *one = strtok_r(text, ",", &save); one; one = strtok_r(NULL, ",", &save))
        add_expectation(r, one);
}

static void on_note(struct reader *r, char *text)
{
    if (!r->has_expectation || !*text) {
        mistake(r, "a note needs a text and an expectation before it", text);
        return;
    }
    struct expectation *e = &r->c->expected.data[r->c->expected.len - 1];
    vec_push(&e->notes, arena_strdup(&r->c->arena, text));
}

static void on_args(struct reader *r, char *text)
{
    char *save;
    for (char *one = strtok_r(text, " ", &save); one; one = strtok_r(NULL, " ", &save))
        vec_push(&r->c->args, arena_strdup(&r->c->arena, one));
}

static void on_xfail(struct reader *r, char *text)
{
    if (!*text)
        mistake(r, "an xfail needs a reason", "none");
    r->c->xfail = arena_strdup(&r->c->arena, text);
}

static const struct directive {
    const char *name;
    void (*read)(struct reader *, char *text);
    bool first_lines;
} directives[] = {{"expect", on_expect, false},
                  {"note", on_note, false},
                  {"args", on_args, true},
                  {"xfail", on_xfail, true}};

static void line_comment(struct reader *r, char *text)
{
    char *colon = strchr(text, ':');
    text = trim(text);
    if (!colon) {
        mistake(r, "a line comment that is no directive (prose goes into /* */)", text);
        return;
    }
    *colon = '\0';
    for (size_t i = 0; i < sizeof directives / sizeof directives[0]; i++)
        if (strcmp(text, directives[i].name) == 0) {
            if (directives[i].first_lines && r->line > FIRST_LINES)
                mistake(r, "belongs into the first lines", text);
            directives[i].read(r, trim(colon + 1));
            return;
        }
    mistake(r, "unknown directive", text);
}

/* The start of the text of a line comment in `s`, or NULL. */
static char *find_line_comment(struct reader *r, char *s)
{
    char quote = '\0';
    for (; *s; s++) {
        if (r->in_comment) {
            if (s[0] == '*' && s[1] == '/') {
                r->in_comment = false;
                s++;
            }
        } else if (quote) {
            if (*s == '\\' && s[1])
                s++;
            else if (*s == quote)
                quote = '\0';
        } else if (*s == '"' || *s == '\'') {
            quote = *s;
        } else if (s[0] == '/' && s[1] == '*') {
            r->in_comment = true;
            s++;
        } else if (s[0] == '/' && s[1] == '/') {
            return s + 2;
        }
    }
    return NULL;
}

static void read_file(struct test_case *c, const char *path)
{
    struct reader r = {.c = c, .path = path};
    char *line = NULL;
    size_t size = 0;
    FILE *f = fopen(path, "r");
    if (!f) {
        case_break(c, "%s cannot be opened", path);
        return;
    }
    while (getline(&line, &size, f) > 0) {
        r.line++;
        char *comment = find_line_comment(&r, line);
        if (comment)
            line_comment(&r, comment);
    }
    free(line);
    fclose(f);
}

void case_read(struct test_case *c)
{
    for (uint32_t i = 0; i < c->units.len; i++)
        read_file(c, c->units.data[i]);
    for (uint32_t i = 0; i < c->headers.len; i++)
        read_file(c, c->headers.data[i]);
}
