/* The walk: a stack of pieces of memory to look at, in chunks from mmap, without recursion.
 *
 * A piece of known type is an array of it: only the pointers of the type are looked at. What is
 * left at its end, less than one element, and pieces of unknown type are looked at word by word.
 * The visitor decides what is pushed, and must push a block once only: each of them changes a tag
 * or notes the block first. */
#include "walk.h"

#include "prim.h"

enum { CHUNK_BYTES = 1 << 16 };
struct walk_chunk {
    struct walk_chunk *below;
    size_t n;
    struct walk_item items[];
};
enum { CHUNK_ITEMS = (CHUNK_BYTES - sizeof(struct walk_chunk)) / sizeof(struct walk_item) };

/* The last chunk a thread used, kept for its next walk. */
static _Thread_local struct walk_chunk *spare __attribute__((tls_model("initial-exec")));

void walk_push(struct walk *walk, uintptr_t low, uintptr_t high, const struct fbp_type *type,
               unsigned mark)
{
    if (low >= high || (type != NULL && type->npointers == 0 && high - low >= type->size))
        return;
    struct walk_chunk *c = walk->chunk;
    if (c == NULL || c->n == CHUNK_ITEMS) {
        struct walk_chunk *more = spare != NULL ? spare : prim_reserve(0, CHUNK_BYTES);
        spare = NULL;
        if (more == NULL)
            prim_die("no memory to walk a packet");
        more->n = 0;
        more->below = c;
        walk->chunk = c = more;
    }
    c->items[c->n++] = (struct walk_item){low, high, type, mark};
}

static bool pop(struct walk *walk, struct walk_item *item)
{
    struct walk_chunk *c = walk->chunk;
    while (c != NULL && c->n == 0) {
        walk->chunk = c->below;
        if (spare == NULL)
            spare = c;
        else
            prim_release(c, CHUNK_BYTES);
        c = walk->chunk;
    }
    if (c == NULL)
        return false;
    *item = c->items[--c->n];
    return true;
}

/* The words in memory, copied so that they can be read whatever is done to them meanwhile. */
static size_t fetch(const struct walk *walk, uintptr_t from, uintptr_t high, uintptr_t *words,
                    size_t n)
{
    size_t left = (high - from) / sizeof(uintptr_t);
    n = left < n ? left : n;
    if (n == 0)
        return 0;
    if (walk->careful)
        return prim_read(words, (const void *)from, n * sizeof *words) ? n : 0;
    /* not memcpy: beside AddressSanitizer that is a check of its own */
    for (size_t i = 0; i < n; i++)
        words[i] = ((const volatile uintptr_t *)from)[i];
    return n;
}

static void each_word(struct walk *walk, uintptr_t low, uintptr_t high, unsigned mark)
{
    uintptr_t words[256];
    low = (low + sizeof(uintptr_t) - 1) & ~(sizeof(uintptr_t) - 1);
    while (low < high) {
        size_t n = fetch(walk, low, high, words, 256);
        if (n == 0)
            return;
        for (size_t i = 0; i < n; i++)
            if (words[i] >= 4096 && words[i] < UINT64_C(1) << 47)
                walk->visit(walk, words[i], NULL, false, 0, mark);
        low += n * sizeof(uintptr_t);
    }
}

static void each_pointer(struct walk *walk, const struct walk_item *item)
{
    const struct fbp_type *type = item->type;
    uintptr_t at = item->low;
    for (; type->size != 0 && item->high - at >= type->size; at += type->size)
        for (uint32_t i = 0; i < type->npointers; i++) {
            const struct fbp_pointer *p = &type->pointers[i];
            uintptr_t pointer = 0;
            if (fetch(walk, at + p->offset, at + p->offset + sizeof pointer, &pointer, 1) == 1 &&
                pointer >= 4096)
                walk->visit(walk, pointer, p->to, true, p->flags, item->mark);
        }
    each_word(walk, at, item->high, item->mark);
}

void walk_run(struct walk *walk)
{
    struct walk_item item;
    while (pop(walk, &item)) {
        if (item.type != NULL && item.type->size != 0)
            each_pointer(walk, &item);
        else if (item.type == NULL)
            each_word(walk, item.low, item.high, item.mark);
    }
}
