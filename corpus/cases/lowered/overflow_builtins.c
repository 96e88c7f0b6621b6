// Arithmetic that tells whether it overflowed is expanded exactly.
int printf(const char *, ...);

static int checked(int a, int b, int *r)
{
    return __builtin_add_overflow(a, b, r); // lowered: = add i32
}

int main(void)
{
    int r;
    long q;
    unsigned char c;
    unsigned long u;
    int o1 = checked(2147483647, 1, &r), r1 = r;
    int o2 = checked(-5, 3, &r), r2 = r;
    int o3 = __builtin_mul_overflow(3037000500L, r2 * -1518500250L, &q);
    int o4 = __builtin_mul_overflow(1L << 62, (long)r2, &q);
    int o5 = __builtin_sub_overflow((unsigned char)3, (unsigned char)r, &c);
    int o6 = __builtin_mul_overflow(0xffffffffffffffffUL, (unsigned long)-r2, &u);
    int o7 = __builtin_mul_overflow((-9223372036854775807L - 1) , (long)(r2 + 1), &q);
    printf("%d %d %d %d %d %d %d %d %d %lu\n", o1, r1, o2, r2, o3, o4, o5, o6, o7, u);
    return 0;
}
