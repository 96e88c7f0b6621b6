/* Compilation databases: compile_commands.json, as CMake, Meson, Bear and others write it.
 *
 * An entry that is unusable (no "file", a file that is gone, no command) is named and left out.
 * Relative folders count from the database's folder, relative files from the entry's. The same file
 * compiled into the same object is one unit, however often it is listed (Bear appends). */
#include <cjson/cJSON.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "check/command.h"
#include "check/paths.h"
#include "check/say.h"
#include "check/unit.h"

struct compdb {
    struct units *units;
    const char *path, *dir;   /* of the database; dir absolute */
    const char *const *files; /* wanted, absolute; none: all */
    uint32_t nfiles;
    bool *found;       /* per wanted file: some entry names it */
    struct map listed; /* hash of file and object to the unit's index */
    bool whole;
};

static uint32_t line_of(const char *text, const char *at)
{
    uint32_t line = 1;
    for (; at != NULL && text < at; text++)
        line += *text == '\n';
    return line;
}

static cJSON *parse(const char *path, const char *text, size_t size)
{
    const char *end = NULL;
    cJSON *json = cJSON_ParseWithLengthOpts(text, size + 1, &end, true);
    if (json == NULL)
        say("%s:%u: not valid JSON; run the build's configure step again", path,
            line_of(text, end));
    else if (!cJSON_IsArray(json))
        say("%s:1: not a compilation database (expected an array of entries)", path);
    if (json == NULL || cJSON_IsArray(json))
        return json;
    cJSON_Delete(json);
    return NULL;
}

static const char *member(const cJSON *entry, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, name));
}

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return strcmp(a, b) == 0 || (strcmp(path_base(a), path_base(b)) == 0 && stat(a, &x) == 0 &&
                                 stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino);
}

static bool wanted(struct compdb *db, const char *file)
{
    bool any = db->nfiles == 0;
    for (uint32_t i = 0; i < db->nfiles; i++) {
        if (same_file(db->files[i], file))
            any = db->found[i] = true;
    }
    return any;
}

static void take_command(struct compdb *db, const cJSON *entry, struct unit *unit)
{
    struct arena *a = &db->units->arena;
    struct words words = {{0}};
    const cJSON *arguments = cJSON_GetObjectItemCaseSensitive(entry, "arguments"), *item = NULL;
    if (cJSON_IsArray(arguments)) {
        cJSON_ArrayForEach(item, arguments)
        {
            if (cJSON_IsString(item))
                vec_push(&words.v, (const char *)arena_strdup(a, item->valuestring));
        }
    } else if (member(entry, "command") != NULL) {
        words_split(&words, member(entry, "command"), a);
    }
    unit->nargs = words.v.len;
    if (words.v.len > 0)
        unit->args = arena_copy(a, words.v.data, words.v.len * sizeof *words.v.data);
    vec_free(&words.v);
}

static bool same_output(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Adds the unit, unless the same file was listed with the same object. */
static void add_once(struct compdb *db, const struct unit *unit)
{
    struct units *u = db->units;
    const char *output = unit->output == NULL ? "" : unit->output;
    uint64_t key =
        hash_mem(unit->file, strlen(unit->file)) ^ hash64(hash_mem(output, strlen(output)));
    uint32_t index = 0;
    if (map_get(&db->listed, key, &index) && strcmp(u->v.data[index].file, unit->file) == 0 &&
        same_output(u->v.data[index].output, unit->output))
        return;
    map_put(&db->listed, key, u->v.len);
    vec_push(&u->v, *unit);
}

/* Fills in the command and what it says: language and object. False: no unit (said). */
static bool take_meaning(struct compdb *db, const cJSON *entry, struct unit *unit)
{
    take_command(db, entry, unit);
    if (unit->nargs == 0) {
        say("%s: no \"command\" and no \"arguments\" in %s; left out", unit->shown, db->path);
        return db->whole = false;
    }
    unit->output = member(entry, "output");
    if (unit->output == NULL)
        unit->output = command_output(unit->args, unit->nargs);
    if (unit->output != NULL)
        unit->output = path_absolute(unit->dir, unit->output, &db->units->arena);
    uint32_t first = command_compiler(unit->args, unit->nargs);
    unit->lang = command_lang(unit->args + first, unit->nargs - first, unit_lang_of(unit->file));
    if (unit->lang == LANG_ASM) {
        say("%s: assembler is not analysed; its functions are unknown, a model can describe them",
            unit->shown);
        return false;
    }
    if (unit->lang == LANG_OTHER) {
        say("%s: not a C file (named in %s); left out", unit->shown, db->path);
        return db->whole = false;
    }
    return true;
}

static bool is_there(struct compdb *db, const struct unit *unit)
{
    if (access(unit->file, R_OK) != 0) {
        say("%s: %s (named in %s); run the build's configure step again", unit->shown,
            strerror(errno), db->path);
        return db->whole = false;
    }
    if (access(unit->dir, X_OK) != 0) {
        say("%s: its folder %s: %s (named in %s); left out", unit->shown, path_shown(unit->dir),
            strerror(errno), db->path);
        return db->whole = false;
    }
    return true;
}

static void take_entry(struct compdb *db, const cJSON *entry, int index)
{
    struct arena *a = &db->units->arena;
    const char *file = member(entry, "file"), *dir = member(entry, "directory");
    struct unit unit = {0};
    if (file == NULL) {
        say("%s: entry %d has no \"file\"; left out", db->path, index + 1);
        db->whole = false;
        return;
    }
    unit.dir = dir == NULL ? db->dir : path_absolute(db->dir, dir, a);
    unit.file = path_absolute(unit.dir, file, a);
    unit.shown = path_shown(unit.file);
    if (!wanted(db, unit.file) || !is_there(db, &unit) || !take_meaning(db, entry, &unit))
        return;
    add_once(db, &unit);
}

static void report_missing(struct compdb *db)
{
    for (uint32_t i = 0; i < db->nfiles; i++) {
        if (db->found[i])
            continue;
        say("%s: not in %s; check the name, or analyse it without -p", path_shown(db->files[i]),
            db->path);
        db->whole = false;
    }
}

static void take_all(struct compdb *db, const cJSON *json)
{
    const cJSON *entry = NULL;
    int index = 0;
    cJSON_ArrayForEach(entry, json)
    {
        take_entry(db, entry, index++);
    }
    report_missing(db);
    if (index == 0)
        say("%s: no entries; run the build's configure step again", db->path);
    db->whole &= index > 0;
}

bool compdb_read(struct units *u, const char *dir, const char *const *files, uint32_t nfiles,
                 int *status)
{
    struct arena *a = &u->arena;
    struct stat st;
    bool is_file = stat(dir, &st) == 0 && S_ISREG(st.st_mode);
    const char *path = is_file ? dir : arena_printf(a, "%s/compile_commands.json", dir);
    size_t size = 0;
    char *text = file_read(path, &size);
    if (text == NULL) {
        say("%s: %s; make one with cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or with bear -- make",
            path, strerror(errno));
        *status = STATUS_USAGE;
        return false;
    }
    struct compdb db = {.units = u, .path = path, .nfiles = nfiles, .whole = true};
    db.dir = path_absolute(path_cwd(), is_file ? arena_printf(a, "%s/..", path) : dir, a);
    const char **absolute = ARENA_ARRAY(a, const char *, nfiles + 1);
    for (uint32_t i = 0; i < nfiles; i++)
        absolute[i] = path_absolute(path_cwd(), files[i], a);
    db.files = absolute;
    db.found = ARENA_ARRAY(a, bool, nfiles + 1);
    cJSON *json = parse(path, text, size);
    if (json != NULL)
        take_all(&db, json);
    free(text);
    map_free(&db.listed);
    cJSON_Delete(json);
    return json != NULL && db.whole;
}
