/* lbzip2's hand-overs, as far as they go through functions: a buffer that is to be written belongs to the writer, and one that
 * the reader gets back is freed. Queues of work are macros over static variables, of which no annotation can say that they hand
 * over; neither can one of a pointer to a function (`on_block`, `on_written`). */
#include <fbp/annotate.h>
#include <stddef.h>

FBP_SENDS(1)
FBP_TRUSTED("the queue of what is to be written is under sink_mutex")
void sink_write_buffer(void *buffer, size_t size, size_t weight);

FBP_FREES(1)
FBP_TRUSTED("the number of free slots is under source_mutex")
void source_release_buffer(void *buffer);
