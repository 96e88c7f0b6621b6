/* A struct has pointers, and text behind them. What strchr, strtol and strtok_r find is in the text, so a copy of the rest of the text
 * into a message takes no pointer along. */
#define _GNU_SOURCE
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct message {
    int kind;
    char text[];
};

struct entry {
    int *counter;
    char text[64];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static struct message *message_of(const char *text)
{
    size_t length = strlen(text);
    struct message *m = malloc(sizeof *m + length + 1);
    if (m == NULL)
        exit(1);
    m->kind = 0;
    memcpy(m->text, text, length + 1);
    return m;
}

FBP_TASK void cut(struct queue *out, const char *line)
{
    int counter = 0;
    struct entry *e = calloc(1, sizeof *e);
    char *rest, *end;
    if (e == NULL)
        return;
    e->counter = &counter;
    strncpy(e->text, line, sizeof e->text - 1);
    if ((rest = strchr(e->text, ';')) != NULL) {
        q_send(out, message_of(rest + 1));
        counter++;
    }
    strtol(e->text, &end, 10);
    q_send(out, message_of(end));
    counter++;
    *e->counter = 1;
    free(e);
}
