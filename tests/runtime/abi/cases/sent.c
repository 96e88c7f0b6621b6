// clang-format off
// trap touch: use-after-send task 'producer'; writes 4 bytes at; 4 bytes inside a 48-byte object, sent by task 'producer' (#1) through 'q_send':; allocated by task 'producer' (#1) at producer
// trap freed: use-after-send it was freed since; sent by task 'producer'
// trap again: double-send sends 0x; sent by task 'producer'
// trap other: send-unowned task 'producer'; it is owned by main
// trap inner: use-after-send
// trap tail: double-send which leads to
// trap stack: send-unowned on the stack, or thread-local, of task 'producer'
// trap in_packet: send-unowned which leads to; on the stack
// clang-format on
#include <semaphore.h>

#include "by_hand.h"

struct node {
    int value, more;
    struct node *next;
    char text[32];
};
extern const struct fbp_type node_type;
const struct fbp_type node_type = {
    sizeof(struct node), 1, {{offsetof(struct node, next), 0, &node_type}}};

static struct queue queue = QUEUE, back = QUEUE;
static const char *what;
static struct node *others;

static int is(const char *word)
{
    return strcmp(what, word) == 0;
}

static void *producer(void *unused)
{
    (void)unused;
    struct node *m = NULL, local = {0};
    for (int i = 0; i < 100; i++) { /* refilled: another packet in each round */
        m = malloc(sizeof *m);
        WRITE(&m->value, i);
        struct node *next = malloc(sizeof *m);
        WRITE(&next->value, i);
        WRITE(&m->next, next);
        if (i < 99)
            send_to(&queue, m, &node_type);
    }
    struct node *below = READ(&m->next);
    if (is("stack")) {
        struct node *p = &local;
        send_to(&queue, p, &node_type);
    }
    if (is("in_packet"))
        WRITE(&m->next, &local);
    if (is("other"))
        send_to(&queue, others, &node_type);
    __fbp_send(m, FBP_FORM_WHOLE, &node_type, "q_try_send");
    __fbp_not_sent(m);
    WRITE(&m->value, 99);
    WRITE(&below->value, 99);
    send_to(&queue, m, &node_type);
    if (is("touch"))
        WRITE(&m->more, 1);
    if (is("inner"))
        WRITE(&below->more, 1);
    if (is("again"))
        send_to(&queue, m, &node_type);
    if (is("tail")) {
        struct node *head = calloc(1, sizeof *head);
        WRITE(&head->next, below);
        send_to(&queue, head, &node_type);
    }
    struct node *done = receive_from(&back, &node_type);
    if (is("freed"))
        READ(&m->value);
    WRITE(&done->value, 1); /* what comes back is another packet, at the same address or not */
    free(done);
    return NULL;
}

static void *consumer(void *unused)
{
    (void)unused;
    int sum = 0;
    for (int i = 0; i < 100; i++) {
        struct node *m = receive_from(&queue, &node_type), *next = READ(&m->next);
        sum += READ(&m->value) + READ(&next->value);
        WRITE(&m->more, 1);
        WRITE(&next->more, 1);
        free(next);
        free(m);
    }
    struct node *done = calloc(1, 4096);
    WRITE(&done->value, sum);
    send_to(&back, done, &node_type);
    return NULL;
}

int main(int argc, char **argv)
{
    what = argc > 1 ? argv[1] : "";
    others = calloc(1, sizeof *others);
    pthread_t a = start(producer, NULL), b = start(consumer, NULL);
    join(a);
    join(b);
    return 0;
}
