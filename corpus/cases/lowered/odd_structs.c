// Structs of three bytes, empty structs, structs of one pointer.
int printf(const char *, ...);

struct three {
    char c[3];
};
struct none {
};
struct one {
    int *p;
};

static int cell = 9;

// lowered: define @f\(%[a-z0-9_.]+: i[0-9]+ .*3: %[a-z0-9_.]+: (ptr|i64).*%k\.[0-9]+: i32
static int f(struct three a, struct none b, struct one c, int k)
{
    (void)b;
    return a.c[1] + *c.p + k;
}

int main(void)
{
    struct three a = {{1, 2, 3}};
    struct none b;
    struct one c = {&cell};
    printf("%d\n", f(a, b, c, 100));
    return 0;
}
