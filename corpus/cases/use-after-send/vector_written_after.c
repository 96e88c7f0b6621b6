/* writev and sendmsg read what the pointers in their vectors lead to. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    char *body;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;

FBP_TASK void work(struct queue *in, struct queue *out, int fd)
{
    struct msg *m = q_receive(in);
    if (m == NULL || m->body == NULL)
        return;
    struct iovec v = {m->body, 10};
    struct msghdr h = {.msg_iov = &v, .msg_iovlen = 1};
    q_send(out, m);
    writev(fd, &v, 1);  // expect: unproven use-after-send
    sendmsg(fd, &h, 0); // expect: unproven use-after-send
}
