// Calls through pointers: from a struct, a table, a parameter.
int printf(const char *, ...);

struct ops {
    int (*add)(int *, int);
};

static int plus(int *p, int k) // lowered: define @plus.*taken
{
    return *p += k;
}
static int apply(int (*f)(int *, int), int *p)
{
    return f(p, 2); // lowered: = calli i32 %f\.[0-9]+\(%p\.[0-9]+, 2\)
}

static const struct ops ops = {plus};

int main(void)
{
    int n = 1;
    ops.add(&n, 5); // lowered: = calli i32 %
    printf("%d\n", apply(plus, &n));
    return 0;
}
