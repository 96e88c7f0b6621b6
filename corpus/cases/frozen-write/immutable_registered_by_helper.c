/* A helper makes an immutable object and registers it in its caller's struct, which changes it then. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct FBP_IMMUTABLE theme {
    int front, back;
};

struct window {
    struct theme *theme;
    int width;
};

static int window_theme(struct window *w, int front)
{
    struct theme *t = calloc(1, sizeof *t);
    if (t == NULL)
        return -1;
    t->front = front;
    w->theme = t;
    return 0;
}

static void *draw(void *argument)
{
    struct window *w = calloc(1, sizeof *w);
    (void)argument;
    if (w == NULL || window_theme(w, 3) != 0)
        return w;
    w->width = 80;
    w->theme->back = 4; // expect: frozen-write
    // note: let 'window_theme' set the value itself
    return w;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, draw, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
