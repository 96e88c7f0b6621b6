// alloca.
int printf(const char *, ...);

static int last(int n)
{
    int *p = __builtin_alloca(n * sizeof *p); // lowered: = stack 1 x %
    for (int i = 0; i < n; i++)
        p[i] = i * 3;
    return p[n - 1];
}

int main(void)
{
    printf("%d\n", last(5));
    return 0;
}
