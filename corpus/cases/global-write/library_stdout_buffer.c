/* stdout writes into a static buffer that main gave it: so does what prints there without naming
 * it, and what flushes every stream. What names no stream and uses none does not. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static char line[BUFSIZ];

static void *prints(void *arg)
{
    char text[32];
    snprintf(text, sizeof text, "%p", arg);
    puts(text);           // expect: unproven global-write
    printf("%s\n", text); // expect: unproven global-write
    // note: may write a buffer that was given before
    putchar('\n'); // expect: unproven global-write
    if (text[0] != '0')
        exit(1); // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    setvbuf(stdout, line, _IOFBF, sizeof line);
    if (pthread_create(&t, NULL, prints, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return line[0];
}
