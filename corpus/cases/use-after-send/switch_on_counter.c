/* What is done in which round of a loop hangs on its counter. It does not come back to a number that it had: what is sent in
 * the last round was written in earlier ones, and what is written in a round after that was sent. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void sent_in_last_round(struct queue *in, struct queue *out)
{
    struct msg *m = q_receive(in);
    for (int i = 0; i < 3; i++) {
        switch (i) {
        case 0:
            m->number = 1; // expect: unproven use-after-send
            break;
        case 1:
            m->number++; // expect: unproven use-after-send
            break;
        case 2:
            q_send(out, m); // expect: unproven double-send
            break;
        }
    }
}

FBP_TASK void counted_down(struct queue *in, struct queue *out)
{
    struct msg *m = q_receive(in);
    for (unsigned i = 3; i-- > 0;) {
        if (i == 2)
            m->number = 1; // expect: unproven use-after-send
        else if (i == 0)
            q_send(out, m); // expect: unproven double-send
    }
}

FBP_TASK void any_number_of_rounds(struct queue *in, struct queue *out, int rounds)
{
    struct msg *m = q_receive(in);
    for (int i = 0; i < rounds; i++) {
        switch (i) {
        case 0:
            q_send(out, m); // expect: unproven double-send
            break;
        case 1:
            m->number = 1; // expect: use-after-send
            break;
        }
    }
}

FBP_TASK void begins_again(struct queue *in, struct queue *out, int rounds)
{
    struct msg *m = q_receive(in);
    for (int i = 0; i < rounds; i = (i + 1) % 3) {
        switch (i) {
        case 0:
            m->number = 1; // expect: use-after-send
            break;
        case 2:
            q_send(out, m); // expect: double-send
            break;
        }
    }
}
