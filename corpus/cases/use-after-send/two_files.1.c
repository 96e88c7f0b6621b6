/* What sends is in another file and says so in its body only; the caller here writes afterwards. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
};

void deliver(struct queue *out, struct msg *m);
int try_deliver(struct queue *out, struct msg *m);

FBP_TASK void produce(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    deliver(out, m);
    m->size = 1; // expect: use-after-send
    // note: deliver
}

FBP_TASK void produce_carefully(struct queue *out)
{
    struct msg *m = calloc(1, sizeof *m);
    if (m == NULL)
        return;
    if (try_deliver(out, m) != 0)
        free(m);
}

int main(void)
{
    return 0;
}
