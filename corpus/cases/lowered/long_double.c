// long double: 80 bits on x86-64, 128 on aarch64.
int printf(const char *, ...);

static long double acc; // lowered: global @acc .* size 16

static double add(long double x)
{
    // lowered-x86_64: = read f80 @acc
    // lowered-aarch64: = read f128 @acc
    acc = acc + x;
    return (double)acc;
}

int main(void)
{
    add(1.25L);
    printf("%.2f\n", add(2.5L));
    return 0;
}
