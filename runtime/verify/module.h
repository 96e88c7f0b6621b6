/* The files that the code of the process is from, for what is told of it. */
#ifndef FBP_VERIFY_MODULE_H
#define FBP_VERIFY_MODULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that are read in order; whoever reads past the end gets zeros, and `bad`. */
struct bytes {
    const unsigned char *at, *end;
    bool bad;
};

struct module {
    const unsigned char *data; /* the file, mapped */
    size_t size;
    uintptr_t base; /* address in the process minus address in the file */
};

/* The file of the code at `pc`; `program` is the name of the program's. False: it cannot be read,
 * or is no ELF file of 64 bits. The last few stay mapped. */
bool module_of(uintptr_t pc, const char *program, struct module *module);

/* The contents of a section; nothing if there is none, or it is compressed. */
struct bytes module_section(const struct module *module, const char *name);

/* The bytes from `offset` on; nothing if that is behind the end. */
struct bytes bytes_from(struct bytes all, uint64_t offset);
uint64_t bytes_number(struct bytes *b, unsigned n); /* of n bytes, at most 8 */
uint64_t bytes_uleb(struct bytes *b);
int64_t bytes_sleb(struct bytes *b);
void bytes_skip(struct bytes *b, uint64_t n);
/* Behind the next zero byte. */
const char *bytes_string(struct bytes *b);

#endif
