// What can be done with vectors: every kind of operation, wide and narrow lanes, pointers in them.
int printf(const char *, ...);
typedef int v4 __attribute__((vector_size(16)));
typedef int v8 __attribute__((vector_size(32)));
typedef unsigned char b16 __attribute__((vector_size(16)));
typedef double d2 __attribute__((vector_size(16)));
typedef long l2 __attribute__((vector_size(16)));
typedef float f4 __attribute__((vector_size(16)));

static v4 ints = {3, -1, 7, 100};
static v8 wide, zero;
static b16 bytes;
static d2 doubles = {1.5, -2.25};
static int one = 1, two = 2;
static l2 addresses;

static int total(v4 v)
{
    int n = 0;
    for (int i = 0; i < 4; i++)
        n = n * 10 + v[i]; /* an element that is not known beforehand */
    return n;
}

static v4 smaller(v4 a, v4 b)
{
    v4 less = a < b; // lowered: = cmp slt i32 %
    return (a & less) | (b & ~less);
}

int main(void)
{
    v4 other = {5, 5, 5, 5}, turned = __builtin_shufflevector(ints, other, 3, 2, 5, 0);
    int at = 2;
    turned[at] = 9;
    printf("%d %d\n", total(smaller(ints, other)), total(turned));
    wide = __builtin_shufflevector(ints, other, 0, 1, 2, 3, 4, 5, 6, 7) * 2 - 1;
    zero = wide & (wide > 9);
    printf("%d %d %d\n", wide[3], wide[7], zero[0] + zero[3]);
    for (int i = 0; i < 16; i++)
        bytes[i] = (unsigned char)(i * 17);
    bytes = (bytes >> 1) ^ (unsigned char)0x55;
    printf("%d %d\n", bytes[0], bytes[15]);
    f4 floats = __builtin_convertvector(ints, f4) / 2;
    doubles = -doubles + (d2){(double)floats[0], (double)floats[3]};
    printf("%.3f %.3f\n", doubles[0], doubles[1]);
    addresses = (l2){(long)&one, (long)&two};
    *(int *)addresses[1] += *(int *)addresses[0];
    printf("%d\n", two);
    return 0;
}
