// A large struct as a result: a hidden first argument that has no C position.
int printf(const char *, ...);

struct big {
    long a[5];
    int *p;
};

static int n = 4;

// lowered: define @make\(sret %[a-z0-9_.]+: ptr.*, %k\.[0-9]+: i64
static struct big make(long k)
{
    struct big b = {{k, k + 1}, &n};
    return b;
}

int main(void)
{
    struct big x = make(20); // lowered: call @make\(sret %x\.[0-9]+, 20\)
    printf("%ld %d\n", x.a[1], *x.p);
    return 0;
}
