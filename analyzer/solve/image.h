/* What memory refers to: slots in order, and images, which are slots that do not change any more.
 *
 * The same memory flows through many blocks, to all cases of a switch for example. So states at
 * blocks share images: of one body, equal memories are one image, and compare with ==. What was
 * found out about an image stays true for as long as there is one (body.h, `epochs`). */
#ifndef FBP_SOLVE_IMAGE_H
#define FBP_SOLVE_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "solve/set.h"

struct slot { /* memory (node, off, stride) refers to `set` */
    uint32_t node;
    int32_t off;
    uint32_t stride;
    set_id set;
};

struct slots { /* sorted by (node, off, stride) */
    struct slot *data;
    uint32_t len, cap;
};

/* Below, equal to or above 0: where `s` stands to this slot. */
int slot_order(const struct slot *s, uint32_t node, int32_t off, uint32_t stride);
struct slot *slots_find(const struct slots *v, uint32_t node, int32_t off, uint32_t stride);
void slots_put(struct slots *v, uint32_t node, int32_t off, uint32_t stride, set_id set);
/* Those of one node: data[*first .. result). */
uint32_t slots_of(const struct slots *v, uint32_t node, uint32_t *first);

struct image {
    struct images *table;
    const void *owner; /* whose nodes these are */
    struct image *next;
    uint64_t id;        /* no two images of a table ever have the same one */
    uint64_t epochs[2]; /* without and with havoc: its number among memories; 0: none yet */
    uint64_t graph;     /* likewise, of what leads where in it */
    uint32_t refs, hash, len;
    struct slot data[];
};

enum { JOINS_KNOWN = 1 << 10 };

struct images {
    struct image **buckets;
    uint32_t nbuckets, count;
    uint64_t last_id;
    struct joined { /* results of joins, by a hash of what was joined */
        uint64_t a, b;
        struct image *result;
    } joins[JOINS_KNOWN];
    uint16_t taken[JOINS_KNOWN]; /* which of these have a result */
    uint32_t ntaken;
};

void images_free(struct images *t); /* after all that refers to images of it */

/* The image of these slots; the caller gets a reference. */
struct image *image_of(struct images *t, const void *owner, const struct slot *data, uint32_t len);
struct image *image_ref(struct image *m); /* NULL: stays NULL */
void image_drop(struct image *m);

/* What joining a and b gave before, or NULL; `b` may be any number that no image has. */
struct image *images_known(const struct images *t, uint64_t a, uint64_t b);
void images_remember(struct images *t, uint64_t a, uint64_t b, struct image *result);
void images_forget_joins(struct images *t);

static inline uint32_t image_len(const struct image *m)
{
    return m == NULL ? 0 : m->len;
}

#endif
