// Hints vanish.
int printf(const char *, ...);
#define unlikely(x) __builtin_expect(!!(x), 0)

static int f(int *p)
{
    // lowered-not: llvm\.
    if (unlikely(p == 0))
        return -1;
    __builtin_prefetch(p);
    __builtin_assume(*p > 0);
    if (__builtin_constant_p(*p))
        return 0;
    return *p + (int)__builtin_object_size(p, 0);
}

int main(void)
{
    int x = 3;
    printf("%d %d\n", f(&x), f(0));
    return 0;
}
