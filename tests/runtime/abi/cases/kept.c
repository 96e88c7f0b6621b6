// clang-format off
// runs heap
// trap heap strict_send=1: send-aliased an object that it keeps refers to it
// trap static strict_send=1: send-aliased the variable 'last' refers to it
// runs none strict_send=1
// runs lost
// trap lost leaks=1: packet-leak task 'work' (#1) returns and owns; allocated by task 'work'
// trap received leaks=1: packet-leak task 'work' (#1) returns and owns; inside a 24-byte object; sent by main
// runs none leaks=1
// runs heap leaks=1
// clang-format on
#include "by_hand.h"

struct node {
    struct node *next;
    int n;
};
extern const struct fbp_type node_type;
const struct fbp_type node_type = {sizeof(struct node), 1, {{0, 0, &node_type}}};

static struct node *last;
static struct queue queue = QUEUE, from_main = QUEUE;
static const char *what = "";
static _Thread_local struct node *spare;
static const struct fbp_global globals[] = {{&last, sizeof last, "last", 0}};

static int is(const char *word)
{
    return strcmp(what, word) == 0;
}

static void *work(void *argument)
{
    struct node *state = argument, *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
    struct node *got = receive_from(&from_main, &node_type);
    if (!is("received"))
        free(got);
    a->next = b;
    spare = malloc(sizeof *spare);
    if (is("heap"))
        state->next = b;
    if (is("lost")) {
        struct node *p = calloc(1, 40);
        p->next = calloc(1, sizeof *p); /* hangs below: the first one is told */
        p->next->next = p;
        p = NULL;
    }
    send_to(&queue, a, &node_type);
    struct node *result = calloc(1, sizeof *result);
    result->next = calloc(1, sizeof *result);
    return result;
}

int main(int argc, char **argv)
{
    what = argc > 1 ? argv[1] : "";
    __fbp_module(globals, globals + 1);
    struct node *state = calloc(1, sizeof *state), *m = calloc(1, 24);
    send_to(&from_main, m, &node_type);
    if (is("static")) {
        last = calloc(1, sizeof *last);
        send_to(&queue, last, &node_type);
    }
    struct node *result = join(start_as(work, state, FBP_FORM_WHOLE, &node_type));
    free(result->next);
    free(result);
    free(receive_from(&queue, &node_type));
    return 0;
}
