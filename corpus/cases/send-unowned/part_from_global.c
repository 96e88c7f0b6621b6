/* The message refers to the text that the configuration refers to. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

static struct config {
    char *name;
} config;

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    m->text = config.name;
    q_send(out, m); // expect: send-unowned
    // note: and with it memory that can be reached from global 'config'
}

int main(int argc, char **argv)
{
    config.name = malloc(10); // expect: unproven global-write
    return argc + (argv != NULL);
}
