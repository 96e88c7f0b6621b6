/* The current configuration is found in a static variable; to change it in place is wrong, also
 * for main. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE config {
    int level;
};

static struct config *current;

static void set_level(int level)
{
    current->level = level; // expect: frozen-write
                            // note: in 'current', where others can find it
}

static void *worker(void *argument)
{
    (void)argument;
    return (void *)(long)current->level;
}

int main(void)
{
    pthread_t t;
    struct config *c = malloc(sizeof *c);
    if (c == NULL)
        return 1;
    c->level = 1;
    current = c;
    set_level(2);
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
