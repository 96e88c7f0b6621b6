// clang-format off
// trap write: global-write writes 4 bytes; 0 bytes inside 'counter', a variable with static storage of 4 bytes
// trap below: global-write task 'work'; inside a 16-byte object
// trap constant: frozen-write 'table'
// trap sent: send-unowned
// trap aliased: send-aliased which leads to; 'counter'
// clang-format on
#include "by_hand.h"

static int counter, shared, given[4];
static const int table[2] = {1, 2};
static struct list {
    struct list *next;
    int n;
} *list;
static struct queue queue = QUEUE;
static const char *what = "";
static const struct fbp_global globals[] = {
    {&counter, sizeof counter, "counter", FBP_GLOBAL_NAMED},
    {&shared, sizeof shared, "shared", FBP_GLOBAL_SHARED},
    {table, sizeof table, "table", FBP_GLOBAL_CONSTANT},
    {&given, sizeof given, "given", 0},
    {&list, sizeof list, "list", 0},
    {&queue, sizeof queue, "queue", FBP_GLOBAL_SHARED},
};
struct holder {
    int *at;
};
TYPE(holder_type, struct holder, {0, 0, NULL});

static int is(const char *word)
{
    return strcmp(what, word) == 0;
}

static void *work(void *argument)
{
    int *mine = argument, sum = READ(&counter) + READ(&table[0]);
    WRITE(&shared, 1);
    if (is("write"))
        WRITE(&counter, 1);
    if (is("constant"))
        WRITE((int *)(uintptr_t)&table[1], 1);
    for (struct list *l = READ(&list); l != NULL; l = READ(&l->next)) {
        sum += READ(&l->n);
        if (is("below"))
            WRITE(&l->n, 0);
    }
    if (mine != NULL)
        WRITE(mine, sum);
    if (is("sent"))
        send_to(&queue, &counter, NULL);
    if (is("aliased")) {
        struct holder *h = malloc(sizeof *h);
        WRITE(&h->at, &counter);
        send_to(&queue, h, &holder_type);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    what = argc > 1 ? argv[1] : "";
    __fbp_module(globals, globals + LENGTH(globals));
    for (int i = 0; i < 3; i++) {
        struct list *one = malloc(sizeof *one);
        *one = (struct list){list, i};
        list = one;
    }
    pthread_t a = start_as(work, &given[1], sizeof given[1], NULL), b = start(work, NULL);
    join(a);
    join(b);
    WRITE(&list->n, 5);
    return READ(&given[1]) == 4 ? 0 : 1;
}
