// Integers of 128 bits may hold two pointers: load and store.
int printf(const char *, ...);

static __int128 wide;

static long half(__int128 x)
{
    wide += x; // lowered: = load i128 @wide
    // lowered: store i128 %
    return (long)(wide >> 64);
}

int main(void)
{
    half((__int128)3 << 64 | 7);
    printf("%ld\n", half((__int128)5 << 70));
    return 0;
}
