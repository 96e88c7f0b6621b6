/* Each queue of an array gets a copy; what was received is freed. */
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

FBP_TASK void broadcast(struct queue *in, struct queue *out[], int n)
{
    struct msg *m;
    while ((m = q_receive(in)) != NULL) {
        for (int i = 0; i < n; i++) {
            struct msg *copy = malloc(sizeof *copy);
            if (copy == NULL)
                break;
            memcpy(copy, m, sizeof *copy);
            q_send(out[i], copy);
        }
        free(m);
    }
}
