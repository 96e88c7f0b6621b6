/* The members of an archive, as ar makes them (GNU's and BSD's ways with long names, thin ones). */
#ifndef FBP_OBJECT_ARCHIVE_H
#define FBP_OBJECT_ARCHIVE_H

#include "object/record.h"

enum archive_kind { ARCHIVE_NONE, ARCHIVE_WHOLE, ARCHIVE_THIN };

enum archive_kind archive_kind(const unsigned char *data, size_t size);

struct archive_member {
    const char *name; /* valid during the call; of a thin archive: the file, seen from its folder */
    size_t name_len;
    const unsigned char *data; /* NULL: thin */
    size_t size;
};

typedef void archive_found(void *ctx, const struct archive_member *member);

/* Calls `found` for each member that is a file. False and error->text if it cannot be read. */
bool archive_members(const unsigned char *data, size_t size, archive_found *found, void *ctx,
                     struct record_error *error);

#endif
