// trap: send-unowned
#include "queue.h"

struct text {
    char *chars;
};

struct order {
    struct text *text;
    int forward;
};

static struct queue out = QUEUE_EMPTY;

static void *edit(void *argument)
{
    struct order *o = argument;
    struct text *t = o->text;
    if (!o->forward) {
        t = malloc(sizeof *t);
        t->chars = strdup(o->text->chars);
    }
    queue_put(&out, t); // trap
    return NULL;
}

int main(int argc, char **argv)
{
    (void)argv;
    struct text t = {strdup("abc")};
    struct order o = {&t, argc > 1};
    pthread_t editor;
    if (pthread_create(&editor, NULL, edit, &o) != 0)
        return 1;
    struct text *edited = queue_take(&out);
    pthread_join(editor, NULL);
    printf("%s %s\n", t.chars, edited->chars);
    return 0;
}
