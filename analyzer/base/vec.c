/* Growth by doubling. */
#include "base/vec.h"

#include <stdlib.h>

void *vec_reserve(void *data, uint32_t len, uint32_t *cap, uint32_t more, size_t size)
{
    if (len + more <= *cap)
        return data;
    uint32_t want = *cap == 0 ? 8 : *cap * 2;
    while (want < len + more)
        want *= 2;
    data = realloc(data, want * size);
    if (data == NULL)
        abort();
    *cap = want;
    return data;
}

void vec_release(void *data)
{
    free(data);
}
