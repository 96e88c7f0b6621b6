/* Text goes to standard output unless another form was sent there with "-"; the lists of --list-...
 * stand in place of the findings, and the summary follows in any case.
 *
 * An output that cannot be written costs nothing but itself: the others are written all the same.
 * No output is ever a file that is read: it would be gone. */
#include "check/output.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "check/append.h"
#include "check/compdb.h"
#include "check/paths.h"
#include "check/say.h"
#include "report/merge.h"

/* ---- opening ---- */

static bool same_file(const struct stat *x, const char *b)
{
    struct stat y;
    return stat(b, &y) == 0 && x->st_dev == y.st_dev && x->st_ino == y.st_ino;
}

/* The file is one of what was asked to be read; headers are not looked for. */
static bool is_input(const struct stat *file, const struct options *o, struct units *u)
{
    bool is = false;
    for (uint32_t i = 0; i < o->files.len && !is; i++)
        is = same_file(file, o->files.data[i]);
    for (uint32_t i = 0; i < o->models.len && !is; i++)
        is = same_file(file, o->models.data[i]);
    for (uint32_t i = 0; i < o->suppressions.len && !is; i++)
        is = same_file(file, o->suppressions.data[i]);
    for (uint32_t i = 0; i < o->build_dirs.len && !is; i++)
        is = same_file(file, compdb_path(o->build_dirs.data[i], &u->arena));
    for (uint32_t i = 0; i < u->v.len && !is; i++)
        is = same_file(file, u->v.data[i].file);
    return is;
}

/* Not an input, nor the file of the output `other`. Devices and pipes may be named twice. */
static bool is_free(const struct options *o, struct units *u, const char *option, const char *name,
                    const char *other_option, const char *other)
{
    struct stat file;
    if (stat(name, &file) != 0 || !S_ISREG(file.st_mode))
        return true;
    if (is_input(&file, o, u)) {
        say("--%s %s: is an input, and would be lost; name another file", option, name);
        return false;
    }
    if (other != NULL && strcmp(other, "-") != 0 && same_file(&file, other)) {
        say("--%s %s: is what --%s writes, too; name another file", option, name, other_option);
        return false;
    }
    return true;
}

/* NULL if it is not wanted, or if there was something to say about it. */
static FILE *open_one(struct outputs *out, const char *option, const char *name, bool may)
{
    if (name == NULL)
        return NULL;
    if (strcmp(name, "-") == 0)
        return stdout;
    FILE *file = may ? fopen(name, "w") : NULL;
    if (may && file == NULL)
        say_unwritable(option, name, errno);
    out->failed |= file == NULL;
    return file;
}

void outputs_open(struct outputs *out, const struct options *o, struct units *u)
{
    const char *sarif = o->sarif, *json = o->json, *log = o->append_sarif;
    bool may = sarif == NULL || is_free(o, u, "sarif", sarif, "", NULL);
    out->sarif = open_one(out, "sarif", sarif, may);
    may = json == NULL || is_free(o, u, "json", json, "sarif", sarif);
    out->json = open_one(out, "json", json, may);
    out->append = log != NULL && is_free(o, u, "append-sarif", log, "sarif", sarif) &&
                  is_free(o, u, "append-sarif", log, "json", json);
    out->failed |= log != NULL && !out->append;
    out->text = out->sarif != stdout && out->json != stdout;
}

/* ---- writing ---- */

bool outputs_end(void)
{
    errno = 0;
    if (fflush(stdout) == 0 && ferror(stdout) == 0)
        return true;
    say("standard output: cannot be written: %s; send it elsewhere",
        strerror(errno == 0 ? EIO : errno));
    return false;
}

static void close_one(struct outputs *out, FILE *file, const char *option, const char *name)
{
    if (file == NULL || file == stdout)
        return;
    errno = 0;
    bool failed = fflush(file) != 0 || ferror(file) != 0;
    failed |= fclose(file) != 0;
    if (failed)
        say_unwritable(option, name, errno == 0 ? EIO : errno);
    out->failed |= failed;
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
    close_one(out, out->sarif, "sarif", o->sarif);
    close_one(out, out->json, "json", o->json);
    if (out->append &&
        !append_sarif(o->append_sarif, path_shown(o->files.len > 0 ? o->files.data[0] : r->program),
                      r, ro))
        out->failed = true;
    return !out->failed;
}
