// A va_list that is handed on, as vprintf-like functions do.
int printf(const char *, ...);
typedef __builtin_va_list va_list;

static int second(va_list ap)
{
    (void)__builtin_va_arg(ap, int);
    return __builtin_va_arg(ap, int);
}

static int outer(int n, ...)
{
    va_list ap;
    __builtin_va_start(ap, n); // lowered: valist %
    int r = second(ap); // lowered: call i32 @second\(
    __builtin_va_end(ap);
    return r;
}

int main(void)
{
    printf("%d\n", outer(0, 3, 4));
    return 0;
}
