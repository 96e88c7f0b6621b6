// clang-format off
// trap write: frozen-write frozen by main through 'fbp_freeze'
// trap below: frozen-write main writes
// trap free: frozen-write
// trap task: frozen-write task 'reader'
// trap sent: use-after-send freezes
// clang-format on
#include "by_hand.h"

struct part {
    int n;
    struct part *next;
    struct queue *out;
};
extern const struct fbp_type part_type;
const struct fbp_type part_type = {sizeof(struct part),
                                   2,
                                   {{offsetof(struct part, next), 0, &part_type},
                                    {offsetof(struct part, out), FBP_POINTER_CHANNEL, NULL}}};
static struct queue queue = QUEUE;
static const char *what = "";

static void *reader(void *argument)
{
    struct part *p = receive_from(argument, &part_type);
    if (strcmp(what, "task") == 0)
        WRITE(&p->n, 1);
    int n = READ(&p->n) + READ(&READ(&p->next)->n);
    struct queue *own = READ(&p->out);
    WRITE(&own->first, 0); /* a channel is nobody's part */
    return (void *)(intptr_t)n;
}

int main(int argc, char **argv)
{
    what = argc > 1 ? argv[1] : "";
    struct part *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b), *c = calloc(1, sizeof *c);
    struct queue *own = calloc(1, sizeof *own);
    __fbp_shared(own, sizeof *own);
    a->next = b;
    b->next = a;
    a->out = own;
    a->n = 3;
    b->n = 4;
    __fbp_freeze(a, FBP_FORM_WHOLE, &part_type, "fbp_freeze");
    if (wants(argc, argv, "write"))
        WRITE(&a->n, 1);
    if (wants(argc, argv, "below"))
        WRITE(&b->n, 1);
    if (wants(argc, argv, "free"))
        __fbp_touch(b, FBP_ACCESS(1, 0, 0));
    send_to(&queue, c, &part_type);
    if (wants(argc, argv, "sent"))
        __fbp_freeze(c, FBP_FORM_WHOLE, &part_type, "fbp_freeze");
    free(receive_from(&queue, &part_type));
    send_to(&queue, a, &part_type);
    send_to(&queue, a, &part_type);
    pthread_t t = start(reader, &queue), u = start(reader, &queue);
    int sum = (int)(intptr_t)join(t) + (int)(intptr_t)join(u);
    return sum == 14 && READ(&a->n) == 3 ? 0 : 1;
}
