/* Each branch of a switch sends or frees, once. */
#include <fbp/annotate.h>
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
void *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void route(struct queue *in, struct queue *a, struct queue *b)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        switch (m->size) {
        case 0:
            q_send(a, m);
            break;
        case 1:
            m->text[0] = 0;
            q_send(b, m);
            break;
        default:
            free(m);
        }
    }
}
