/* memcached's one hand-over through functions: what is to be done by a worker goes to it through a queue, and back into the
 * queue's cache. Bodies are trusted: the list is under the queue's lock, the cache under its own. Connections, items and the rest
 * are shared under locks, of which no annotation can speak. */
#include <fbp/annotate.h>

typedef struct conn_queue CQ FBP_CHANNEL;
typedef struct conn_queue_item CQ_ITEM;

FBP_SENDS(2)
FBP_TRUSTED("the list is under the queue's lock")
void cq_push(CQ *cq, CQ_ITEM *item);

FBP_RECEIVES
FBP_TRUSTED("the list is under the queue's lock")
CQ_ITEM *cq_pop(CQ *cq);

FBP_RECEIVES
FBP_TRUSTED("the cache is under its lock")
CQ_ITEM *cqi_new(CQ *cq);

FBP_SENDS(2)
FBP_TRUSTED("the cache is under its lock")
void cqi_free(CQ *cq, CQ_ITEM *item);
