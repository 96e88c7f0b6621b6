/* What a record says of its unit comes from the module and its debug information alone, never from
 * the machine, so that -ffile-prefix-map and the like are respected. */
#include "plugin/unit.h"

#include <stdlib.h>

#include "lower/llvm_read.h"
#include "rir/binary.h"

struct record unit_facts(LLVMModuleRef module, struct arena *a)
{
    struct ll_text source = ll_source_name(module);
    LLVMMetadataRef file = ll_unit_file(module);
    struct ll_text dir = file == NULL ? (struct ll_text){"", 0} : ll_file_directory(file);
    return (struct record){.source = arena_printf(a, "%.*s", (int)source.len, source.s),
                           .dir = arena_printf(a, "%.*s", (int)dir.len, dir.s),
                           .language = ll_unit_is_cxx(module) ? "C++" : "C",
                           .target = arena_strdup(a, LLVMGetTarget(module)),
                           .failure = ""};
}

unsigned char *unit_record(const struct record *facts, const struct rir_module *m, size_t *size)
{
    struct record record = *facts;
    unsigned char *rir = rir_binary_write(m, &record.rir_size);
    record.rir = rir;
    unsigned char *bytes = record_write(&record, size);
    free(rir);
    return bytes;
}

unsigned char *unit_failure(const struct record *facts, const char *why, size_t *size)
{
    struct record record = *facts;
    record.failure = why;
    return record_write(&record, size);
}
