/* prctl, fcntl and ioctl write what they are given for some commands, and only read it for others;
 * a constant is only read. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>

static char name[16];
static struct flock lock = {.l_type = F_WRLCK};
static const int on = 1;

static void call_it(const char *what)
{
    prctl(PR_SET_NAME, what);
}

static void *gets(void *argument)
{
    char own[16];
    prctl(PR_GET_NAME, own);
    prctl(PR_GET_NAME, name); // expect: unproven global-write
    fcntl(0, F_GETLK, &lock); // expect: unproven global-write
    return argument;
}

static void *sets(void *argument)
{
    prctl(PR_SET_NAME, "setter");
    call_it("setter");
    ioctl(0, FIONBIO, &on);
    return argument;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, gets, NULL);
    pthread_create(&threads[1], NULL, sets, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return name[0];
}
