/* One option is one argument, "--fbp-NAME" or "--fbp-NAME=VALUE", so that build systems that sort
 * or deduplicate flags cannot tear it apart. options.def is the table. */
#include "cc/options.h"

#include <stdio.h>
#include <string.h>

#include "cc/say.h"

enum option_id {
#define OPTION(ID, name, argument, value, help) OPT_##ID,
#include "cc/options.def"
#undef OPTION
    NOPTIONS
};

static const struct option_info {
    const char *name, *argument, *value, *help;
} table[] = {
#define OPTION(ID, name, argument, value, help) {name, argument, value, help},
#include "cc/options.def"
#undef OPTION
};

bool option_is_ours(const char *arg)
{
    return strncmp(arg, "--fbp-", 6) == 0;
}

static bool take_checks(struct options *o, const char *value)
{
    static const char *const names[] = {"none", "residual", "full"};
    for (int i = CHECKS_NONE; i <= CHECKS_FULL; i++) {
        if (strcmp(value, names[i]) != 0)
            continue;
        o->checks = (enum checks)i;
        return true;
    }
    say("--fbp-checks=%s: expected %s", value, table[OPT_CHECKS].argument);
    return false;
}

static bool take_accept(struct options *o, const char *value)
{
    static const char *const all[] = {"locked", "atomic", "locked,atomic", "atomic,locked"};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (strcmp(value, all[i]) != 0)
            continue;
        o->accept = value;
        return true;
    }
    say("--fbp-accept=%s: expected %s, or one of the two", value, table[OPT_ACCEPT].argument);
    return false;
}

static bool apply(struct options *o, enum option_id id, const char *value)
{
    switch (id) {
    case OPT_CHECKS:
        return take_checks(o, value);
    case OPT_ACCEPT:
        return take_accept(o, value);
    case OPT_SUPPRESSIONS:
        vec_push(&o->suppressions, value);
        break;
    case OPT_MODEL:
        vec_push(&o->models, value);
        break;
    case OPT_WERROR:
        o->werror = true;
        break;
    case OPT_REPORT:
        o->report = value;
        break;
    case OPT_STRIP:
        o->strip = true;
        break;
    case OPT_EXPLAIN:
        o->explain = true;
        break;
    case OPT_HELP:
        o->help = true;
        break;
    case OPT_VERSION:
        o->version = true;
        break;
    case NOPTIONS:
        break;
    }
    return true;
}

bool option_take(struct options *o, const char *arg)
{
    size_t n = strcspn(arg, "=");
    for (int i = 0; i < NOPTIONS; i++) {
        const struct option_info *t = &table[i];
        if (strlen(t->name) != n || memcmp(t->name, arg, n) != 0)
            continue;
        bool has_value = arg[n] == '=' && arg[n + 1] != '\0';
        if (t->argument[0] != '\0' && !has_value) {
            say("%s needs an argument: %s=%s", t->name, t->name, t->argument);
            return false;
        }
        if (t->argument[0] == '\0' && arg[n] != '\0') {
            say("%s takes no argument", t->name);
            return false;
        }
        return apply(o, (enum option_id)i, has_value ? arg + n + 1 : NULL);
    }
    say("%.*s: unknown option; --fbp-help lists them", (int)n, arg);
    return false;
}

void options_help(void)
{
    puts("usage: fbp-cc [--fbp-OPTION...] ARGUMENT-OF-CLANG...\n\n"
         "Compiles and links as clang does; objects also carry what fbp-check needs to know, and "
         "what is\n"
         "linked is checked.\n\noptions:");
    for (int i = 0; i < NOPTIONS; i++) {
        const struct option_info *t = &table[i];
        printf("  %s%s%s\n        %s", t->name, t->argument[0] == '\0' ? "" : "=", t->argument,
               t->help);
        if (t->value[0] != '\0')
            printf(" (default: %s)", t->value);
        putchar('\n');
    }
    puts("\nexit status: clang's; 1 if an option above is wrong, or with --fbp-werror for a "
         "violation");
}
