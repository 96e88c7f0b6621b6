/* Results of library functions that point into what a struct leads to, not into the struct that was
 * passed. */
#define _GNU_SOURCE
#include <mntent.h>
#include <pthread.h>
#include <sys/socket.h>

static char control[64], options[] = "ro,user", stack[65536];

static void *walks(void *argument)
{
    struct msghdr m = {.msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    if (c != NULL && (c = CMSG_NXTHDR(&m, c)) != NULL)
        c->cmsg_type = 1; // expect: global-write
    return argument;
}

static void *walks_its_own(void *argument)
{
    _Alignas(struct cmsghdr) char own[64] = {0};
    struct msghdr m = {.msg_control = own, .msg_controllen = sizeof own};
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c != NULL; c = CMSG_NXTHDR(&m, c))
        c->cmsg_type = 1;
    return argument;
}

static void *looks(void *argument)
{
    struct mntent m = {.mnt_opts = options};
    char *user = hasmntopt(&m, "user");
    if (user != NULL)
        *user = 'U'; // expect: global-write
    return argument;
}

static void *asks(void *argument)
{
    pthread_attr_t attributes;
    void *where;
    size_t size;
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, stack, sizeof stack);
    pthread_attr_getstack(&attributes, &where, &size);
    *(char *)where = 1; // expect: unproven global-write
    return argument;
}

int main(void)
{
    pthread_t threads[4];
    pthread_create(&threads[0], NULL, walks, NULL);
    pthread_create(&threads[1], NULL, walks_its_own, NULL);
    pthread_create(&threads[2], NULL, looks, NULL);
    pthread_create(&threads[3], NULL, asks, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    return control[0] + options[0] + stack[0];
}
