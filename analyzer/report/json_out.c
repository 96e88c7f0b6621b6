/* One value per line, two blanks per level. The stack says for each level whether it is an array
 * and whether it has a member yet; that is all that commas and brackets need. */
#include "report/json_out.h"

#include <assert.h>
#include <string.h>

#include "report/lines.h"

/* How many bytes from there on are written as they are, but for those beyond ASCII. */
static size_t plain_length(const char *s)
{
    size_t n = 0;
    while (s[n] >= ' ' && s[n] < 0x7f && s[n] != '"' && s[n] != '\\')
        n++;
    return n;
}

static void put_text(FILE *out, const char *s)
{
    fputc('"', out);
    for (size_t n = strlen(s); n > 0;) {
        size_t plain = plain_length(s), len = plain > 0 ? plain : utf8_length(s, n);
        unsigned char c = (unsigned char)s[0];
        if (plain > 0)
            fwrite(s, 1, plain, out);
        else if (len == 1 && c >= 0x80)
            fputs("\\ufffd", out);
        else if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c == '\n')
            fputs("\\n", out);
        else if (c == '\t')
            fputs("\\t", out);
        else if (c < ' ' || c == 0x7f)
            fprintf(out, "\\u%04x", c);
        else
            fwrite(s, 1, len, out);
        s += len;
        n -= len;
    }
    fputc('"', out);
}

static void begin(struct json *j, const char *key)
{
    if (j->depth == 0)
        return;
    fputs(j->filled[j->depth] ? ",\n" : "\n", j->out);
    j->filled[j->depth] = true;
    fprintf(j->out, "%*s", 2 * j->depth, "");
    assert((key == NULL) == j->array[j->depth]);
    if (key != NULL) {
        put_text(j->out, key);
        fputs(": ", j->out);
    }
}

static void open_level(struct json *j, const char *key, bool array)
{
    begin(j, key);
    fputc(array ? '[' : '{', j->out);
    j->depth++;
    assert(j->depth < JSON_DEPTH);
    j->array[j->depth] = array;
    j->filled[j->depth] = false;
}

void json_object(struct json *j, const char *key)
{
    open_level(j, key, false);
}

void json_array(struct json *j, const char *key)
{
    open_level(j, key, true);
}

void json_end(struct json *j)
{
    bool array = j->array[j->depth], filled = j->filled[j->depth];
    j->depth--;
    if (filled)
        fprintf(j->out, "\n%*s", 2 * j->depth, "");
    fputc(array ? ']' : '}', j->out);
    if (j->depth == 0)
        fputc('\n', j->out);
}

void json_string(struct json *j, const char *key, const char *value)
{
    begin(j, key);
    if (value == NULL)
        fputs("null", j->out);
    else
        put_text(j->out, value);
}

void json_string_if(struct json *j, const char *key, const char *value)
{
    if (value != NULL)
        json_string(j, key, value);
}

void json_number(struct json *j, const char *key, uint64_t value)
{
    begin(j, key);
    fprintf(j->out, "%llu", (unsigned long long)value);
}

void json_bool(struct json *j, const char *key, bool value)
{
    begin(j, key);
    fputs(value ? "true" : "false", j->out);
}
