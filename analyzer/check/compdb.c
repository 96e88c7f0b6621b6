/* Compilation databases: compile_commands.json, as CMake, Meson, Bear and others write it.
 *
 * Here the JSON is read; what an entry means is in entry.c. Relative folders count from the
 * database's folder, relative files from the entry's; of "arguments" and "command" the first
 * counts. Response files are read in. */
#include "check/compdb.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "check/entry.h"
#include "check/paths.h"
#include "check/say.h"
#include "check/words.h"

struct compdb {
    struct entries e;
    const char *dir; /* of the database, absolute */
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
        say("%s:1: not a compilation database (expected an array of entries); run the build's "
            "configure step again",
            path);
    if (json == NULL || cJSON_IsArray(json))
        return json;
    cJSON_Delete(json);
    return NULL;
}

static const char *member(const cJSON *entry, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, name));
}

/* The words of the command, before response files; what is wrong with it, or NULL. */
static const char *split_command(struct words *said, const cJSON *json, struct arena *a)
{
    const cJSON *arguments = cJSON_GetObjectItemCaseSensitive(json, "arguments"), *item = NULL;
    const char *command = member(json, "command");
    bool good = arguments == NULL || cJSON_IsArray(arguments);
    cJSON_ArrayForEach(item, arguments)
    {
        good &= cJSON_IsString(item);
        if (cJSON_IsString(item))
            vec_push(&said->v, (const char *)arena_strdup(a, item->valuestring));
    }
    if (!good)
        return "its \"arguments\" are not an array of strings";
    if (arguments == NULL && command != NULL && !words_split(said, command, a))
        return "its \"command\" ends within quotes";
    return said->v.len == 0 ? "no \"command\" and no \"arguments\"" : NULL;
}

static void take_command(struct compdb *db, const cJSON *json, struct entry *entry)
{
    static const char *const no_words[1];
    struct arena *a = &db->e.units->arena;
    struct words said = {{0}}, words = {{0}};
    entry->wrong = split_command(&said, json, a);
    for (uint32_t i = 0; i < said.v.len; i++) {
        if (!words_add(&words, said.v.data[i], entry->dir, a))
            entry->wrong = arena_printf(a, "%s of its command: %s", said.v.data[i],
                                        errno == 0 ? "ends within quotes" : strerror(errno));
    }
    entry->args = no_words;
    entry->nargs = words.v.len;
    if (words.v.len > 0)
        entry->args = arena_copy(a, words.v.data, words.v.len * sizeof *words.v.data);
    vec_free(&said.v);
    vec_free(&words.v);
}

/* What is wrong with the members that every entry has, or NULL. */
static const char *wrong_members(const cJSON *json)
{
    const char *file = member(json, "file");
    if (!cJSON_IsObject(json))
        return "is no object";
    if (file == NULL || file[0] == '\0')
        return "has no \"file\"";
    if (cJSON_HasObjectItem(json, "directory") && member(json, "directory") == NULL)
        return "has a \"directory\" that is no string";
    return NULL;
}

static void take_entry(struct compdb *db, const cJSON *json, int index)
{
    struct arena *a = &db->e.units->arena;
    const char *dir = member(json, "directory"), *wrong = wrong_members(json);
    struct entry entry = {0};
    if (wrong != NULL) {
        say("%s: entry %d %s; left out, run the build's configure step again", db->e.path,
            index + 1, wrong);
        db->e.whole = false;
        return;
    }
    entry.dir = dir == NULL ? db->dir : path_absolute(db->dir, dir, a);
    entry.file = path_absolute(entry.dir, member(json, "file"), a);
    if (member(json, "output") != NULL)
        entry.output = arena_strdup(a, member(json, "output"));
    take_command(db, json, &entry);
    entry_take(&db->e, &entry);
}

static void take_all(struct compdb *db, const cJSON *json)
{
    const cJSON *entry = NULL;
    int index = 0;
    cJSON_ArrayForEach(entry, json)
    {
        take_entry(db, entry, index++);
    }
    entries_end(&db->e);
    if (index == 0)
        say("%s: no entries; run the build's configure step again", db->e.path);
    db->e.whole &= index > 0;
}

const char *compdb_path(const char *dir, struct arena *a)
{
    struct stat st;
    bool is_file = stat(dir, &st) == 0 && S_ISREG(st.st_mode);
    return is_file ? dir : arena_printf(a, "%s/compile_commands.json", dir);
}

bool compdb_read(struct units *u, const char *dir, const struct wanted_files *wanted, bool *there)
{
    struct arena *a = &u->arena;
    const char *path = compdb_path(dir, a);
    size_t size = 0;
    char *text = file_read(path, &size);
    if (text == NULL) {
        say("%s: %s; %s", path, strerror(errno),
            errno == ENOENT ? "make one with cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or with "
                              "bear -- make"
                            : advice_on_reading(errno));
        return *there = false;
    }
    struct compdb db = {.e = {.units = u, .wanted = wanted, .path = path, .whole = true}};
    db.dir = path_absolute(path_cwd(), arena_printf(a, "%s/..", path), a);
    cJSON *json = parse(path, text, size);
    if (json != NULL)
        take_all(&db, json);
    free(text);
    cJSON_Delete(json);
    return json != NULL && db.e.whole;
}
