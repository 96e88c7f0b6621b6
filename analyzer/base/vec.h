/* Growable arrays: VEC(T) declares one; vec_push, vec_free work on any. Elements are plain data. */
#ifndef FBP_BASE_VEC_H
#define FBP_BASE_VEC_H

#include <stddef.h>
#include <stdint.h>

#define VEC(T)                                                                                     \
    struct {                                                                                       \
        T *data;                                                                                   \
        uint32_t len, cap;                                                                         \
    }

/* Makes room for `more` further elements; aborts when out of memory. */
void *vec_reserve(void *data, uint32_t len, uint32_t *cap, uint32_t more, size_t size);

#define vec_push(v, x)                                                                             \
    ((v)->data = (v)->len < (v)->cap                                                               \
                     ? (v)->data                                                                   \
                     : vec_reserve((v)->data, (v)->len, &(v)->cap, 1, sizeof *(v)->data),          \
     (v)->data[(v)->len++] = (x))
#define vec_free(v) (vec_release((v)->data), (v)->data = NULL, (v)->len = (v)->cap = 0)

void vec_release(void *data);

#endif
