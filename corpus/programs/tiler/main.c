/* tiler: takes specks out of a picture and sharpens it, tile by tile, with several threads.
 *
 * Threads are started for a batch of tiles at a time, one for each, and joined before their results
 * are pasted. */
#include "tile.h"

#include <pthread.h>
#include <stdlib.h>

enum { BATCH = 4 };

_Noreturn static void die(const char *what)
{
    fprintf(stderr, "tiler: %s\n", what);
    exit(EXIT_FAILURE);
}

/* Runs `filter` over each tile of a batch, all at the same time. */
static void run_batch(struct tile *tiles, unsigned count, void *(*filter)(void *))
{
    pthread_t threads[BATCH];
    for (unsigned i = 0; i < count; i++)
        if (pthread_create(&threads[i], NULL, filter, &tiles[i]) != 0)
            die("cannot start a thread");
#if BUG == 2
    tiles[0].width = TILE; /* BUG 2: use-after-send */
#endif
    for (unsigned i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}

/* The filtered image in place of the image. */
static void apply(struct image *image, void *(*filter)(void *))
{
    struct image result;
    if (!image_init(&result, image->width, image->height))
        die("out of memory");
    struct tile tiles[BATCH];
    unsigned used = 0;
    for (unsigned y = 0; y < image->height; y += TILE)
        for (unsigned x = 0; x < image->width; x += TILE) {
            tile_cut(&tiles[used++], image, x, y);
            bool last = y + TILE >= image->height && x + TILE >= image->width;
            if (used < BATCH && !last)
                continue;
            run_batch(tiles, used, filter);
            for (unsigned i = 0; i < used; i++)
                tile_paste(&tiles[i], &result);
            used = 0;
        }
    image_destroy(image);
    *image = result;
}

/* How often each level comes: two threads, each for half of a copy of the pixels. */
static void count_levels(const struct image *image, unsigned levels[LEVELS])
{
    unsigned pixels = image->width * image->height;
    unsigned char *upper = malloc(pixels), *lower = malloc(pixels);
    if (upper == NULL || lower == NULL)
        die("out of memory");
    struct strip first = {.count = pixels / 2, .pixels = upper};
    struct strip second = {.count = pixels - pixels / 2, .pixels = lower};
    for (unsigned i = 0; i < first.count; i++)
        upper[i] = image->pixels[i];
    for (unsigned i = 0; i < second.count; i++)
        lower[i] = image->pixels[first.count + i];
    pthread_t one, two;
    if (pthread_create(&one, NULL, strip_count, &first) != 0)
        die("cannot start a thread");
#if BUG == 3
    if (pthread_create(&two, NULL, strip_count, &first) != 0) /* BUG 3: double-send */
#else
    if (pthread_create(&two, NULL, strip_count, &second) != 0)
#endif
        die("cannot start a thread");
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    for (unsigned i = 0; i < LEVELS; i++)
        levels[i] = first.histogram[i] + second.histogram[i];
    free(upper);
    free(lower);
}

static void print_levels(const char *when, const struct image *image)
{
    unsigned levels[LEVELS];
    count_levels(image, levels);
    printf("# %-7s", when);
    for (unsigned i = 0; i < LEVELS; i++)
        printf(" %u", levels[i]);
    printf("\n");
}

int main(int argc, char **argv)
{
    FILE *input = argc > 1 ? fopen(argv[1], "r") : stdin;
    if (input == NULL)
        die("cannot open the input");
    struct image image;
    if (!image_read(&image, input))
        die("this is no picture");
    print_levels("before", &image);
    apply(&image, tile_median);
    print_levels("median", &image);
    apply(&image, tile_sharpen);
    print_levels("sharp", &image);
    image_write(&image, stdout);
    image_destroy(&image);
    if (input != stdin)
        fclose(input);
    return EXIT_SUCCESS;
}
