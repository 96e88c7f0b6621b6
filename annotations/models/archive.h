/* archive.h and archive_entry.h of libarchive, where they are installed when the models are compiled: reading.
 *
 * An archive is an object of the caller; its entries and texts lie in it. Left out on purpose: whatever reads from an
 * opened archive (archive_read_next_header, archive_read_data ...), because it calls the functions that the archive was
 * opened with, in the task that reads; formats with static tables of their own (lha, and so all); writing. */
#ifndef FBP_MODEL_ARCHIVE_H
#define FBP_MODEL_ARCHIVE_H

#include "support.h"

#if __has_include(<archive.h>) && __has_include(<archive_entry.h>)
#include <archive.h>
#include <archive_entry.h>

/* an archive and what it understands */
FBP_PURE FBP_MODEL_MALLOC struct archive *archive_read_new(void);
FBP_READS(1) FBP_WRITES(1) int archive_read_support_filter_none(struct archive *),
    archive_read_support_format_empty(struct archive *), archive_read_support_format_gnutar(struct archive *),
    archive_read_support_format_raw(struct archive *), archive_read_support_format_tar(struct archive *);

/* Opening calls the functions, and keeps them for those who read. */
FBP_READS(1) FBP_WRITES(1) FBP_KEEPS(1) FBP_KEEPS(2) FBP_KEEPS(3) FBP_KEEPS(4) FBP_KEEPS(5) FBP_CALLS(3, 1) FBP_CALLS(3, 2)
FBP_CALLS(4, 1) FBP_CALLS(4, 2) FBP_CALLS(5, 1) FBP_CALLS(5, 2)
int archive_read_open(struct archive *, void *, archive_open_callback *, archive_read_callback *, archive_close_callback *);
FBP_READS(1) FBP_WRITES(1) FBP_READS(2) FBP_LINKS(1, 2) int archive_read_open_memory(struct archive *, const void *, size_t);
FBP_TRUSTED("libarchive: the function that closes an archive does no more then than when the archive was opened")
FBP_READS(1) FBP_FREES(1) int archive_read_free(struct archive *);

/* what is known of it */
FBP_READS(1) la_int64_t archive_read_header_position(struct archive *);
FBP_READS(1) int archive_errno(struct archive *), archive_format(struct archive *), archive_file_count(struct archive *),
    archive_filter_count(struct archive *);
FBP_READS(1) FBP_WRITES(1) void archive_clear_error(struct archive *);
FBP_READS(1) FBP_POINTS_INTO(0, 1) const char *archive_error_string(struct archive *);
FBP_PURE int archive_version_number(void);
FBP_PURE FBP_MODEL_CONSTANT const char *archive_version_string(void);

/* entries: a name is converted when it is asked for, and kept in the entry */
FBP_PURE FBP_MODEL_MALLOC struct archive_entry *archive_entry_new(void);
FBP_FREES(1) void archive_entry_free(struct archive_entry *);
FBP_MODEL_LOCALE FBP_READS(1) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) const char *archive_entry_pathname(struct archive_entry *),
    *archive_entry_hardlink(struct archive_entry *), *archive_entry_symlink(struct archive_entry *),
    *archive_entry_uname(struct archive_entry *), *archive_entry_gname(struct archive_entry *);
FBP_READS(1) la_int64_t archive_entry_size(struct archive_entry *), archive_entry_uid(struct archive_entry *),
    archive_entry_gid(struct archive_entry *);
FBP_READS(1) int archive_entry_size_is_set(struct archive_entry *);
FBP_READS(1) time_t archive_entry_mtime(struct archive_entry *);
FBP_READS(1) mode_t archive_entry_filetype(struct archive_entry *), archive_entry_mode(struct archive_entry *),
    archive_entry_perm(struct archive_entry *);
#endif

#endif
