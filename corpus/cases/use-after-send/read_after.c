/* A message is sent, and then its text is printed. */
// xfail: a format with %s is not known to read the string
#include <fbp/annotate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char text[60];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->size = snprintf(m->text, sizeof m->text, "hello");
    q_send(out, m);
    printf("sent %s\n", m->text); // expect: use-after-send
}
