/* The usual clean-up labels. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static int failures;

static int copy_file(const char *from, const char *to)
{
    int err = -1;
    char *buf = NULL;
    FILE *in = NULL, *out = NULL;
    size_t n;

    in = fopen(from, "r");
    if (!in)
        goto done;
    out = fopen(to, "w");
    if (!out)
        goto done;
    buf = malloc(4096);
    if (!buf)
        goto done;
    while ((n = fread(buf, 1, 4096, in)) > 0)
        if (fwrite(buf, 1, n, out) != n)
            goto done;
    err = 0;
done:
    if (err)
        failures++; // expect: global-write
    free(buf);
    if (out)
        fclose(out);
    if (in)
        fclose(in);
    return err;
}

static void *worker(void *arg)
{
    copy_file(arg, "/dev/null");
    return 0;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, "/etc/hostname") != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
