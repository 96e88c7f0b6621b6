/* Input functions that put what they read into globals. */
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static char buf[128];
static int number;
static char *line;
static size_t line_size;

static void *worker(void *arg)
{
    int fd = *(int *)arg;
    if (read(fd, buf, sizeof buf) < 0)        // expect: global-write
        return 0;
    if (recv(fd, buf, sizeof buf, 0) < 0)     // expect: global-write
        return 0;
    if (!fgets(buf, sizeof buf, stdin))       // expect: global-write
        return 0;
    if (fread(buf, 1, sizeof buf, stdin) < 1) // expect: global-write
        return 0;
    if (scanf("%d", &number) != 1)            // expect: global-write
        return 0;
    if (sscanf("4", "%d", &number) != 1)      // expect: global-write
        return 0;
    if (getline(&line, &line_size, stdin) < 0) // expect: global-write
        return 0;
    return 0;
}

int main(void)
{
    pthread_t t;
    int fd = 0;
    if (pthread_create(&t, NULL, worker, &fd) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
