/* Suppressions, in the format of fbp-check's file: KIND object=GLOB function=GLOB file=GLOB
 * task=GLOB # why.
 *
 * The file is read once, when the program starts, into memory of ours; a line that is wrong is a
 * warning. At run time `object` is the name of a static variable or of the function that allocated
 * the block, `function` any function of the access's stack that is shown, `file` the file of the
 * access. */
#include "suppress.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "options.h"
#include "prim.h"
#include "text.h"

enum { LIMITS = 4, MOST = 256 };
static const char *const limit_names[LIMITS] = {"object", "function", "file", "task"};

static struct suppression {
    enum kind kind;
    const char *limits[LIMITS]; /* NULL: any */
} table[MOST];
static unsigned count;

static void warn(unsigned line, const char *what)
{
    char buffer[OPTION_TEXT + 256];
    struct text t;
    text_init(&t, buffer, sizeof buffer);
    text_put(&t, "fbp: ");
    text_put(&t, options.suppressions);
    text_char(&t, ':');
    text_number(&t, line);
    text_put(&t, ": ");
    text_put(&t, what);
    text_char(&t, '\n');
    prim_write(STDERR_FILENO, buffer, t.n);
}

/* The next word, ended with a zero; NULL: none is left. */
static char *word(char **at)
{
    char *w = *at + strspn(*at, " \t\r");
    if (*w == '\0')
        return NULL;
    char *end = w + strcspn(w, " \t\r");
    *at = *end == '\0' ? end : end + 1;
    *end = '\0';
    return w;
}

static bool parse_limits(struct suppression *s, char *rest)
{
    char *w;
    while ((w = word(&rest)) != NULL) {
        char *value = strchr(w, '=');
        if (value == NULL || value[1] == '\0')
            return false;
        *value++ = '\0';
        int i = 0;
        while (i < LIMITS && strcmp(limit_names[i], w) != 0)
            i++;
        if (i == LIMITS)
            return false;
        s->limits[i] = value;
    }
    return true;
}

static void parse_line(char *line, unsigned number)
{
    struct suppression s = {.kind = KIND_NONE};
    char *why = strchr(line, '#');
    if (why != NULL)
        *why++ = '\0';
    char *name = word(&line);
    if (name == NULL)
        return;
    for (enum kind k = KIND_GLOBAL_WRITE; k < KINDS; k++)
        if (strcmp(kind_name(k), name) == 0)
            s.kind = k;
    if (s.kind == KIND_NONE)
        warn(number, "no kind of violation of that name at run time");
    else if (!parse_limits(&s, line))
        warn(number, "expected object=GLOB, function=GLOB, file=GLOB or task=GLOB");
    else if (why == NULL || why[strspn(why, " \t\r")] == '\0')
        warn(number, "no reason; end the line with # and why this is all right");
    else if (count == MOST)
        warn(number, "more than 256 suppressions");
    else
        table[count++] = s;
}

void suppress_read(void)
{
    static char text[1 << 16];
    if (options.suppressions[0] == '\0')
        return;
    int fd = open(options.suppressions, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    if (n < 0) {
        warn(0, "cannot be read");
        return;
    }
    unsigned number = 1;
    for (char *line = text, *end; line < text + n; line = end + 1, number++) {
        end = line + strcspn(line, "\n");
        *end = '\0';
        parse_line(line, number);
    }
}

/* * and ? as in a shell; brackets are themselves. */
static bool fits(const char *glob, const char *text)
{
    const char *star = NULL, *from = NULL;
    if (text == NULL)
        return false;
    while (*text != '\0') {
        if (*glob == '*') {
            star = glob++;
            from = text;
        } else if (*glob == '?' || *glob == *text) {
            glob++;
            text++;
        } else if (star != NULL) {
            glob = star + 1;
            text = ++from;
        } else {
            return false;
        }
    }
    return glob[strspn(glob, "*")] == '\0';
}

/* A file's glob may leave out folders at the beginning. */
static bool file_fits(const char *glob, const char *file)
{
    if (file == NULL)
        return false;
    for (; file != NULL; file = strchr(file, '/'), file += file != NULL)
        if (fits(glob, file))
            return true;
    return false;
}

static bool any_function(const char *glob, const struct frames *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (fits(glob, f->at[i].function))
            return true;
    return false;
}

static bool is_for(const struct suppression *s, const struct facts *f)
{
    const char *object = f->variable;
    if (object == NULL && f->allocated_at.n > 0)
        object = f->allocated_at.at[0].function;
    return s->kind == f->violation->kind && (s->limits[0] == NULL || fits(s->limits[0], object)) &&
           (s->limits[1] == NULL || any_function(s->limits[1], &f->frames)) &&
           (s->limits[2] == NULL ||
            (f->frames.n > 0 && file_fits(s->limits[2], f->frames.at[0].file))) &&
           (s->limits[3] == NULL || fits(s->limits[3], f->who.name));
}

bool suppress_has(const struct facts *facts)
{
    for (unsigned i = 0; i < count; i++)
        if (is_for(&table[i], facts))
            return true;
    return false;
}
