// trap: global-write
#include "queue.h"

struct request {
    int size;
};

static struct queue requests = QUEUE_EMPTY;
static long total;

static void *serve(void *argument)
{
    long own = 0, *sum = argument != NULL ? &total : &own;
    for (int i = 0; i < 3; i++) {
        struct request *r = queue_take(&requests);
        *sum += r->size; // trap
        free(r);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t server;
    if (pthread_create(&server, NULL, serve, argc > 1 ? argv[1] : NULL) != 0)
        return 1;
    for (int i = 0; i < 3; i++) {
        struct request *r = malloc(sizeof *r);
        r->size = i;
        queue_put(&requests, r);
    }
    pthread_join(server, NULL);
    printf("%ld\n", total);
    return 0;
}
