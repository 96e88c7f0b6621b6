/* A file splits what it receives; each of two functions in another file sends what it is given. */
#include <fbp/annotate.h>
#include <stddef.h>

struct FBP_CHANNEL queue {
    int fd;
};

void to_disk(void *packet, struct queue *disk);
void to_network(void *packet, struct queue *network);
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void split(struct queue *in, struct queue *disk, struct queue *network, int both)
{
    void *packet;
    while ((packet = q_receive(in)) != NULL) {
        to_disk(packet, disk);
        if (both)
            to_network(packet, network); // expect: double-send
    }
}

int main(void)
{
    return 0;
}
