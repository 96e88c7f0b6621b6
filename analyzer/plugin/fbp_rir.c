/* fbp-rir: prints a file of RIR as text, after verifying it. A tool for whoever works on a stage.
 *
 *   fbp-rir [--check] FILE
 *
 * FILE is RIR, binary or text, or what an object file has in its section .fbp (what the first bytes
 * say); --check verifies and prints nothing. Exit status: 0 well-formed, 1 not, 2 wrong usage or
 * unreadable. Several records in one file, as a linker leaves them, are read one after the other;
 * their facts are printed as comments. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "object/record.h"
#include "rir/binary.h"
#include "rir/text.h"
#include "rir/verify.h"

static unsigned char *read_file(const char *path, size_t *size)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return NULL;
    size_t cap = 1u << 16, n;
    unsigned char *data = malloc(cap);
    *size = 0;
    while (data != NULL && (n = fread(data + *size, 1, cap - *size, in)) > 0) {
        *size += n;
        if (*size == cap)
            data = realloc(data, cap *= 2);
    }
    if (ferror(in)) {
        free(data);
        data = NULL;
    }
    fclose(in);
    return data;
}

/* Text has no control characters near its start but white space; the binary form does. */
static bool is_text(const unsigned char *data, size_t size)
{
    for (size_t i = 0; i < size && i < 64; i++)
        if (data[i] < ' ' && data[i] != '\n' && data[i] != '\t' && data[i] != '\r')
            return false;
    return true;
}

static int show(const char *path, struct rir_module *m, const struct rir_error *error, bool print)
{
    char why[300];
    if (m == NULL) {
        fprintf(stderr, "%s:%u:%u: %s\n", path, error->line, error->col, error->text);
        return 1;
    }
    bool good = rir_verify(m, why, sizeof why);
    if (!good)
        fprintf(stderr, "%s: not well-formed: %s\n", path, why);
    if (print)
        rir_text_print(stdout, m);
    rir_module_free(m);
    return good ? 0 : 1;
}

static int show_binary(const char *path, const unsigned char *data, size_t size, size_t *used,
                       bool print)
{
    struct rir_error error = {0};
    struct rir_module *m = rir_binary_read(data, size, used, &error);
    return show(path, m, &error, print);
}

static int show_record(const char *path, const unsigned char *data, size_t size, size_t *used,
                       bool print)
{
    struct unpacked u;
    struct record_error error;
    size_t rir_used;
    int status = 0;
    if (!record_read(data, size, used, &u, &error)) {
        fprintf(stderr, "%s: %s\n", path, error.text);
        return 1;
    }
    if (print)
        printf("; unit \"%s\" in \"%s\", %s, %s\n", u.record.source, u.record.dir,
               u.record.language, u.record.target);
    if (print && u.record.failure[0] != '\0')
        printf("; not analysed: %s\n", u.record.failure);
    if (u.record.rir_size > 0)
        status = show_binary(path, u.record.rir, u.record.rir_size, &rir_used, print);
    unpacked_free(&u);
    return status;
}

static int show_all(const char *path, const unsigned char *data, size_t size, bool print)
{
    struct rir_error error = {0};
    bool records = size >= 4 && memcmp(data, "FBPO", 4) == 0;
    if (is_text(data, size)) {
        struct rir_module *m = rir_text_parse(path, (const char *)data, size, &error);
        return show(path, m, &error, print);
    }
    int status = 0;
    for (size_t at = 0, used = 0; at < size && status == 0; at += used)
        status = records ? show_record(path, data + at, size - at, &used, print)
                         : show_binary(path, data + at, size - at, &used, print);
    return status;
}

int main(int argc, char **argv)
{
    bool check = argc > 1 && strcmp(argv[1], "--check") == 0;
    if (argc != (check ? 3 : 2)) {
        fputs("usage: fbp-rir [--check] FILE\n", stderr);
        return 2;
    }
    const char *path = argv[argc - 1];
    size_t size;
    unsigned char *data = read_file(path, &size);
    if (data == NULL) {
        fprintf(stderr, "fbp-rir: cannot read %s: %s\n", path, strerror(errno));
        return 2;
    }
    int status = show_all(path, data, size, !check);
    free(data);
    return status;
}
