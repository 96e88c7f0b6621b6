/* The same, all objects made by the task. */
#include <pthread.h>
#include <stdlib.h>

struct shape {
    double (*area)(const struct shape *);
    void (*scale)(struct shape *, double);
    double w, h;
};

static double rect_area(const struct shape *s)
{
    return s->w * s->h;
}

static void rect_scale(struct shape *s, double by)
{
    s->w *= by;
    s->h *= by;
}

static struct shape *rect_new(double w, double h)
{
    struct shape *s = malloc(sizeof *s);
    if (!s)
        abort();
    *s = (struct shape){.area = rect_area, .scale = rect_scale, .w = w, .h = h};
    return s;
}

static void *worker(void *arg)
{
    struct shape *s = rect_new(2, 3);
    s->scale(s, 1.5);
    *(double *)arg = s->area(s);
    free(s);
    return 0;
}

int main(void)
{
    pthread_t t;
    double area;
    if (pthread_create(&t, NULL, worker, &area) != 0)
        return 1;
    pthread_join(t, NULL);
    return (int)area;
}
