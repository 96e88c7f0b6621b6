/* Reads the configuration: a setting in each line, "least LEVEL", "width N", "source yes|no", "from
 * SOURCE LEVEL". */
#include "config.h"

#include <stdlib.h>
#include <string.h>

static const char *const level_names[LEVELS] = {"debug", "info", "warning", "error"};

enum level level_parse(const char *name)
{
    enum level level = LEVEL_DEBUG;
    while (level < LEVELS && strcmp(name, level_names[level]) != 0)
        level++;
    return level;
}

const char *level_name(enum level level)
{
    return level_names[level];
}

static const struct rule *rule_new(const struct rule *next, const char *source, enum level least)
{
    struct rule *rule = malloc(sizeof *rule);
    if (rule == NULL)
        return NULL;
    rule->next = next;
    rule->least = least;
    rule->source = strdup(source);
    if (rule->source == NULL) {
        free(rule);
        return NULL;
    }
    return rule;
}

/* One setting, in two or three words; false if it is none. */
static bool set(struct config *config, const char *name, const char *value, const char *more)
{
    if (strcmp(name, "least") == 0) {
        config->least = level_parse(value);
        return config->least < LEVELS;
    }
    if (strcmp(name, "width") == 0) {
        config->width = strtoul(value, NULL, 10);
        return config->width > 0;
    }
    if (strcmp(name, "source") == 0) {
        config->with_source = strcmp(value, "yes") == 0;
        return true;
    }
    if (strcmp(name, "from") == 0 && level_parse(more) < LEVELS) {
        const struct rule *rule = rule_new(config->rules, value, level_parse(more));
        if (rule == NULL)
            return false;
        config->rules = rule;
        return true;
    }
    return false;
}

const struct config *config_read(FILE *input)
{
    struct config *config = malloc(sizeof *config);
    if (config == NULL)
        return NULL;
    config->least = LEVEL_INFO;
    config->width = 60;
    config->with_source = true;
    config->rules = NULL;
    char line[128];
    while (fgets(line, sizeof line, input) != NULL && line[0] != '\n') {
        char name[16] = "", value[32] = "", more[16] = "";
        if (line[0] == '#')
            continue;
        if (sscanf(line, "%15s %31s %15s", name, value, more) < 2 ||
            !set(config, name, value, more)) {
            fprintf(stderr, "logserver: not a setting: %s", line);
            config_free(config);
            return NULL;
        }
    }
    return config;
}

void config_free(const struct config *config)
{
    const struct rule *rule = config->rules;
    while (rule != NULL) {
        const struct rule *next = rule->next;
        free(rule->source);
        free((void *)rule);
        rule = next;
    }
    free((void *)config);
}

bool config_wants(const struct config *config, const char *source, enum level level)
{
    for (const struct rule *rule = config->rules; rule != NULL; rule = rule->next)
        if (strcmp(rule->source, source) == 0)
            return level >= rule->least;
    return level >= config->least;
}
