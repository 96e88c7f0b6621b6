/* FBP_OPTIONS: options.def. */
#ifndef FBP_VERIFY_OPTIONS_H
#define FBP_VERIFY_OPTIONS_H

#include <stdbool.h>

#define OPTION_TYPE_BOOL long
#define OPTION_TYPE_NUMBER long
#define OPTION_TYPE_TEXT const char *
#define OPTION(type, name, value, help) OPTION_TYPE_##type name;
struct options {
#include "options.def"
};
#undef OPTION

/* The defaults until options_read was called. Texts are at most OPTION_TEXT long. */
extern struct options options;
enum { OPTION_TEXT = 1023 };

/* From the program's fbp_default_options, then from the environment. */
void options_read(char **environment);

#endif
