/* Library functions that write where they are told: into globals. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static char text[64], other[64];
static int table[8];

static void *worker(void *arg)
{
    const char *in = arg;
    memset(table, 0, sizeof table);      // expect: global-write
    memcpy(table, &table[4], 16);        // expect: global-write
    memmove(text, text + 1, 8);          // expect: global-write
    strcpy(text, "abc");                 // expect: global-write
    strcat(text, in);                    // expect: global-write
    strncpy(other, in, 3);               // expect: global-write
    snprintf(text, sizeof text, "%d", 3); // expect: global-write
    sprintf(other, "%s", in);            // expect: global-write
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
