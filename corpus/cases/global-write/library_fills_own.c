/* The same calls on the task's own buffers, reading the globals. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static char text[64] = "text";
static int table[8];

static void *worker(void *arg)
{
    const char *in = arg;
    char mine[64], other[64];
    int copy[8];
    memset(copy, 0, sizeof copy);
    memcpy(copy, table, sizeof copy);
    memmove(copy, copy + 1, 7 * sizeof copy[0]);
    strcpy(mine, text);
    strcat(mine, in);
    strncpy(other, mine, sizeof other);
    snprintf(mine, sizeof mine, "%d %s", copy[0], text);
    sprintf(other, "%.10s", mine);
    if (strcmp(mine, other) == 0 && strlen(mine) > 3 && memcmp(mine, text, 4) == 0)
        puts(other);
    return 0;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, "in") != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
