/* The configuration: which messages are wanted from whom, and what a line of the log looks like.
 *
 * It is built once, by main, before the first thread is started; from then on all threads read the
 * same one, without a lock, because nobody may write it any more. */
#ifndef CONFIG_H
#define CONFIG_H

#include <fbp/annotate.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum level { LEVEL_DEBUG, LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR, LEVELS };

/* "From SOURCE only LEVEL and worse." */
struct FBP_IMMUTABLE rule {
    const struct rule *next;
    enum level least;
    char *source;
};

struct FBP_IMMUTABLE config {
    enum level least; /* where no rule says otherwise */
    size_t width;     /* longer messages are cut */
    bool with_source;
    const struct rule *rules; /* the last one in the file first */
};

/* NULL if it cannot be read; then a line on standard error says why. */
const struct config *config_read(FILE *input);
FBP_TRUSTED("called by main when all threads are joined: nobody reads it any more")
void config_free(const struct config *config);

bool config_wants(const struct config *config, const char *source, enum level level);

/* LEVELS if there is no such level. */
enum level level_parse(const char *name);
const char *level_name(enum level level);

#endif
