// A large struct by value: a hidden copy on x86-64, a hidden pointer on aarch64; one C parameter.
int printf(const char *, ...);

struct big {
    long a[5];
    int *p;
};

static int n = 4;

// lowered-x86_64: define @take\(%k\.[0-9]+: i32.*, byval %b\.[0-9]+: ptr
// lowered-aarch64: define @take\(%k\.[0-9]+: i32.*, %b\.[0-9]+: ptr
static long take(int k, struct big b, int *q)
{
    b.a[0] += k + *q;
    return b.a[0] + *b.p;
}

int main(void)
{
    struct big x = {{100}, &n};
    // lowered-x86_64: call i64 @take\(1, byval %x
    long r = take(1, x, &n);
    printf("%ld %ld\n", r, x.a[0]);
    return 0;
}
