/* What was not published yet is thrown away. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE text {
    char *bytes;
    unsigned long length;
};

static struct text *text_new(const char *s)
{
    struct text *t = malloc(sizeof *t);
    if (t == NULL)
        return NULL;
    t->length = strlen(s);
    t->bytes = malloc(t->length + 1);
    if (t->bytes == NULL) {
        free(t);
        return NULL;
    }
    memcpy(t->bytes, s, t->length + 1);
    return t;
}

static void *worker(void *argument)
{
    (void)argument;
    return text_new("hello");
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
