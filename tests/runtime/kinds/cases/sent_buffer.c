// trap: use-after-send
#include "queue.h"

struct block {
    size_t size;
    char *bytes;
};

static struct queue blocks = QUEUE_EMPTY;

static void *checksum(void *argument)
{
    unsigned sum = 0;
    (void)argument;
    struct block *b = queue_take(&blocks);
    for (size_t i = 0; i < b->size; i++)
        sum += (unsigned char)b->bytes[i];
    printf("%u\n", sum);
    free(b->bytes);
    free(b);
    return NULL;
}

int main(int argc, char **argv)
{
    (void)argv;
    pthread_t adder;
    if (pthread_create(&adder, NULL, checksum, NULL) != 0)
        return 1;
    struct block *b = malloc(sizeof *b);
    b->size = 100;
    b->bytes = malloc(b->size);
    char *bytes = b->bytes;
    memset(bytes, 1, b->size);
    queue_put(&blocks, b);
    if (argc > 1)
        memset(bytes, 0, 100); // trap
    pthread_join(adder, NULL);
    return 0;
}
