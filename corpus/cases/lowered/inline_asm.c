// Inline assembly may do anything to what its operands reach; an empty one is a barrier.
int printf(const char *, ...);

static int shared;

static int tick(int *p)
{
    int out;
    // lowered: opaque .*inline assembly: nop
    __asm__ volatile("nop" : "=r"(out) : "r"(p), "0"(1) : "memory");
    return out;
}

static int *hide(int *p)
{
    __asm__("" : "+r"(p)); // lowered-not: opaque .*assembly: "
    return p;
}

int main(void)
{
    __asm__ volatile("" ::: "memory");
    *hide(&shared) = 2;
    printf("%d %d\n", tick(&shared), shared);
    return 0;
}
