// Assembly without instructions, or with one that only waits, is a barrier, and its results are the
// operands in their registers.
// lowered-not: opaque
int printf(const char *, ...);

static int shared;

static int *hide(int *p)
{
    __asm__("" : "+r"(p));
    return p;
}

static int both(int a, long b, int *c)
{
    __asm__ volatile("" : "+r"(a), "+m"(*c), "+r"(b) : "r"(c) : "memory");
    return a + (int)b + *c;
}

int main(void)
{
    __asm__ volatile("" ::: "memory");
    *hide(&shared) = 2;
#ifdef __x86_64__
    __asm__ volatile("mfence" ::: "memory");
    __asm__ volatile("rep; nop");
#endif
    printf("%d\n", both(10, 20, &shared));
    return 0;
}
