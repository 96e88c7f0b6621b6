/* Reads suppressions and asks of each finding whether one of them is for it.
 *
 * A reason is mandatory: a suppression that nobody can judge later is worse than the finding. One
 * that suppresses nothing is said, because it may hide the next finding that comes to its line. */
#include "check/suppress.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/paths.h"
#include "check/say.h"
#include "report/lines.h"

static const char IN_SOURCE[] = "fbp-ok(";

void suppressions_init(struct suppressions *s)
{
    *s = (struct suppressions){.asking = PTHREAD_MUTEX_INITIALIZER};
}

/* ---- kinds ---- */

static const char *nearest_kind(const char *name)
{
    const char *names[KIND_COUNT];
    for (int k = 0; k < KIND_COUNT; k++)
        names[k] = kind_name((enum kind)k);
    return near_match(name, names, KIND_COUNT);
}

static bool add_kind(uint32_t *kinds, const char *name, const struct source_pos *pos)
{
    enum kind k = KIND_GLOBAL_WRITE;
    if (kind_parse(name, &k)) {
        *kinds |= 1u << k;
        return true;
    }
    const char *near = nearest_kind(name);
    if (near != NULL)
        say("%s:%u: '%s' is no kind of finding; did you mean '%s'?", pos->file, pos->line, name,
            near);
    else
        say("%s:%u: '%s' is no kind of finding; --explain names them", pos->file, pos->line, name);
    return false;
}

/* ---- files ---- */

static char *trimmed(char *text)
{
    text += strspn(text, " \t");
    size_t n = strlen(text);
    while (n > 0 && strchr(" \t\r\n", text[n - 1]) != NULL)
        text[--n] = '\0';
    return text;
}

/* Like a shell's, but brackets are themselves: objects are called workers[].count. */
static const char *with_plain_brackets(struct arena *a, const char *glob)
{
    char *pattern = arena_alloc(a, 2 * strlen(glob) + 1), *to = pattern;
    for (; *glob != '\0'; glob++) {
        if (*glob == '[' || *glob == '\\')
            *to++ = '\\';
        *to++ = *glob;
    }
    return pattern;
}

/* A word of the form name=GLOB. */
static bool add_limit(struct suppressions *all, struct suppression *s, char *word)
{
    static const char *const names[] = {"object", "function", "file", "task"};
    const char **const limits[] = {&s->object, &s->function, &s->file, &s->task};
    char *glob = strchr(word, '=');
    if (glob != NULL)
        *glob++ = '\0';
    for (int i = 0; i < 4; i++) {
        if (strcmp(word, names[i]) != 0 || glob == NULL || glob[0] == '\0')
            continue;
        *limits[i] = with_plain_brackets(&all->arena, glob);
        return true;
    }
    say("%s:%u: '%s': expected object=GLOB, function=GLOB, file=GLOB or task=GLOB", s->pos.file,
        s->pos.line, word);
    return false;
}

static bool parse_line(struct suppressions *all, char *line, struct suppression *s)
{
    char *why = strchr(line, '#'), *state = NULL;
    if (why != NULL)
        *why++ = '\0';
    char *word = strtok_r(line, " \t\r\n", &state);
    if (word == NULL)
        return true; /* empty, or a comment */
    bool good = add_kind(&s->kinds, word, &s->pos);
    while (good && (word = strtok_r(NULL, " \t\r\n", &state)) != NULL)
        good = add_limit(all, s, word);
    if (!good)
        return false;
    s->why = why == NULL ? "" : trimmed(why);
    if (s->why[0] == '\0') {
        say("%s:%u: no reason; end the line with # and why this is all right", s->pos.file,
            s->pos.line);
        return false;
    }
    vec_push(&all->v, *s);
    return true;
}

bool suppressions_read(struct suppressions *s, const char *file)
{
    FILE *in = fopen(file, "r");
    char *line = NULL;
    size_t cap = 0;
    bool good = in != NULL;
    for (uint32_t n = 1; in != NULL && getline(&line, &cap, in) >= 0; n++) {
        struct suppression one = {.pos = {.file = file, .line = n}};
        good &= parse_line(s, arena_strdup(&s->arena, line), &one);
    }
    if (in == NULL || ferror(in)) {
        say("--suppressions %s: cannot be read: %s; %s", file, strerror(errno),
            advice_on_reading(errno));
        good = false;
    }
    if (in != NULL)
        fclose(in);
    free(line);
    return good;
}

/* ---- literals ---- */

enum text { CODE, STRING, CHARACTER, LINE_COMMENT, BLOCK_COMMENT };

/* 1'000: the apostrophe is in a number. */
static bool separates_digits(const char *line, size_t at)
{
    size_t start = at;
    while (start > 0 && (isalnum((unsigned char)line[start - 1]) || line[start - 1] == '\'' ||
                         line[start - 1] == '.'))
        start--;
    return start < at && isdigit((unsigned char)line[start]);
}

/* What the text is after character `i`; *i is moved on where two belong together. */
static enum text text_after(enum text now, const char *line, size_t len, size_t *i)
{
    char c = line[*i], next = '\0';
    if (*i + 1 < len)
        next = line[*i + 1];
    switch (now) {
    case CODE:
        if (c == '"')
            return STRING;
        if (c == '\'')
            return separates_digits(line, *i) ? CODE : CHARACTER;
        if (c != '/' || (next != '/' && next != '*'))
            return CODE;
        ++*i;
        return next == '/' ? LINE_COMMENT : BLOCK_COMMENT;
    case STRING:
    case CHARACTER:
        *i += c == '\\';
        return c == (now == STRING ? '"' : '\'') ? CODE : now;
    case BLOCK_COMMENT:
        if (c != '*' || next != '/')
            return now;
        ++*i;
        return CODE;
    case LINE_COMMENT:
        break;
    }
    return now;
}

/* What the text is before character `at` of a line that begins as `begin`. */
static enum text text_at(enum text begin, const char *line, size_t len, size_t at)
{
    enum text now = begin;
    for (size_t i = 0; i < at; i++)
        now = text_after(now, line, len, &i);
    return now;
}

/* ... at the beginning of the next line. */
static enum text text_of_next(enum text begin, const char *line, size_t len)
{
    enum text end = text_at(begin, line, len, len);
    bool goes_on = end == BLOCK_COMMENT || (len > 0 && line[len - 1] == '\\');
    return goes_on ? end : CODE;
}

/* ---- comments ---- */

/* Ends a comment's text: at the end of the comment, if that is on this line. */
static char *comment_text(struct suppressions *s, const char *at, size_t len)
{
    char *text = arena_alloc(&s->arena, len + 1);
    memcpy(text, at, len);
    char *end = strstr(text, "*/");
    if (end != NULL)
        *end = '\0';
    return text;
}

static bool is_blank(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] != ' ' && text[i] != '\t')
            return false;
    return true;
}

/* The start of the comment on this line that is a suppression; NULL: none is. `begin`: what the
 * text is where the line begins. */
static const char *comment_of(const char *line, size_t len, enum text begin)
{
    size_t n = strlen(IN_SOURCE);
    for (size_t i = 2; line != NULL && i + n <= len; i++) {
        if (line[i] != IN_SOURCE[0] || memcmp(line + i, IN_SOURCE, n) != 0)
            continue;
        size_t start = i;
        while (start > 0 && is_blank(line + start - 1, 1))
            start--;
        if (start < 2 || line[start - 2] != '/' || strchr("/*", line[start - 1]) == NULL)
            continue;
        enum text in = text_at(begin, line, len, start - 2);
        if (in != STRING && in != CHARACTER)
            return line + start - 2;
    }
    return NULL;
}

static bool parse_comment(struct suppressions *all, struct suppression *s, char *text)
{
    char *list = strstr(text, IN_SOURCE) + strlen(IN_SOURCE), *state = NULL;
    char *end = strchr(list, ')');
    if (end == NULL || end[1] != ':' || trimmed(end + 2)[0] == '\0') {
        say("%s:%u: no reason; write // fbp-ok(KIND): why this is all right", s->pos.file,
            s->pos.line);
        return false;
    }
    *end = '\0';
    s->why = trimmed(end + 2);
    for (char *kind = strtok_r(list, ", \t", &state); kind != NULL;
         kind = strtok_r(NULL, ", \t", &state))
        if (!add_kind(&s->kinds, kind, &s->pos))
            return false;
    vec_push(&all->v, *s);
    return true;
}

static bool is_alone(struct suppressions *s, const char *file, uint32_t line)
{
    size_t len = 0;
    const char *text = lines_get(s->lines, file, line, &len), *at = comment_of(text, len, CODE);
    return at != NULL && is_blank(text, (size_t)(at - text));
}

static void read_source(struct suppressions *s, const char *file)
{
    size_t len = 0;
    const char *text;
    enum text begin = CODE;
    s->lines = lines_new();
    for (uint32_t n = 1; (text = lines_get(s->lines, file, n, &len)) != NULL; n++) {
        const char *at = comment_of(text, len, begin);
        begin = text_of_next(begin, text, len);
        if (at == NULL)
            continue;
        struct suppression one = {.pos = {.file = file, .line = n}, .in_source = true, .line = n};
        while (is_alone(s, file, one.line))
            one.line++;
        s->wrong |= !parse_comment(s, &one, comment_text(s, at, len - (size_t)(at - text)));
    }
    lines_free(s->lines); /* each file is read for its comments once, while much else is held */
    s->lines = NULL;
}

void suppressions_note_sources(struct suppressions *s, const struct rir_module *program)
{
    const char *last = NULL;
    pthread_mutex_lock(&s->asking);
    for (uint32_t f = 0; f < program->funcs.len; f++) {
        const struct rir_func *fn = &program->funcs.data[f];
        if (fn->pos.file == NULL || fn->pos.file == last || (fn->flags & RIR_FUNC_DEFINED) == 0)
            continue;
        last = fn->pos.file;
        bool known = false;
        for (uint32_t i = 0; i < s->files.len && !known; i++)
            known = strcmp(s->files.data[i].file, last) == 0;
        struct suppression_source source = {.file = last};
        if (known)
            continue;
        source.file = arena_strdup(&s->arena, last);
        vec_push(&s->files, source);
    }
    pthread_mutex_unlock(&s->asking);
}

void suppressions_read_sources(struct suppressions *s)
{
    pthread_mutex_lock(&s->asking);
    for (uint32_t i = 0; i < s->files.len; i++)
        if (!s->files.data[i].read) {
            s->files.data[i].read = true;
            read_source(s, s->files.data[i].file);
        }
    pthread_mutex_unlock(&s->asking);
}

/* ---- findings ---- */

static bool fits(const char *glob, const char *text)
{
    return glob == NULL || (text != NULL && fnmatch(glob, text, 0) == 0);
}

static bool is_for(const struct suppression *s, const struct finding *f)
{
    if ((s->kinds >> f->kind & 1) == 0)
        return false;
    if (s->in_source)
        return f->pos.file != NULL && f->pos.line == s->line &&
               strcmp(f->pos.file, s->pos.file) == 0;
    return fits(s->object, f->object) && fits(s->function, f->function) &&
           fits(s->task, f->task == NULL ? "main" : f->task) &&
           (s->file == NULL || (f->pos.file != NULL && path_fits(s->file, f->pos.file)));
}

static void read_source_of(struct suppressions *s, const struct finding *f)
{
    for (uint32_t i = 0; i < s->files.len && f->pos.file != NULL; i++) {
        struct suppression_source *source = &s->files.data[i];
        if (source->read || strcmp(source->file, f->pos.file) != 0)
            continue;
        source->read = true;
        read_source(s, source->file);
    }
}

bool suppressions_have(struct suppressions *s, const struct finding *f, struct trusted_info *info)
{
    bool found = false;
    pthread_mutex_lock(&s->asking);
    read_source_of(s, f);
    for (uint32_t i = 0; i < s->v.len && !found; i++) {
        found = is_for(&s->v.data[i], f);
        s->v.data[i].used |= found;
        if (found)
            *info = (struct trusted_info){.kind = TRUST_SUPPRESSION, .why = s->v.data[i].why};
    }
    pthread_mutex_unlock(&s->asking);
    return found;
}

bool suppressions_any(struct suppressions *s)
{
    pthread_mutex_lock(&s->asking);
    bool any = s->v.len > 0;
    pthread_mutex_unlock(&s->asking);
    return any;
}

bool suppressions_limited(struct suppressions *s)
{
    bool limited = false;
    pthread_mutex_lock(&s->asking);
    for (uint32_t i = 0; i < s->v.len; i++)
        limited |= s->v.data[i].object != NULL || s->v.data[i].task != NULL;
    pthread_mutex_unlock(&s->asking);
    return limited;
}

void suppressions_say_unused(const struct suppressions *s)
{
    for (uint32_t i = 0; i < s->v.len; i++) {
        const struct suppression *one = &s->v.data[i];
        if (!one->used)
            say("%s:%u: suppresses no finding; take it out", path_shown(one->pos.file),
                one->pos.line);
    }
}

void suppressions_free(struct suppressions *s)
{
    vec_free(&s->v);
    vec_free(&s->files);
    arena_free(&s->arena);
    pthread_mutex_destroy(&s->asking);
}
