// clang-format off
// trap sent: send-unowned main sends 0x; it is owned by task 'work' (#1); allocated by task 'work'
// trap frozen: send-unowned main freezes 0x; it is owned by task 'work' (#1)
// trap lent: double-send main sends 0x
// clang-format on
/* What a task has made is not what it was lent: who started it sends what is not his own, and
 * nothing twice. */
#include <semaphore.h>

#include "by_hand.h"

struct node {
    int value;
    struct node *next;
};
extern const struct fbp_type node_type;
const struct fbp_type node_type = {
    sizeof(struct node), 1, {{offsetof(struct node, next), 0, &node_type}}};

static struct queue queue = QUEUE;
static struct node *made;
static sem_t ready, go;

static void *work(void *argument)
{
    made = calloc(1, sizeof *made);
    sem_post(&ready);
    sem_wait(&go);
    return argument;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    struct node *nodes = calloc(2, sizeof *nodes);
    sem_init(&ready, 0, 0);
    sem_init(&go, 0, 0);
    pthread_t t = start_as(work, nodes, sizeof *nodes, &node_type);
    sem_wait(&ready);
    if (strcmp(what, "sent") == 0)
        send_to(&queue, made, &node_type);
    if (strcmp(what, "frozen") == 0)
        __fbp_freeze(made, FBP_FORM_WHOLE, &node_type, "freeze");
    if (strcmp(what, "lent") == 0)
        __fbp_send(nodes, sizeof *nodes, &node_type, "send");
    sem_post(&go);
    join(t);
    free(made);
    free(nodes);
    return 0;
}
