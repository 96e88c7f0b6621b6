/* What is done to a tile: filters that read its source and write its result. */
#include "tile.h"

#include <stdlib.h>
#include <string.h>

#if BUG == 1
static unsigned char window[(2 * BORDER + 1) * (2 * BORDER + 1)];
#endif

void tile_cut(struct tile *tile, const struct image *from, unsigned x, unsigned y)
{
    tile->x = x;
    tile->y = y;
    tile->width = from->width - x < TILE ? from->width - x : TILE;
    tile->height = from->height - y < TILE ? from->height - y : TILE;
    for (int row = 0; row < SIDE; row++)
        for (int column = 0; column < SIDE; column++)
            tile->source[row][column] =
                image_at(from, (int)x + column - BORDER, (int)y + row - BORDER);
}

void tile_paste(const struct tile *tile, struct image *to)
{
    for (unsigned row = 0; row < tile->height; row++)
        memcpy(to->pixels + (size_t)(tile->y + row) * to->width + tile->x, tile->result[row],
               tile->width);
}

static int compare(const void *a, const void *b)
{
    return *(const unsigned char *)a - *(const unsigned char *)b;
}

static unsigned char median(const struct tile *tile, unsigned row, unsigned column)
{
#if BUG != 1
    unsigned char window[(2 * BORDER + 1) * (2 * BORDER + 1)];
#endif
    unsigned used = 0;
    for (unsigned y = 0; y <= 2 * BORDER; y++)
        for (unsigned x = 0; x <= 2 * BORDER; x++)
            window[used++] = tile->source[row + y][column + x]; /* BUG 1: global-write */
    qsort(window, used, 1, compare);
    return window[used / 2];
}

void *tile_median(void *argument)
{
    struct tile *tile = argument;
    for (unsigned row = 0; row < tile->height; row++)
        for (unsigned column = 0; column < tile->width; column++)
            tile->result[row][column] = median(tile, row, column);
    return NULL;
}

void *tile_sharpen(void *argument)
{
    struct tile *tile = argument;
    for (unsigned row = 0; row < tile->height; row++)
        for (unsigned column = 0; column < tile->width; column++) {
            unsigned char(*s)[SIDE] = &tile->source[row + BORDER];
            unsigned x = column + BORDER;
            int around = s[-1][x] + s[1][x] + s[0][x - 1] + s[0][x + 1];
            int value = (3 * s[0][x] - around / 2);
            tile->result[row][column] = (unsigned char)(value < 0          ? 0
                                                        : value > GREY_MAX ? GREY_MAX
                                                                           : value);
        }
    return NULL;
}

void *strip_count(void *argument)
{
    struct strip *strip = argument;
    for (unsigned i = 0; i < strip->count; i++)
        strip->histogram[strip->pixels[i] * LEVELS / (GREY_MAX + 1)]++;
    return NULL;
}
