// trap: use-after-send
#include "queue.h"

struct line {
    int number;
    char text[40];
};

static struct queue lines = QUEUE_EMPTY;

static void *print_lines(void *argument)
{
    (void)argument;
    for (struct line *l; (l = queue_take(&lines))->number != 0; free(l))
        printf("%d %s\n", l->number, l->text);
    return NULL;
}

static void emit(int number, const char *text, int verbose)
{
    struct line *l = malloc(sizeof *l);
    l->number = number;
    snprintf(l->text, sizeof l->text, "%s", text);
    queue_put(&lines, l);
    if (verbose)
        fprintf(stderr, "sent %d\n", l->number); // trap
}

int main(int argc, char **argv)
{
    (void)argv;
    pthread_t printer;
    if (pthread_create(&printer, NULL, print_lines, NULL) != 0)
        return 1;
    emit(1, "one", 0);
    emit(2, "two", argc > 1);
    emit(0, "", 0);
    pthread_join(printer, NULL);
    return 0;
}
