// A struct of two words: two registers, one C position, two results.
int printf(const char *, ...);

struct pair {
    int *p;
    long n;
};

static int cell = 3;

// lowered-x86_64: define @swap\(%[a-z0-9_.]+: ptr.*, 1: %[a-z0-9_.]+: i64.*, %by\.[0-9]+: i64 
// lowered-aarch64: define @swap\(%[a-z0-9_.]+: i64.*, 1: %[a-z0-9_.]+: i64.*, %by\.[0-9]+: i64 
// lowered-x86_64: -> \(ptr, i64\)
// lowered-aarch64: -> \(i64, i64\)
static struct pair swap(struct pair a, long by)
{
    struct pair r = {a.p, a.n + by};
    return r;
}

int main(void)
{
    struct pair x = {&cell, 8};
    x = swap(x, 2); // lowered: = call \((ptr|i64), i64\) @swap\(%[0-9]+, 1: %[0-9]+, 2\)
    printf("%d %ld\n", *x.p, x.n);
    return 0;
}
