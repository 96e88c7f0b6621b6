// Members of a struct keep their names: by pointer, in a local, in a static object.
int printf(const char *, ...);

struct point {
    int x, y;
    struct point *next;
};

static struct point origin;

static int sum(struct point *p)
{
    // lowered: = field %p\.[0-9]+ \+0 \$[0-9]+\.0
    // lowered: = field %p\.[0-9]+ \+4 \$[0-9]+\.1
    // lowered: = field %p\.[0-9]+ \+8 \$[0-9]+\.2
    return p->x + p->y + (p->next != 0 ? sum(p->next) : 0);
}

int main(void)
{
    struct point a = {1, 2, &origin};
    origin.y = 5; // lowered: = field @origin(\+0)? \+4 \$[0-9]+\.1
    printf("%d\n", sum(&a));
    return 0;
}
