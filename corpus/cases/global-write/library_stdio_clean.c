/* Streams are channels: everybody may use them. */
#include <pthread.h>
#include <stdio.h>

static FILE *log_file;

static void *worker(void *arg)
{
    const char *name = arg;
    char line[80];
    fprintf(log_file, "opening %s\n", name);
    FILE *f = fopen(name, "r");
    if (!f) {
        perror(name);
        return 0;
    }
    while (fgets(line, sizeof line, f))
        fputs(line, stdout);
    if (ferror(f))
        fputs("error\n", stderr);
    fclose(f);
    putchar('\n');
    fflush(log_file);
    return 0;
}

int main(void)
{
    pthread_t t;
    log_file = stderr;
    if (pthread_create(&t, NULL, worker, "/etc/hostname") != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
