/* Reads options: a text of name=value with colons between, first the program's own, then the
 * environment's. A value that contains a colon is put in quotes. An unknown name, or a value that
 * is none, is a warning and nothing else. */
#include "options.h"

#include <string.h>
#include <unistd.h>

#include "prim.h"
#include "text.h"

#define OPTION(type, name, value, help) .name = value,
struct options options = {
#include "options.def"
};
#undef OPTION

__attribute__((weak)) const char *fbp_default_options(void);

enum type { BOOL, NUMBER, TEXT };
static const struct option {
    const char *name;
    enum type type;
    void *at;
    const char *value, *help;
} table[] = {
#define OPTION(type, name, value, help) {#name, type, &options.name, #value, help},
#include "options.def"
#undef OPTION
};
enum { OPTIONS = sizeof table / sizeof table[0] };
static char texts[OPTIONS][OPTION_TEXT + 1];

static void warn(const char *what, const char *name)
{
    struct text t;
    char buffer[256];
    text_init(&t, buffer, sizeof buffer);
    text_put(&t, "fbp: FBP_OPTIONS: ");
    text_put(&t, what);
    text_put(&t, " '");
    text_put(&t, name);
    text_put(&t, "'\n");
    prim_write(STDERR_FILENO, buffer, t.n);
}

static bool number_of(const char *value, long *number)
{
    long n = 0;
    if (*value == '\0')
        return false;
    for (; *value != '\0'; value++) {
        if (*value < '0' || *value > '9' || n > 1000000000)
            return false;
        n = n * 10 + (*value - '0');
    }
    *number = n;
    return true;
}

static void set(const char *name, const char *value)
{
    for (int i = 0; i < OPTIONS; i++) {
        if (strcmp(table[i].name, name) != 0)
            continue;
        long number = 0;
        if (table[i].type == TEXT) {
            memcpy(texts[i], value, strlen(value) + 1);
            memcpy(table[i].at, &(const char *){texts[i]}, sizeof(const char *));
        } else if (number_of(value, &number) && (table[i].type == NUMBER || number <= 1)) {
            memcpy(table[i].at, &number, sizeof number);
        } else {
            warn("not a value of this option:", name);
        }
        return;
    }
    warn("no such option (help=1 lists them):", name);
}

/* Copies up to one of `ends`; gives where it stopped. */
static const char *part(const char *from, const char *ends, char *to)
{
    size_t n = 0;
    for (; *from != '\0' && strchr(ends, *from) == NULL; from++)
        if (n < OPTION_TEXT)
            to[n++] = *from;
    to[n] = '\0';
    return from;
}

static void read_all(const char *from)
{
    char name[OPTION_TEXT + 1], value[OPTION_TEXT + 1];
    while (from != NULL && *from != '\0') {
        from += strspn(from, ": \t\n,");
        from = part(from, "=: \t\n", name);
        value[0] = '\0';
        if (*from == '=') {
            from++;
            char quotes[2] = {*from == '"' || *from == '\'' ? *from : '\0', '\0'};
            from = quotes[0] != '\0' ? part(from + 1, quotes, value) : part(from, ": \t\n", value);
            from += quotes[0] != '\0' && *from != '\0';
        }
        if (name[0] != '\0')
            set(name, value);
    }
}

static void say_help(void)
{
    static char buffer[8192];
    struct text t;
    text_init(&t, buffer, sizeof buffer);
    text_put(&t, "FBP_OPTIONS=name=value:name=value, with\n");
    for (int i = 0; i < OPTIONS; i++) {
        text_put(&t, "  ");
        text_put(&t, table[i].name);
        text_pad(&t, 22 - (int)strlen(table[i].name));
        text_put(&t, table[i].help);
        text_put(&t, " (");
        text_put(&t, table[i].value);
        text_put(&t, ")\n");
    }
    prim_write(STDERR_FILENO, buffer, t.n);
}

void options_read(char **environment)
{
    static const char name[] = "FBP_OPTIONS=";
    if (fbp_default_options != NULL)
        read_all(fbp_default_options());
    for (; environment != NULL && *environment != NULL; environment++)
        if (strncmp(*environment, name, sizeof name - 1) == 0)
            read_all(*environment + sizeof name - 1);
    if (options.help)
        say_help();
}
