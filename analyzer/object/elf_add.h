/* A further section for a file that was linked. */
#ifndef FBP_OBJECT_ELF_ADD_H
#define FBP_OBJECT_ELF_ADD_H

#include <stdbool.h>
#include <stddef.h>

#include "object/record.h"

/* Gives the file a section of that name, which is not loaded; one that it has already gets these
 * contents. ELF of 64 bits, least significant byte first, with a table of sections. False and
 * error->text if that cannot be done; then the file is as it was. */
bool elf_add_section(const char *file, const char *name, const void *data, size_t size,
                     struct record_error *error);

#endif
