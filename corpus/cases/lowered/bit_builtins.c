// Byte swaps, rotations, population counts.
int printf(const char *, ...);

int main(void)
{
    volatile unsigned x = 0x12345678, s = 5;
    volatile unsigned long y = 0x123456789abcdef0;
    volatile unsigned short h = 0xabcd;
    unsigned a = __builtin_bswap32(x); // lowered: = lshr i32
    unsigned long b = __builtin_bswap64(y);
    unsigned c = __builtin_bswap16(h);
    unsigned d = __builtin_rotateleft32(x, s), e = __builtin_rotateright32(x, s);
    int f = __builtin_popcountl(y), g = __builtin_popcount(x), i = __builtin_abs((int)-x);
    int m = __builtin_clz(x), n = __builtin_clzl(y >> 9), o = __builtin_ctz(x << 3);
    int p = __builtin_ctzl(y << 21), q = __builtin_ffs((int)s), r = __builtin_parity(x);
    // lowered-not: opaque
    printf("%x %lx %x %x %x %d %d %d\n", a, b, c, d, e, f, g, i);
    printf("%d %d %d %d %d %d\n", m, n, o, p, q, r);
    return 0;
}
