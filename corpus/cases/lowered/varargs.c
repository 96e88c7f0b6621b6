// va_start makes the list refer to the variadic arguments; va_copy copies it.
int printf(const char *, ...);
typedef __builtin_va_list va_list;

static long total(int n, ...)
{
    va_list ap, again;
    long sum = 0;
    __builtin_va_start(ap, n); // lowered: valist %
    __builtin_va_copy(again, ap); // lowered-x86_64: copy %.*, 24 
    // lowered-aarch64: copy %.*, 32 
    for (int i = 0; i < n; i++)
        sum += __builtin_va_arg(ap, long);
    sum += *__builtin_va_arg(ap, long *);
    sum += (long)__builtin_va_arg(ap, double);
    sum += __builtin_va_arg(again, long);
    __builtin_va_end(again);
    __builtin_va_end(ap);
    return sum;
}

int main(void)
{
    long x = 5;
    // lowered: call i64 @total\(2, i64 10, i64 20, %x
    printf("%ld\n", total(2, 10L, 20L, &x, 2.5));
    return 0;
}
