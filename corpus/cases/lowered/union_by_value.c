// A union by value that holds a pointer.
int printf(const char *, ...);

union u {
    int *p;
    double d;
    char c[16];
};

static int cell = 5;

static int get(union u v, int k)
{
    return *v.p + k;
}

int main(void)
{
    union u v = {.p = &cell};
    // lowered: call i32 @get\(%[0-9]+, 1: %[0-9]+, 6\)
    printf("%d\n", get(v, 6));
    return 0;
}
