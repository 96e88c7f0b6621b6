/* The same text, but nobody said that the counter is shared. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE text {
    int references;
    char bytes[32];
};

static struct text *text_new(const char *s)
{
    struct text *t = calloc(1, sizeof *t);
    if (t == NULL)
        return NULL;
    t->references = 1;
    strncpy(t->bytes, s, sizeof t->bytes - 1);
    return t;
}

static void *worker(void *argument)
{
    struct text *t = text_new("hello");
    (void)argument;
    if (t == NULL)
        return NULL;
    __atomic_add_fetch(&t->references, 1, __ATOMIC_RELAXED); // expect: frozen-write
    return t;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
