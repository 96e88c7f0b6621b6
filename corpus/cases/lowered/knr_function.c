// Functions without prototypes.
int printf(const char *, ...);
static int old();

int main(void)
{
    printf("%d\n", old(2, 3)); // lowered: call i32 @old\(2, 3\)
    return 0;
}

static int old(a, b)
int a, b;
{
    return a * 10 + b;
}
