/* The acceptor: a message for each line "SOURCE LEVEL TEXT". */
#include "server.h"

#include <stdlib.h>
#include <string.h>

static struct message *message_new(unsigned number, const char *line)
{
    char level[16];
    int text = 0;
    struct message *m = malloc(sizeof *m);
    if (m == NULL)
        return NULL;
    m->number = number;
    m->wanted = false;
    if (sscanf(line, "%15s %15s %n", m->source, level, &text) < 2 || text == 0 ||
        (m->level = level_parse(level)) == LEVELS) {
        free(m);
        return NULL;
    }
    snprintf(m->text, sizeof m->text, "%s", line + text);
    m->text[strcspn(m->text, "\n")] = '\0';
    return m;
}

#if BUG == 3
static void send_goodbye(struct queue *out, unsigned number)
{
    struct message m = {
        .number = number, .level = LEVEL_INFO, .source = "server", .text = "no more messages"};
    queue_send(out, &m); /* BUG 3: send-unowned */
}
#endif

static void announce(struct acceptor *self)
{
    struct notice *n = malloc(sizeof *n);
    if (n == NULL)
        return;
    n->messages = self->accepted;
    snprintf(n->text, sizeof n->text, "%u messages, %u malformed", self->accepted, self->malformed);
    self->notice = notice_publish(n);
    for (unsigned i = 0; i < FORMATTERS; i++)
        queue_send(self->notices[i], self->notice);
#if BUG == 2
    n->messages = 0; /* BUG 2: frozen-write */
#endif
}

void *acceptor_run(void *argument)
{
    struct acceptor *self = argument;
    char line[TEXT_MAX];
    while (fgets(line, sizeof line, self->input) != NULL) {
        struct message *m = message_new(self->accepted, line);
        if (m == NULL) {
            self->malformed++;
            continue;
        }
        self->accepted++;
        queue_send(self->out, m);
    }
#if BUG == 3
    send_goodbye(self->out, self->accepted);
#endif
    announce(self);
    queue_close(self->out);
    for (unsigned i = 0; i < FORMATTERS; i++)
        queue_close(self->notices[i]);
    return NULL;
}
