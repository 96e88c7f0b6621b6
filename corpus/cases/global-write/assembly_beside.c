/* Assembly in the file that has to do with none of what the task touches: a table, and a symbol for the debugger. */
#include <pthread.h>

static int limit = 4;

__asm__(".section .note.build,\"a\"\n\t.long 4, 5\n\t.previous\n.globl build_marker\nbuild_marker:\n");

static void *worker(void *arg)
{
    int squares[4];
    for (int i = 0; i < 4 && i < limit; i++)
        squares[i] = i * i;
    return squares[0] == 0 ? arg : NULL;
}

int main(void)
{
    pthread_t t;
    limit = 3;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return limit - 3;
}
