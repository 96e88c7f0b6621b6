// Complex numbers are pairs of floats.
int printf(const char *, ...);

static double _Complex z;

static double _Complex times(double _Complex a, double _Complex b)
{
    return a * b; // lowered: = fmul f64
}

int main(void)
{
    z = times(__builtin_complex(1.0, 2.0), __builtin_complex(3.0, -1.0));
    // lowered: = call \(f64, f64\) @times\(
    printf("%.1f %.1f\n", __real__ z, __imag__ z);
    return 0;
}
