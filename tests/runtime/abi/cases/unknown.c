// clang-format off
// trap packet: use-after-send sent by main
// trap taken: foreign-access task 'reader'
// runs plain verbosity=1: 1 tasks
// clang-format on
#include <semaphore.h>

#include "by_hand.h"

/* Types are not known: a word may be a pointer. What it leads to is whoever's touches it first;
 * what two tasks were lent in that way is nobody's. */
struct job {
    int *config, *cells;
    int out;
};
static struct queue queue = QUEUE;
static sem_t go, read_it;
static const char *what = "";

static void *work(void *argument)
{
    struct job *j = argument;
    int *config = READ(&j->config), *cells = READ(&j->cells);
    WRITE(&j->out, READ(config) + READ(cells));
    return NULL;
}

static void *user(void *unused)
{
    (void)unused;
    void **packet = receive_from(&queue, NULL);
    int *below = READ(&packet[1]);
    WRITE(below, 1);
    send_to(&queue, below, NULL);
    sem_post(&read_it);
    sem_wait(&go);
    return NULL;
}

static void *reader(void *argument)
{
    void **cell = argument;
    int *below = READ(cell);
    return (void *)(intptr_t)READ(below);
}

static void *nobody(void *argument)
{
    int *p = argument, *own = malloc(8);
    WRITE(p, 4);
    WRITE(own, 5);
    return own;
}

int main(int argc, char **argv)
{
    struct job jobs[3];
    int cells[2] = {5, 6}, *config = calloc(1, 16);
    pthread_t threads[3];
    what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "plain") != 0) {
        WRITE(config, 1);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 3; i++) {
                jobs[i] = (struct job){config, cells, 0};
                threads[i] = start_as(work, &jobs[i], sizeof jobs[i], NULL);
            }
            for (int i = 0; i < 3; i++)
                join(threads[i]);
        }
        if (jobs[2].out != 6)
            return 1;
        WRITE(config, 1);
    }
    void **packet = calloc(4, sizeof *packet);
    int *below = calloc(1, 64), *kept;
    packet[1] = below;
    send_to(&queue, packet, NULL);
    if (strcmp(what, "packet") == 0)
        WRITE(&packet[2], NULL);
    pthread_t t = start(user, NULL);
    sem_wait(&read_it);
    if (strcmp(what, "taken") == 0) {
        static const struct fbp_type nothing = {0, 0, {{0, 0, NULL}}};
        receive_from(&queue, NULL); /* main's now */
        void **cell = calloc(1, sizeof *cell);
        *cell = below;
        join(start_as(reader, cell, FBP_FORM_WHOLE, &nothing));
    }
    sem_post(&go);
    join(t);
    pthread_t plain; /* started by code that is not ours */
    int *lent = malloc(16);
    pthread_create(&plain, NULL, nobody, lent);
    pthread_join(plain, (void **)&kept);
    WRITE(kept, 1);
    return 0;
}
