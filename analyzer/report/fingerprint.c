/* A fingerprint hashes what a person would call "the same finding" after an edit elsewhere in the
 * file: kind, certainty aside, object, function and the text of the line without its blanks. No
 * line numbers and no directories: the file's last component only, so that a moved tree keeps its
 * baseline. Findings that agree in all of it are numbered in the order of the report. */
#include "report/fingerprint.h"

#include <stdio.h>
#include <string.h>

static void mix(uint64_t *h, const char *s, size_t n)
{
    *h = hash64(*h ^ hash_mem(s, n));
}

static void mix_string(uint64_t *h, const char *s)
{
    mix(h, s == NULL ? "" : s, s == NULL ? 0 : strlen(s));
}

static void mix_line(uint64_t *h, const char *line, size_t n)
{
    char text[512];
    size_t len = 0;
    for (size_t i = 0; i < n && len < sizeof text; i++) {
        if (strchr(" \t\r\f\v", line[i]) == NULL)
            text[len++] = line[i];
    }
    mix(h, text, len);
}

void fingerprint(struct fingerprints *p, const struct finding *f, char out[FINGERPRINT_SIZE])
{
    uint64_t h = 0x66627076u; /* version 1 of this recipe */
    const char *slash = f->pos.file == NULL ? NULL : strrchr(f->pos.file, '/');
    mix_string(&h, kind_name(f->kind));
    mix_string(&h, f->object);
    mix_string(&h, f->function);
    mix_string(&h, slash != NULL ? slash + 1 : f->pos.file);
    size_t len = 0;
    const char *line = lines_get(p->lines, f->pos.file, f->pos.line, &len);
    mix_line(&h, line == NULL ? "" : line, line == NULL ? 0 : len);
    uint32_t n = 0;
    map_get(&p->seen, h, &n);
    map_put(&p->seen, h, n + 1);
    snprintf(out, FINGERPRINT_SIZE, "%016llx:%u", (unsigned long long)h, n + 1);
}
