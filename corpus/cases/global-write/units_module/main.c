/* The task uses the module without seeing its struct. */
#include "buffer.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static const char *const words[] = {"one", "two", "three"};

static void *worker(void *arg)
{
    struct buffer *b = buffer_new();
    if (!b)
        return arg;
    for (int i = 0; i < 3; i++)
        if (buffer_add(b, words[i], strlen(words[i])) != 0)
            break;
    puts(buffer_text(b));
    buffer_free(b);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
