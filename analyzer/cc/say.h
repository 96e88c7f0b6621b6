/* Messages of fbp-cc itself. */
#ifndef FBP_CC_SAY_H
#define FBP_CC_SAY_H

/* "fbp-cc: ..." and a newline, on standard error. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
