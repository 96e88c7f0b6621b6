/* readv, recvmsg and their like write where pointers inside an argument lead to; what epoll_wait gives was put there by epoll_ctl. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>

struct connection {
    int *limit;
};

static char shared[64];
static int limit, epoll = -1;

static void *reader(void *argument)
{
    char own[64];
    struct iovec both[2] = {{own, sizeof own}, {shared, sizeof shared}}, mine = {own, sizeof own};
    readv(0, both, 2); // expect: unproven global-write
    readv(0, &mine, 1);
    char text[] = "a,b", *rest = text;
    while (rest != NULL)
        strsep(&rest, ",");
    return argument;
}

static void *receiver(void *argument)
{
    char own[64];
    struct iovec part = {own, sizeof own};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    recvmsg(0, &message, 0);
    own[0] = 0;
    part.iov_base = shared;
    recvmsg(0, &message, 0); // expect: global-write
    int *from_outside = NULL;
    part = (struct iovec){&from_outside, sizeof from_outside};
    recvmsg(0, &message, 0);
    if (from_outside != NULL)
        *from_outside = 1; // expect: unproven global-write
    return argument;
}

static void *waiter(void *argument)
{
    struct epoll_event event;
    if (epoll_wait(epoll, &event, 1, -1) == 1) {
        struct connection *c = event.data.ptr;
        *c->limit = 1; // expect: unproven global-write
    }
    return argument;
}

int main(void)
{
    pthread_t threads[3];
    struct connection *c = malloc(sizeof *c);
    if (c == NULL)
        return 1;
    c->limit = &limit;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll = epoll_create1(0);
    epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &event);
    pthread_create(&threads[0], NULL, reader, NULL);
    pthread_create(&threads[1], NULL, receiver, NULL);
    pthread_create(&threads[2], NULL, waiter, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return limit;
}
