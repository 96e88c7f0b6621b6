/* Reading and writing PGM files. Comments in them go from # to the end of the line. */
#include "image.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool image_init(struct image *image, unsigned width, unsigned height)
{
    image->width = width;
    image->height = height;
    image->pixels = calloc(height, width);
    return image->pixels != NULL;
}

void image_destroy(struct image *image)
{
    free(image->pixels);
    image->pixels = NULL;
}

unsigned char image_at(const struct image *image, int x, int y)
{
    int right = (int)image->width - 1, bottom = (int)image->height - 1;
    x = x < 0 ? 0 : x > right ? right : x;
    y = y < 0 ? 0 : y > bottom ? bottom : y;
    return image->pixels[(size_t)y * image->width + (size_t)x];
}

static int skip_blanks(FILE *input)
{
    int c = getc(input);
    while (isspace(c) || c == '#') {
        if (c == '#')
            while (c != '\n' && c != EOF)
                c = getc(input);
        else
            c = getc(input);
    }
    return c;
}

/* The next number, at most `limit`; -1 if there is none. */
static int read_number(FILE *input, int limit)
{
    int c = skip_blanks(input);
    if (!isdigit(c))
        return -1;
    int value = 0;
    for (; isdigit(c) && value <= limit; c = getc(input))
        value = value * 10 + (c - '0');
    return value <= limit ? value : -1;
}

bool image_read(struct image *image, FILE *input)
{
    char magic[3] = "";
    if (fread(magic, 1, 2, input) != 2 || strcmp(magic, "P2") != 0)
        return false;
    int width = read_number(input, WIDTH_MAX);
    int height = read_number(input, HEIGHT_MAX);
    int grey = read_number(input, GREY_MAX);
    if (width <= 0 || height <= 0 || grey <= 0 ||
        !image_init(image, (unsigned)width, (unsigned)height))
        return false;
    for (int i = 0; i < width * height; i++) {
        int value = read_number(input, grey);
        if (value < 0) {
            image_destroy(image);
            return false;
        }
        image->pixels[i] = (unsigned char)(value * GREY_MAX / grey);
    }
    return true;
}

void image_write(const struct image *image, FILE *output)
{
    fprintf(output, "P2\n%u %u\n%d\n", image->width, image->height, GREY_MAX);
    for (unsigned y = 0; y < image->height; y++) {
        const unsigned char *row = image->pixels + (size_t)y * image->width;
        for (unsigned x = 0; x < image->width; x++)
            fprintf(output, "%u%c", row[x], x + 1 < image->width ? ' ' : '\n');
    }
}
