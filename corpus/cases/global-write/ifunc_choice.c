/* Functions chosen when the program starts: one of two, always the same one, and one of code that is elsewhere. What an ifunc
 * calls is known only where its resolver leaves no choice. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static int total;
static int wide;

static void add_fast(int n)
{
    total += n; // expect: unproven global-write
}

static void add_slow(int n)
{
    (void)n;
}

static void *choose_add(void)
{
    return wide ? (void *)add_fast : (void *)add_slow;
}

void add(int n) __attribute__((ifunc("choose_add")));

static char *cut(char *text)
{
    return strtok(text, " "); // expect: unproven global-write
}

static char *keep(char *text)
{
    return text;
}

static void *choose_word(void)
{
    return wide ? (void *)cut : (void *)keep;
}

char *word(char *text) __attribute__((ifunc("choose_word")));

static void count(int *n)
{
    *n += 1; // expect: global-write
    // note: 'count' is called here by 'increase', which 'worker' calls
}

static void *choose_count(void)
{
    return (void *)count;
}

void increase(int *n) __attribute__((ifunc("choose_count")));

extern void *somewhere(void);

static void *choose_far(void)
{
    return somewhere();
}

void far(int *n) __attribute__((ifunc("choose_far")));

static void *worker(void *arg)
{
    int *own = malloc(sizeof *own);
    if (own == NULL)
        return NULL;
    *own = 1;
    add(*own);
    increase(&total);
    increase(own);
    word(arg);
    far(own); // expect: unproven global-write
    return own;
}

int main(void)
{
    char text[] = "a b";
    pthread_t t;
    if (pthread_create(&t, NULL, worker, text) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
