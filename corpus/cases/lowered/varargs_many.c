// More variadic arguments than any register file holds, integers and floats mixed.
int printf(const char *, ...);
typedef __builtin_va_list va_list;

static double mix(const char *kinds, ...)
{
    va_list ap;
    double sum = 0;
    __builtin_va_start(ap, kinds); // lowered: valist %
    for (; *kinds; kinds++) {
        if (*kinds == 'd')
            sum += __builtin_va_arg(ap, double);
        else if (*kinds == 'i')
            sum = sum * 2 + __builtin_va_arg(ap, int);
        else
            sum += *__builtin_va_arg(ap, int *);
    }
    __builtin_va_end(ap);
    return sum;
}

int main(void)
{
    int x = 100;
    double r = mix("diidpdiiddddidpiiidd", 1.0, 2, 3, 4.5, &x, 6.0, 7, 8, 9.0, 10.0, 11.0, 12.0, 13,
                   14.0, &x, 16, 17, 18, 19.0, 20.0);
    printf("%.2f\n", r);
    return 0;
}
