/* Keeps the whole text of a case's findings in a file beside the cases, so that a change of any
 * sentence, caret or path is seen, as a failure here and in the diff of whoever reviews it.
 *
 * The form that is kept: one block for each finding (its sentence, the source line with the caret,
 * its notes) and for each line that counts several, then the summary without the number of places,
 * which says nothing about a finding and changes with every improvement of the lowering. Blocks are
 * ordered by position, not as printed: the order of a report is a matter of its own (tests/cli).
 * The corpus folder is taken off each path, and the identifier of a check becomes ID.
 *
 * Invariant: golden_form is a function of its arguments alone, and everything else that was printed
 * is in its result: a line that is not understood is kept, never dropped. */
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "golden.h"

typedef VEC(const char *) blocks;

/* The text with every `what` replaced. */
static const char *replaced(struct arena *a, const char *text, const char *what, const char *with)
{
    const char *done = "";
    for (const char *at; (at = strstr(text, what)); text = at + strlen(what))
        done = arena_printf(a, "%s%.*s%s", done, (int)(at - text), text, with);
    return arena_printf(a, "%s%s", done, text);
}

static const char *without_check(struct arena *a, const char *line)
{
    static const char start[] = "(check ";
    const char *at = strstr(line, start), *end = at ? strchr(at, ')') : NULL;
    if (!end)
        return line;
    return arena_printf(a, "%.*sID%s", (int)(at - line + (long)strlen(start)), line, end);
}

/* The line without the folder, which fbp-check leaves out as far as it is the current one. */
static const char *without_folder(struct arena *a, const char *line, const char *folder)
{
    char here[PATH_MAX];
    size_t n = getcwd(here, sizeof here) ? strlen(here) : 0;
    if (n > 0 && strncmp(folder, here, n) == 0 && folder[n] == '/') {
        size_t len = strlen(folder + n + 1);
        if (strncmp(line, folder + n + 1, len) == 0)
            line += len;
    }
    return replaced(a, line, folder, "");
}

/* The line without what depends on the machine. `folder` ends in a slash. */
static const char *filtered(struct arena *a, const char *line, const char *folder)
{
    unsigned tasks, unproven, violations;
    if (sscanf(line,
               "fbp-check: %u task%*[^0-9]%*u place%*[^0-9]%*u proved, %u unproven, %u violation",
               &tasks, &unproven, &violations) == 3)
        return arena_printf(a, "fbp-check: %u task%s: %u unproven, %u violation%s\n", tasks,
                            tasks == 1 ? "" : "s", unproven, violations,
                            violations == 1 ? "" : "s");
    return without_check(a, without_folder(a, line, folder));
}

/* The first line of a finding says error or warning after its position, that of a group of findings
 * names their kind; the lines that belong to it are a quoted source line (it starts with a blank)
 * or notes. */
static bool starts_finding(const char *line)
{
    if (line[0] != ' ' && strstr(line, ": note: ") && strstr(line, " [fbp-"))
        return true;
    const char *note = strstr(line, ": note: ");
    const char *error = strstr(line, ": error: "), *warning = strstr(line, ": warning: ");
    const char *severity = error && (!warning || error < warning) ? error : warning;
    return line[0] != ' ' && severity && (!note || severity < note);
}

static bool belongs_to_finding(const char *line)
{
    return line[0] == ' ' || strstr(line, ": note: ");
}

static void append(struct arena *a, const char **text, const char *line)
{
    *text = arena_printf(a, "%s%s", *text, line);
}

static int by_position(const void *a, const void *b)
{
    return strverscmp(*(const char *const *)a, *(const char *const *)b);
}

const char *golden_form(struct test_case *c, const char *err, const char *out)
{
    struct arena *a = &c->arena;
    const char *printed = arena_printf(a, "%s%s", err, out), *text = "", *rest = "";
    blocks findings = {0};
    for (const char *end; *printed; printed = end) {
        end = strchrnul(printed, '\n');
        end += *end == '\n';
        const char *line = arena_printf(a, "%.*s", (int)(end - printed), printed);
        line = filtered(a, line, c->folder);
        if (starts_finding(line))
            vec_push(&findings, line);
        else if (findings.len > 0 && belongs_to_finding(line))
            append(a, &findings.data[findings.len - 1], line);
        else
            append(a, &rest, line);
    }
    qsort(findings.data, findings.len, sizeof *findings.data, by_position);
    for (uint32_t i = 0; i < findings.len; i++)
        append(a, &text, findings.data[i]);
    append(a, &text, rest);
    vec_free(&findings);
    return text;
}

static const char *kept_text(struct test_case *c)
{
    FILE *f = fopen(c->golden, "r");
    char *text = NULL;
    size_t size = 0;
    if (!f)
        return NULL;
    const char *kept = getdelim(&text, &size, '\0', f) >= 0 ? arena_strdup(&c->arena, text) : "";
    free(text);
    fclose(f);
    return kept;
}

/* The lines of `text` up to `end`, each after a sign. */
static const char *signed_lines(struct arena *a, char sign, const char *text, const char *end)
{
    const char *lines = "";
    while (text < end) {
        const char *stop = strchrnul(text, '\n');
        lines = arena_printf(a, "%s  %c %.*s\n", lines, sign, (int)(stop - text), text);
        text = stop + (*stop == '\n');
    }
    return lines;
}

/* What is left of both texts without the lines in which their starts and their ends agree. */
static const char *difference(struct arena *a, const char *old, const char *new)
{
    const char *old_end = old + strlen(old), *new_end = new + strlen(new);
    const char *o = old, *n = new;
    for (; *o && *o == *n; o++, n++)
        if (*o == '\n') {
            old = o + 1;
            new = n + 1;
        }
    const char *old_stop = old_end, *new_stop = new_end;
    for (o = old_end, n = new_end; o > old && n > new && o[-1] == n[-1]; o--, n--)
        if (o[-1] == '\n') {
            old_stop = o;
            new_stop = n;
        }
    return arena_printf(a, "%s%s", signed_lines(a, '-', old, old_stop),
                        signed_lines(a, '+', new, new_stop));
}

const char *golden_differs(struct test_case *c, const char *text)
{
    const char *kept = kept_text(c), *name = case_base_name(c->golden);
    if (!kept && !text)
        return NULL;
    if (!kept)
        return arena_printf(&c->arena, "  there is no golden/%s\n%s", name,
                            signed_lines(&c->arena, '+', text, text + strlen(text)));
    if (!text)
        return arena_printf(&c->arena, "  golden/%s is of a case without findings\n", name);
    if (strcmp(kept, text) == 0)
        return NULL;
    return arena_printf(&c->arena, "  the text is not that of golden/%s\n%s", name,
                        difference(&c->arena, kept, text));
}

static bool write_text(struct test_case *c, const char *text)
{
    const char *slash = strrchr(c->golden, '/');
    mkdir(arena_printf(&c->arena, "%.*s", (int)(slash - c->golden), c->golden), 0777);
    FILE *f = fopen(c->golden, "w");
    if (!f)
        return false;
    bool written = fputs(text, f) >= 0;
    return fclose(f) == 0 && written;
}

bool golden_update(struct test_case *c, const char *text, const char **did)
{
    const char *kept = kept_text(c);
    if (kept == text || (kept && text && strcmp(kept, text) == 0))
        return true;
    *did = !kept ? "new" : text ? "changed" : "removed";
    return text ? write_text(c, text) : unlink(c->golden) == 0;
}
