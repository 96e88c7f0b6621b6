/* A command line for clang, understood as far as the wrapper needs it. */
#ifndef FBP_CC_COMMAND_H
#define FBP_CC_COMMAND_H

#include "cc/expand.h"
#include "cc/options.h"

struct command {
    struct options options;
    struct words clang;   /* what is left for clang, without the program's name */
    bool options_in_file; /* one of our own options stood in a response file */
    bool analyse;         /* something is compiled that the plugin is for */
    bool debug;           /* debug information has to be made for the plugin alone */
    bool check;           /* the last step is a link whose output can be checked */
    const char *output;   /* of that link */
    const char *why; /* for people: what stands against analysing or checking; "" if nothing does */
};

/* Takes our options out and looks at the rest. False: one of ours is wrong (said). */
bool command_parse(struct command *c, const struct words *words);

#endif
