/* The same functions with buffers of the task. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static void *worker(void *arg)
{
    int fd = *(int *)arg;
    char buf[128];
    int number = 0;
    char *line = NULL;
    size_t line_size = 0;
    if (read(fd, buf, sizeof buf) < 0)
        perror("read");
    if (fgets(buf, sizeof buf, stdin) && sscanf(buf, "%d", &number) == 1)
        printf("%d\n", number);
    while (getline(&line, &line_size, stdin) > 0)
        line[0] = '*';
    free(line);
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
