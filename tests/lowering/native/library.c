/* qsort compares in an order that C does not fix: here in that of the interpreter (interp_libc.c).
 */
#include <stddef.h>
#include <stdlib.h>

#include "native.h"

static void exchange(char *a, char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char c = a[i];
        a[i] = b[i];
        b[i] = c;
    }
}

void qsort(void *base, size_t n, size_t size, int (*compare)(const void *, const void *))
{
    char *at = base;
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && compare(at + (j - 1) * size, at + j * size) > 0; j--)
            exchange(at + (j - 1) * size, at + j * size, size);
}
