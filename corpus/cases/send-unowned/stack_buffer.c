/* A line buffer of the loop is sent, and read into again. */
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

FBP_TASK void read_lines(struct queue *out)
{
    char line[80];
    for (int i = 0; i < 10; i++) {
        memset(line, 'a' + i, sizeof line); // expect: unproven global-write
        q_send(out, line); // expect: send-unowned
    }
}
