/* Tiles: pieces of an image that are worked on by themselves.
 *
 * A tile is on the stack of the one who has the work done. It has its own copy of the pixels that
 * it needs, a border around it included, so a thread that was lent a tile needs nothing else and
 * touches nothing else. */
#ifndef TILE_H
#define TILE_H

#include "image.h"

enum { TILE = 16, BORDER = 2, SIDE = TILE + 2 * BORDER, LEVELS = 16 };

struct tile {
    unsigned x, y, width, height; /* its place in the image */
    unsigned char source[SIDE][SIDE];
    unsigned char result[TILE][TILE];
};

void tile_cut(struct tile *tile, const struct image *from, unsigned x, unsigned y);
void tile_paste(const struct tile *tile, struct image *to);

/* Tasks that are lent a tile: the median of 5 by 5 pixels, and sharper edges. */
void *tile_median(void *tile);
void *tile_sharpen(void *tile);

/* How often each level of grey comes in some rows, which are copied. */
struct strip {
    unsigned count;
    unsigned histogram[LEVELS];
    const unsigned char *pixels;
};

void *strip_count(void *strip);

#endif
