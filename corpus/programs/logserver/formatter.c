/* A formatter: decides whether a message is wanted, and writes over its text what the log says. */
#include "server.h"

#include <string.h>

static void format(const struct config *config, struct message *m)
{
    char text[TEXT_MAX];
    if (config->with_source)
        snprintf(text, sizeof text, "%s: %s", m->source, m->text);
    else
        snprintf(text, sizeof text, "%s", m->text);
    if (strlen(text) > config->width)
        memcpy(text + config->width - 3, "...", 4);
    memcpy(m->text, text, sizeof text);
}

void *formatter_run(void *argument)
{
    struct formatter *self = argument;
    struct message *m;
    while ((m = queue_receive(self->in)) != NULL) {
        m->wanted = config_wants(self->config, m->source, m->level);
        if (m->wanted) {
            format(self->config, m);
            self->formatted++;
        } else {
            self->unwanted++;
        }
        queue_send(self->out, m);
    }
    const struct notice *n;
    while ((n = queue_receive(self->notices)) != NULL)
        self->announced = n->messages;
    queue_close(self->out);
    return NULL;
}
