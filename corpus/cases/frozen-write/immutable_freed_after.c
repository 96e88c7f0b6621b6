/* To free what was published is a write, too. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE text {
    char bytes[32];
};

static struct text *text_new(const char *s)
{
    struct text *t = calloc(1, sizeof *t);
    if (t != NULL)
        strncpy(t->bytes, s, sizeof t->bytes - 1);
    return t;
}

static void *worker(void *argument)
{
    struct text *t = text_new("hello");
    (void)argument;
    if (t == NULL)
        return NULL;
    free(t); // expect: frozen-write
             // note: 'text_new' returns it
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
