/* Two letters name the same sender, by a pointer: it goes with the first. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct address {
    int street, number;
};
struct letter {
    int weight;
    struct address *origin;
};

FBP_TASK void post(struct queue *out)
{
    struct address *home = calloc(1, sizeof *home);
    struct letter *first = calloc(1, sizeof *first), *second = calloc(1, sizeof *second);
    if (home == NULL || first == NULL || second == NULL)
        return;
    first->origin = home;
    q_send(out, first);
    second->origin = home;
    q_send(out, second); // expect: double-send
    // note: store the pointer to the copy in 'second->origin'
}
