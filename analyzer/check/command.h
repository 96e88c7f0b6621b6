/* From a compiler's command to clang's. */
#ifndef FBP_CHECK_COMMAND_H
#define FBP_CHECK_COMMAND_H

#include "check/unit.h"
#include "check/words.h"

/* The arguments of the unit's command that matter to clang, without compiler, wrappers, inputs and
 * what flags.def drops; "--driver-mode" and "--target" are added as the compiler's name demands. */
void command_clean(struct words *out, const struct unit *unit, struct arena *a);

/* Number of words before the compiler's first argument: wrappers and the compiler itself. */
uint32_t command_compiler(const char *const *args, uint32_t nargs);

/* "arm-linux-gnueabihf" for ".../arm-linux-gnueabihf-gcc-12"; NULL for a native compiler. */
const char *command_target(const char *compiler, struct arena *a);

/* The language an -x among the arguments asks for, else `lang`. */
enum unit_lang command_lang(const char *const *args, uint32_t nargs, enum unit_lang lang);

/* The value of -o, or NULL. */
const char *command_output(const char *const *args, uint32_t nargs);

/* What a command makes: object files, a linked program, something to look at (-S, -fsyntax-only),
 * or nothing that is compiled (-E, -M). */
enum command_makes { MAKES_OBJECT, MAKES_PROGRAM, MAKES_LISTING, MAKES_NOTHING };
enum command_makes command_makes(const char *const *args, uint32_t nargs);

/* Appends the inputs among the arguments: what is no option and no option's value. */
void command_inputs(struct words *out, const char *const *args, uint32_t nargs);

/* Is `option` one of the arguments, or the value of -x? Values of other options do not count. */
bool command_has(const char *const *args, uint32_t nargs, const char *option);

/* Asks a cross compiler for its target and system include folders (as clangd does), for a command
 * with these arguments, and appends them. Nothing if it cannot be run. */
void command_ask_driver(struct words *out, const char *compiler, enum unit_lang lang,
                        const char *const *args, uint32_t nargs, struct arena *a);

#endif
