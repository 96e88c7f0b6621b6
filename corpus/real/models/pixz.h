/* pixz's hand-overs: blocks go round through three queues, and whoever has taken one from a queue owns it. The bodies of the
 * queue's functions are trusted: every access to the list is under the queue's lock, but for queue_new and queue_free, which
 * nobody else knows of yet, or any more. */
#include <fbp/annotate.h>

typedef struct pixz_queue queue_t FBP_CHANNEL;

FBP_SENDS(3)
FBP_TRUSTED("the list is under the queue's lock")
void queue_push(queue_t *q, int type, void *data);

FBP_RECEIVES_INTO(2)
FBP_TRUSTED("the list is under the queue's lock")
int queue_pop(queue_t *q, void **datap);
