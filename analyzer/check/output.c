/* Text goes to standard output unless another form was sent there with "-"; the lists of --list-...
 * stand in place of the findings, and the summary follows in any case. */
#include "check/output.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "check/append.h"
#include "check/paths.h"
#include "check/say.h"
#include "report/merge.h"

static bool open_one(FILE **file, const char *option, const char *name)
{
    if (name == NULL)
        return true;
    *file = strcmp(name, "-") == 0 ? stdout : fopen(name, "w");
    if (*file == NULL)
        say("--%s %s: cannot be written: %s", option, name, strerror(errno));
    return *file != NULL;
}

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && S_ISREG(x.st_mode) && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

/* An output that is an input, or the other output, would destroy it. */
static bool apart(const struct options *o, const char *option, const char *name)
{
    for (uint32_t i = 0; name != NULL && i < o->files.len; i++)
        if (same_file(name, o->files.data[i])) {
            say("--%s %s: is a file to be checked; name another one", option, name);
            return false;
        }
    return true;
}

bool outputs_open(struct outputs *out, const struct options *o)
{
    if (!apart(o, "sarif", o->sarif) || !apart(o, "json", o->json) ||
        !apart(o, "append-sarif", o->append_sarif))
        return false;
    if (o->sarif != NULL && o->json != NULL && strcmp(o->sarif, "-") != 0 &&
        strcmp(o->sarif, o->json) == 0) {
        say("--json %s: is what --sarif writes, too; name another one", o->json);
        return false;
    }
    bool good = open_one(&out->sarif, "sarif", o->sarif) && open_one(&out->json, "json", o->json);
    out->text = out->sarif != stdout && out->json != stdout;
    return good;
}

static bool close_one(FILE *file, const char *option, const char *name)
{
    if (file == NULL)
        return true;
    bool failed = ferror(file) != 0 || fflush(file) != 0;
    if (file != stdout)
        failed |= fclose(file) != 0;
    if (failed)
        say("--%s %s: cannot be written: %s", option, name, strerror(errno));
    return !failed;
}

static void write_text(const struct options *o, const struct report_options *ro,
                       const struct result *r)
{
    bool lists = o->list_tasks || o->list_unknown || o->list_trusted;
    if (o->list_tasks)
        report_tasks(stdout, r);
    if (o->list_unknown)
        report_unknown(stdout, r);
    if (o->list_trusted)
        report_trusted(stdout, r);
    if (o->github)
        report_github(stdout, r, ro);
    if (lists) {
        report_programs(stdout, r);
        report_summary(stdout, r);
    } else if (o->dump == DUMP_NONE) {
        report_text(stdout, r, ro);
    }
}

bool outputs_write(struct outputs *out, const struct options *o, const struct report_options *ro,
                   const struct result *r)
{
    if (out->sarif != NULL)
        report_sarif(out->sarif, r, ro);
    if (out->json != NULL)
        report_json(out->json, r, ro);
    if (out->text)
        write_text(o, ro, r);
    bool good = close_one(out->sarif, "sarif", o->sarif);
    good &= close_one(out->json, "json", o->json);
    if (o->append_sarif != NULL)
        good &= append_sarif(o->append_sarif,
                             path_shown(o->files.len > 0 ? o->files.data[0] : r->program), r, ro);
    if (fflush(stdout) != 0 || ferror(stdout) != 0) {
        if (out->text)
            say("standard output: cannot be written: %s", strerror(errno));
        good = false;
    }
    return good;
}
