// trap: frozen-write
#include "queue.h"

FBP_FREEZES(1) static const void *publish(void *object)
{
    return object;
}

struct table {
    int used;
    int numbers[16];
};

struct order {
    struct table *table;
    int add;
};

static struct queue orders = QUEUE_EMPTY;

static void *look_up(void *argument)
{
    (void)argument;
    struct order *o = queue_take(&orders);
    if (o->add >= 0)
        o->table->numbers[o->table->used] = o->add; // trap
    printf("%d\n", o->table->numbers[0]);
    free(o);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t reader;
    if (pthread_create(&reader, NULL, look_up, NULL) != 0)
        return 1;
    struct table *t = calloc(1, sizeof *t);
    t->numbers[t->used++] = 7;
    publish(t);
    struct order *o = malloc(sizeof *o);
    o->table = t;
    o->add = argc > 1 ? (int)strlen(argv[1]) : -1;
    queue_put(&orders, o);
    pthread_join(reader, NULL);
    return 0;
}
