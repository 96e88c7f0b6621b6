/* A buffer with a count of references that only this task has: the release that frees it is as harmless as the others. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct buffer {
    int references;
    size_t size;
    char data[64];
};

static struct buffer *buffer_new(void)
{
    struct buffer *b = calloc(1, sizeof *b);
    if (b)
        b->references = 1;
    return b;
}

static struct buffer *buffer_ref(struct buffer *b)
{
    b->references++;
    return b;
}

static void buffer_unref(struct buffer *b)
{
    if (--b->references == 0)
        free(b);
}

static void append(struct buffer *b, const char *text)
{
    size_t n = strlen(text);
    if (b->size + n < sizeof b->data) {
        memcpy(b->data + b->size, text, n);
        b->size += n;
    }
}

static void *worker(void *arg)
{
    struct buffer *b = buffer_new();
    if (!b)
        return arg;
    struct buffer *second = buffer_ref(b);
    append(b, "one ");
    append(second, "two");
    buffer_unref(second);
    buffer_unref(b);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
