/* The file that knows about queues. */
#include <fbp/annotate.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

void to_disk(void *packet, struct queue *disk)
{
    q_send(disk, packet);
}

void to_network(void *packet, struct queue *network)
{
    q_send(network, packet);
}
