// Floats: conversions, comparisons, negation, builtins that are plain bit operations.
int printf(const char *, ...);

int main(void)
{
    volatile double x = -2.5, y = 3;
    volatile float f = 0.1f;
    double s = x * y + 1; // lowered: = fmul f64
    int lt = x < y, un = __builtin_isnan(x); // lowered: = cmp folt f64
    double a = __builtin_fabs(x), c = __builtin_copysign(y, x);
    printf("%.3f %d %d %.2f %.2f %d %.4f\n", s, lt, un, a, c, (int)x, (double)(f * 2));
    printf("%u %.1f\n", (unsigned)y, (double)(unsigned long)1e10 + -x); // lowered: = fptoui i32
    volatile double inf = __builtin_inf(), tiny = 1e-310;
    volatile float none = __builtin_nanf("");
    printf("%d %d %d %d %d\n", __builtin_isinf(inf) != 0, __builtin_isfinite(x), __builtin_isnormal(tiny),
           __builtin_isnan(none), __builtin_isinf(x));
    return 0;
}
