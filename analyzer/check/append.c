/* A build links several programs, and some at the same time; all put what is found into one log.
 *
 * Each has a run of its own, known by automationDetails.id, so that linking one again replaces what
 * was said of it before. The file is locked while it is read and written again. */
#define _GNU_SOURCE
#include "check/append.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/say.h"

/* The run as report_sarif writes it, with the program's name. */
static cJSON *make_run(const char *program, const struct result *r, const struct report_options *ro)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL)
        abort();
    report_sarif(out, r, ro);
    if (fclose(out) != 0)
        abort();
    cJSON *log = cJSON_ParseWithLength(text, size);
    cJSON *run = cJSON_DetachItemFromArray(cJSON_GetObjectItem(log, "runs"), 0);
    cJSON_AddStringToObject(cJSON_AddObjectToObject(run, "automationDetails"), "id", program);
    cJSON_Delete(log);
    free(text);
    return run;
}

static char *read_all(int fd, size_t *size)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return NULL;
    char *text = malloc((size_t)st.st_size + 1);
    ssize_t n = text == NULL ? -1 : pread(fd, text, (size_t)st.st_size, 0);
    *size = n < 0 ? 0 : (size_t)n;
    return text;
}

/* The log that is in the file, an empty one if there is nothing in it; NULL: it is something else.
 */
static cJSON *read_log(int fd)
{
    size_t size = 0;
    char *text = read_all(fd, &size);
    cJSON *log = size == 0 ? cJSON_CreateObject() : cJSON_ParseWithLength(text, size);
    if (size == 0) {
        cJSON_AddStringToObject(log, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        cJSON_AddStringToObject(log, "version", "2.1.0");
        cJSON_AddArrayToObject(log, "runs");
    }
    free(text);
    if (cJSON_IsArray(cJSON_GetObjectItem(log, "runs")))
        return log;
    cJSON_Delete(log);
    return NULL;
}

static bool is_run_of(const cJSON *run, const char *program)
{
    const cJSON *details = cJSON_GetObjectItem(run, "automationDetails");
    const char *id = cJSON_GetStringValue(cJSON_GetObjectItem(details, "id"));
    return id != NULL && strcmp(id, program) == 0;
}

static void put_run(cJSON *log, cJSON *run, const char *program)
{
    cJSON *runs = cJSON_GetObjectItem(log, "runs");
    for (int i = cJSON_GetArraySize(runs) - 1; i >= 0; i--) {
        if (is_run_of(cJSON_GetArrayItem(runs, i), program))
            cJSON_DeleteItemFromArray(runs, i);
    }
    cJSON_AddItemToArray(runs, run);
}

/* Makes sure of the room before anything is written over: what other runs said must not be lost to
 * a full disk. */
static bool make_room(int fd, size_t size)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return false;
    int error = posix_fallocate(fd, 0, (off_t)size);
    if (error != 0 && ftruncate(fd, st.st_size) != 0)
        error = errno;
    errno = error;
    return error == 0;
}

static bool write_log(int fd, const cJSON *log)
{
    char *text = cJSON_Print(log);
    size_t size = strlen(text), at = 0;
    ssize_t n = make_room(fd, size) ? 0 : -1;
    while (n >= 0 && at < size) {
        n = pwrite(fd, text + at, size - at, (off_t)at);
        at += n > 0 ? (size_t)n : 0;
    }
    free(text);
    return n >= 0 && ftruncate(fd, (off_t)size) == 0;
}

bool append_sarif(const char *file, const char *program, const struct result *r,
                  const struct report_options *ro)
{
    int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0 || flock(fd, LOCK_EX) != 0) {
        say_unwritable("append-sarif", file, errno);
        if (fd >= 0)
            close(fd);
        return false;
    }
    cJSON *log = read_log(fd);
    bool good = log != NULL;
    if (good) {
        put_run(log, make_run(program, r, ro), program);
        good = write_log(fd, log);
        if (!good)
            say_unwritable("append-sarif", file, errno);
        cJSON_Delete(log);
    } else {
        say("--append-sarif %s: is no SARIF log; name another file", file);
    }
    close(fd);
    return good;
}
