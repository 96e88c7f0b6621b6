/* lzma.h of liblzma, where it is installed when the models are compiled.
 *
 * A stream leads to what a coder was given: its block or index, the buffers, which lzma_code reads and writes. What
 * annotations cannot say is trusted, and listed where a program uses it: a stream or a call may have an allocator of the
 * program's own. Left out: what the header declares pure; the coders with threads; filter chains, whose options the
 * library allocates in the caller's array. */
#ifndef FBP_MODEL_LZMA_H
#define FBP_MODEL_LZMA_H

#include "support.h"

#if __has_include(<lzma.h>)
#include <lzma.h>

#define FBP_LZMA_ALLOCATES FBP_TRUSTED("liblzma: an allocator of the program touches nothing but what it allocates")
#define FBP_LZMA_CODES FBP_TRUSTED("liblzma: an allocator touches nothing but what it allocates; no pointers are compressed")
#define FBP_LZMA_OPTIONS FBP_TRUSTED("liblzma: the options of filters that it allocates are only read and freed")

/* streams */
FBP_LZMA_CODES FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) lzma_ret lzma_code(lzma_stream *, lzma_action);
FBP_LZMA_ALLOCATES FBP_READS(1) FBP_WRITES(1) void lzma_end(lzma_stream *);
FBP_READS(1) lzma_check lzma_get_check(const lzma_stream *);

/* coders */
FBP_LZMA_ALLOCATES FBP_READS(1) FBP_WRITES(1) FBP_READS(2) FBP_WRITES(2) FBP_LINKS(1, 2)
lzma_ret lzma_block_encoder(lzma_stream *, lzma_block *), lzma_block_decoder(lzma_stream *, lzma_block *);
FBP_LZMA_ALLOCATES FBP_READS(1) FBP_WRITES(1) FBP_READS(2) FBP_LINKS(1, 2)
lzma_ret lzma_index_encoder(lzma_stream *, const lzma_index *);
FBP_LZMA_ALLOCATES FBP_READS(1) FBP_WRITES(1) FBP_WRITES(2) FBP_RECEIVES_INTO(2) FBP_LINKS(1, 2)
lzma_ret lzma_index_decoder(lzma_stream *, lzma_index **, uint64_t);
FBP_LZMA_ALLOCATES FBP_READS(1) FBP_WRITES(1) lzma_ret lzma_easy_encoder(lzma_stream *, uint32_t, lzma_check),
    lzma_stream_decoder(lzma_stream *, uint64_t, uint32_t), lzma_auto_decoder(lzma_stream *, uint64_t, uint32_t),
    lzma_alone_decoder(lzma_stream *, uint64_t);

/* blocks, and the edges of a stream */
FBP_READS(1) FBP_WRITES(1) lzma_ret lzma_block_header_size(lzma_block *), lzma_block_compressed_size(lzma_block *, lzma_vli);
FBP_READS(1) FBP_WRITES(2) lzma_ret lzma_block_header_encode(const lzma_block *, uint8_t *),
    lzma_stream_header_encode(const lzma_stream_flags *, uint8_t *),
    lzma_stream_footer_encode(const lzma_stream_flags *, uint8_t *);
FBP_LZMA_OPTIONS FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_READS(2) FBP_READS(3)
lzma_ret lzma_block_header_decode(lzma_block *, const lzma_allocator *, const uint8_t *);
FBP_WRITES(1) FBP_READS(2) lzma_ret lzma_stream_header_decode(lzma_stream_flags *, const uint8_t *),
    lzma_stream_footer_decode(lzma_stream_flags *, const uint8_t *);
FBP_PURE size_t lzma_block_buffer_bound(size_t), lzma_stream_buffer_bound(size_t);

/* the index: an object of the caller; what iterates over it refers to it */
FBP_LZMA_ALLOCATES FBP_READS(1) FBP_MODEL_MALLOC lzma_index *lzma_index_init(const lzma_allocator *);
FBP_LZMA_ALLOCATES FBP_READS(1) FBP_READS(2) FBP_MODEL_MALLOC
lzma_index *lzma_index_dup(const lzma_index *, const lzma_allocator *);
FBP_LZMA_ALLOCATES FBP_READS(2) FBP_FREES(1) void lzma_index_end(lzma_index *, const lzma_allocator *);
FBP_LZMA_ALLOCATES FBP_READS(1) FBP_WRITES(1) FBP_READS(2)
lzma_ret lzma_index_append(lzma_index *, const lzma_allocator *, lzma_vli, lzma_vli);
FBP_LZMA_ALLOCATES FBP_READS(1) FBP_WRITES(1) FBP_READS(2) FBP_WRITES(2) FBP_LINKS(1, 2) FBP_READS(3)
lzma_ret lzma_index_cat(lzma_index *, lzma_index *, const lzma_allocator *);
FBP_READS(1) FBP_WRITES(1) FBP_READS(2) lzma_ret lzma_index_stream_flags(lzma_index *, const lzma_stream_flags *);
FBP_READS(1) FBP_WRITES(1) lzma_ret lzma_index_stream_padding(lzma_index *, lzma_vli);
FBP_READS(1) uint64_t lzma_index_memused(const lzma_index *);
FBP_READS(2) FBP_WRITES(1) FBP_LINKS(1, 2) void lzma_index_iter_init(lzma_index_iter *, const lzma_index *);
FBP_READS(1) FBP_WRITES(1) void lzma_index_iter_rewind(lzma_index_iter *);
FBP_READS(1) FBP_WRITES(1) lzma_bool lzma_index_iter_next(lzma_index_iter *, lzma_index_iter_mode),
    lzma_index_iter_locate(lzma_index_iter *, lzma_vli);

/* checks, options, versions */
FBP_PURE uint32_t lzma_check_size(lzma_check), lzma_version_number(void);
FBP_PURE lzma_bool lzma_check_is_supported(lzma_check);
FBP_WRITES(1) lzma_bool lzma_lzma_preset(lzma_options_lzma *, uint32_t);
FBP_PURE FBP_MODEL_CONSTANT const char *lzma_version_string(void);

#undef FBP_LZMA_ALLOCATES
#undef FBP_LZMA_CODES
#undef FBP_LZMA_OPTIONS
#endif

#endif
