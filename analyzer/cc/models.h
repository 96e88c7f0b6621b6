/* Models of the user's, for the plugin. */
#ifndef FBP_CC_MODELS_H
#define FBP_CC_MODELS_H

#include "cc/find.h"
#include "cc/options.h"

/* Sets the plugin's environment, if there are any. Ends the program if they are wrong. */
void models_for_plugin(const struct options *o, const struct parts *p, struct arena *a);

#endif
