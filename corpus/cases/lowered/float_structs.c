// Structs of floats travel in vector registers; positions stay those of C.
int printf(const char *, ...);

struct two {
    float a, b;
};
struct four {
    double a, b, c, d;
};

static double mix(struct two t, struct four f, int k)
{
    return t.a + t.b + f.a + f.b + f.c + f.d + k;
}

int main(void)
{
    struct two t = {1, 2};
    struct four f = {3, 4, 5, 6};
    // lowered-x86_64: call f64 @mix\(%[0-9]+, byval %f\.[0-9]+, 7\)
    // lowered-aarch64: call f64 @mix\(%[0-9]+, 1: %[0-9]+, %[0-9]+, 2: %[0-9]+, 2: %[0-9]+, 2: %[0-9]+, 7\)
    printf("%.1f\n", mix(t, f, 7));
    return 0;
}
