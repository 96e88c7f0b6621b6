// An array whose size is known only when the function runs.
int printf(const char *, ...);

static long sum(int n)
{
    long a[n], s = 0; // lowered: = stack 8 x %
    for (int i = 0; i < n; i++)
        a[i] = i;
    for (int i = 0; i < n; i++)
        s += a[i];
    return s;
}

int main(void)
{
    printf("%ld %ld\n", sum(3), sum(7));
    return 0;
}
