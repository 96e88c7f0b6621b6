/* The line buffer is duplicated for each receiver. */
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
        memset(line, 'a' + i, sizeof line - 1);
        line[sizeof line - 1] = 0;
        char *copy = strdup(line);
        if (copy != NULL)
            q_send(out, copy);
    }
}
