/* Messages wait in the buckets of a hash table until their key comes again; then the old one is sent. */
#include <fbp/annotate.h>
#include <stddef.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);
void *q_receive(struct queue *q) FBP_RECEIVES;

struct entry {
    struct entry *next;
    int key;
};

FBP_TASK void pair(struct queue *in, struct queue *out)
{
    struct entry *buckets[16] = {0};
    struct entry *e;
    while ((e = q_receive(in)) != NULL) {
        struct entry **at = &buckets[e->key & 15];
        struct entry *old = *at;
        e->next = NULL;
        *at = e;
        if (old != NULL)
            q_send(out, old);
    }
}
