/* A function that says that it reads its argument reads all that hangs below it. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    char *body;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

struct entry {
    struct msg *message;
    int level;
};

void log_entry(const struct entry *e) FBP_READS(1);

FBP_TASK void work(struct queue *in, struct queue *out)
{
    struct entry e = {q_receive(in), 3};
    if (e.message == NULL)
        return;
    log_entry(&e);
    q_send(out, e.message);
    log_entry(&e); // expect: unproven use-after-send
    e.message = NULL;
    log_entry(&e);
}
