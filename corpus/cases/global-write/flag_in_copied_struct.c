/* Main copies a struct over a static one, through pointers of which nobody says what they are: the
 * flag in it is set when the task begins. */
#include <pthread.h>
#include <string.h>

struct options {
    int ready, level;
};

static struct options options;
static int hits;

static void fill(void *to, const void *from, size_t n)
{
    memcpy(to, from, n);
}

static void *run(void *arg)
{
    if (options.ready)
        hits++; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    struct options all = {1, 2};
    fill(&options, &all, sizeof all);
    if (pthread_create(&t, NULL, run, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return hits;
}
