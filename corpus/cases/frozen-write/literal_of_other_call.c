/* A helper cuts an option's text: either what follows in the same word, or the next word. One call gives it a literal whose own text
 * says that it is never the one to be cut; another call is not so careful. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static char get(char *flag, char *next)
{
    char letter;
    if (flag[0] == '-' && flag[1] == '-') {
        letter = flag[2];
    } else {
        letter = flag[1];
        next = flag + 2;
    }
    char *end = strchr(next, ';');
    if (end != NULL)
        *end = '\0'; // expect: unproven frozen-write
    return letter;
}

static char get_short(char *flag)
{
    char *end = strchr(flag + 2, ';');
    if (end != NULL)
        *end = '\0'; // expect: frozen-write
    return flag[1];
}

static void *worker(void *arg)
{
    return arg;
}

int main(void)
{
    char *next = strdup("x;y");
    char letter = next == NULL ? 0 : get("--url", next);
    free(next);
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return letter == get_short("-e;");
}
