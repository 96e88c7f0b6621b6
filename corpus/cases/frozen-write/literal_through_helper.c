/* A helper that changes its string: wrong for the chain that passes a literal. */
#include <ctype.h>
#include <pthread.h>

static void shout(char *s)
{
    for (; *s; s++)
        *s = (char)toupper((unsigned char)*s); // expect: frozen-write
    // note: greet
}

static void greet(void)
{
    shout("hello");
}

static void *worker(void *arg)
{
    char mine[] = "quiet";
    shout(mine);
    greet();
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
