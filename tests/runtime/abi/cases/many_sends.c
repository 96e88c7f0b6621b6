// clang-format off
// runs more
// trap last: use-after-send task 'stage'
// clang-format on
#include "by_hand.h"

/* A million sends through a ring of threads; each message is changed, passed on, freed and made
 * again. */
enum { STAGES = 3, MESSAGES = 48, ROUNDS = 1000000 / (STAGES * MESSAGES) };

struct message {
    long hops;
    struct message *part;
    char text[80];
};
extern const struct fbp_type message_type;
const struct fbp_type message_type = {
    sizeof(struct message), 1, {{offsetof(struct message, part), 0, &message_type}}};

static struct queue queues[STAGES] = {QUEUE, QUEUE, QUEUE};
static int last;

struct stage {
    int from;
    long sum;
};

static struct message *made(long hops)
{
    struct message *m = malloc(sizeof *m), *part = malloc(sizeof *part);
    WRITE(&m->hops, hops);
    WRITE(&m->part, part);
    WRITE(&part->hops, -hops);
    return m;
}

static void *stage(void *argument)
{
    struct stage *s = argument;
    int from = READ(&s->from);
    struct message *sent = NULL;
    for (int i = 0; i < ROUNDS * MESSAGES; i++) {
        struct message *m = receive_from(&queues[from], &message_type);
        long hops = READ(&m->hops) + 1;
        struct message *part = READ(&m->part);
        if (READ(&part->hops) != 1 - hops)
            abort();
        if (i % 7 == 0) {
            free(part);
            free(m);
            m = made(hops);
        } else {
            WRITE(&m->hops, hops);
            WRITE(&part->hops, -hops);
        }
        sent = m;
        send_to(&queues[(from + 1) % STAGES], m, &message_type);
        WRITE(&s->sum, READ(&s->sum) + 1);
    }
    if (last)
        WRITE(&sent->hops, 0);
    return NULL;
}

int main(int argc, char **argv)
{
    struct stage stages[STAGES];
    pthread_t threads[STAGES];
    long sum = 0;
    last = wants(argc, argv, "last");
    for (int i = 0; i < MESSAGES; i++)
        send_to(&queues[0], made(0), &message_type);
    for (int i = 0; i < STAGES; i++) {
        stages[i] = (struct stage){.from = i};
        threads[i] = start_as(stage, &stages[i], sizeof stages[i], NULL);
    }
    for (int i = 0; i < STAGES; i++)
        join(threads[i]);
    for (int i = 0; i < STAGES; i++)
        sum += READ(&stages[i].sum);
    for (int i = 0; i < MESSAGES; i++) {
        struct message *m = receive_from(&queues[0], &message_type);
        sum += READ(&m->hops) > 0;
    }
    return sum == STAGES * ROUNDS * MESSAGES + MESSAGES ? 0 : 1;
}
