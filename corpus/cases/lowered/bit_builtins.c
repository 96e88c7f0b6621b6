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
    // lowered-not: opaque
    printf("%x %lx %x %x %x %d %d %d\n", a, b, c, d, e, f, g, i);
    return 0;
}
