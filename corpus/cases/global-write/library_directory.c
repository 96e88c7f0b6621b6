/* Directory streams, descriptors and temporary names with buffers of the task. */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void *worker(void *arg)
{
    const char *path = arg;
    char name[300];
    struct stat st;
    int n = 0;
    DIR *d = opendir(path);
    if (!d)
        return 0;
    for (struct dirent *e = readdir(d); e; e = readdir(d)) {
        snprintf(name, sizeof name, "%s", e->d_name);
        if (stat(name, &st) == 0 && st.st_size > 0)
            n++;
    }
    closedir(d);
    int fd = open("/dev/null", O_WRONLY);
    if (fd >= 0) {
        if (write(fd, name, strlen(name)) < 0)
            perror("write");
        close(fd);
    }
    return n ? arg : 0;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, "/tmp") != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
