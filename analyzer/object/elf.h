/* The sections of an ELF file, for whoever wants one by its name. */
#ifndef FBP_OBJECT_ELF_H
#define FBP_OBJECT_ELF_H

#include <stdint.h>

#include "object/record.h"

enum elf_kind { ELF_NONE, ELF_RELOCATABLE, ELF_PROGRAM, ELF_SHARED };

/* By the first bytes: it may still be damaged. */
bool elf_is(const unsigned char *data, size_t size);

/* By the header alone. A position-independent program is a shared object with an interpreter. */
enum elf_kind elf_kind(const unsigned char *data, size_t size);

typedef void elf_found(void *ctx, const unsigned char *data, size_t size);

/* Calls `found` for each section of that name. False and error->text if the file is no ELF file
 * that can be read. */
bool elf_sections(const unsigned char *data, size_t size, const char *name, elf_found *found,
                  void *ctx, struct record_error *error);

/* Where in the file the `n` bytes are that a program has at `address` when it is loaded; false if
 * they are not in the file. */
bool elf_loaded_at(const unsigned char *data, size_t size, uint64_t address, uint64_t n,
                   size_t *offset);

#endif
