/* A text with a counter of references, which is FBP_SHARED; who releases the last one is trusted
 * to free it. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE text {
    int references FBP_SHARED("atomic reference count");
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

static void text_hold(struct text *t)
{
    __atomic_add_fetch(&t->references, 1, __ATOMIC_RELAXED);
}

FBP_TRUSTED("the last reference frees it")
static void text_release(struct text *t)
{
    if (__atomic_sub_fetch(&t->references, 1, __ATOMIC_ACQ_REL) == 0)
        free(t);
}

static void *worker(void *argument)
{
    struct text *t = text_new("hello");
    (void)argument;
    if (t == NULL)
        return NULL;
    text_hold(t);
    text_release(t);
    text_release(t);
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
