/* A buffer begins with a literal where it is said to hold something; main has set it up empty
 * before it starts the task. */
#include <pthread.h>
#include <stdlib.h>

struct buffer {
    unsigned used;
    char spare[8];
};

static struct buffer buffer;

static void buffer_init(struct buffer *b)
{
    b->used = 0;
}

static void *worker(void *arg)
{
    struct buffer *b = arg;
    char *text = b->used != 0 ? (char *)"none" : malloc(8);
    if (text != NULL)
        text[0] = 'x'; // expect: unproven frozen-write
    return NULL;
}

int main(void)
{
    pthread_t t;
    buffer_init(&buffer);
    if (pthread_create(&t, NULL, worker, &buffer) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
