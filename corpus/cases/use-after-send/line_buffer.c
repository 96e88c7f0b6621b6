/* What getline, asprintf and posix_memalign put into a variable is new: no packet that was sent before, whatever is sent as what. */
#define _GNU_SOURCE
#include <fbp/annotate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct line {
    struct line *next;
    char text[];
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void read_lines(struct queue *out, FILE *input)
{
    char *buffer = NULL, *name;
    void *block;
    size_t size = 0;
    ssize_t length;
    while ((length = getline(&buffer, &size, input)) >= 0) {
        struct line *l = malloc(sizeof *l + (size_t)length + 1);
        if (l == NULL)
            break;
        l->next = NULL;
        memcpy(l->text, buffer, (size_t)length + 1);
        q_send(out, l);
        buffer[0] = '\0';
    }
    free(buffer);
    if (asprintf(&name, "%zu", size) >= 0) {
        name[0] = ' ';
        free(name);
    }
    if (posix_memalign(&block, 64, 64) == 0) {
        memset(block, 0, 64);
        free(block);
    }
}

FBP_TASK void send_lines(struct queue *out, FILE *input)
{
    char *buffer = NULL;
    size_t size = 0;
    while (getline(&buffer, &size, input) >= 0) // expect: unproven use-after-send
        q_send(out, buffer);
}
