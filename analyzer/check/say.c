/* Messages go to standard error one line at a time; a progress line that is on the screen is wiped
 * first.
 *
 * Near matches are by edit distance (Levenshtein, with one row of the table): at most a third of
 * the letters may differ, so that a wild guess is not "corrected" into something unrelated. */
#include "check/say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/plain.h"

static bool progress_shown;

void say_progress_end(void)
{
    if (progress_shown)
        fputs("\r\033[K", stderr);
    progress_shown = false;
}

void say(const char *format, ...)
{
    va_list ap;
    say_progress_end();
    fputs("fbp-check: ", stderr);
    va_start(ap, format);
    plain_vprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
}

const char *advice_on_reading(int error)
{
    return error == EACCES   ? "make it readable"
           : error == EISDIR ? "name a file"
                             : "check the name";
}

void say_unwritable(const char *option, const char *name, int error)
{
    const char *why = strerror(error), *slash = strrchr(name, '/');
    if (error == ENOENT && slash != NULL && slash != name)
        say("--%s %s: cannot be written: %s; create the folder '%.*s', or name another file",
            option, name, why, (int)(slash - name), name);
    else if (error == EISDIR)
        say("--%s %s: cannot be written: %s; name a file in it", option, name, why);
    else if (error == ENOSPC || error == EDQUOT)
        say("--%s %s: cannot be written: %s; make room, or name another file", option, name, why);
    else
        say("--%s %s: cannot be written: %s; name another file", option, name, why);
}

void say_progress(uint32_t done, uint32_t total, const char *verb, const char *what)
{
    static int terminal = -1;
    if (terminal < 0)
        terminal = isatty(STDERR_FILENO);
    if (!terminal)
        return;
    fprintf(stderr, "\r\033[K[%u/%u] %s%s%.60s", done, total, verb, verb[0] == '\0' ? "" : " ",
            what);
    fflush(stderr);
    progress_shown = true;
}

enum { LONGEST_NAME = 63 };

static unsigned distance(const char *a, const char *b)
{
    unsigned row[LONGEST_NAME + 1];
    size_t n = strlen(b);
    for (unsigned k = 0; k <= n; k++)
        row[k] = k;
    for (unsigned i = 1; a[i - 1] != '\0'; i++) {
        unsigned diagonal = row[0];
        row[0] = i;
        for (unsigned k = 1; k <= n; k++) {
            unsigned changed = diagonal + (a[i - 1] != b[k - 1]);
            diagonal = row[k];
            unsigned shorter = row[k - 1] < row[k] ? row[k - 1] : row[k];
            row[k] = changed < shorter + 1 ? changed : shorter + 1;
        }
    }
    return row[n];
}

const char *near_match(const char *name, const char *const *names, uint32_t n)
{
    const char *best = NULL;
    unsigned least = (unsigned)strlen(name) / 3 + 1;
    if (strlen(name) > LONGEST_NAME)
        return NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (strlen(names[i]) > LONGEST_NAME)
            continue;
        unsigned d = distance(name, names[i]);
        if (d < least) {
            least = d;
            best = names[i];
        }
    }
    return best;
}
