/* Grey images, as in PGM files in their text form ("P2"). */
#ifndef IMAGE_H
#define IMAGE_H

#include <stdbool.h>
#include <stdio.h>

enum { WIDTH_MAX = 4096, HEIGHT_MAX = 4096, GREY_MAX = 255 };

struct image {
    unsigned width, height;
    unsigned char *pixels; /* row by row */
};

bool image_init(struct image *image, unsigned width, unsigned height);
void image_destroy(struct image *image);
bool image_read(struct image *image, FILE *input);
void image_write(const struct image *image, FILE *output);

/* The pixel at that place, or the nearest one if it is outside. */
unsigned char image_at(const struct image *image, int x, int y);

#endif
