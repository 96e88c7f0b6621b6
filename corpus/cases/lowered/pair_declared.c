// Positions of a function that is only declared: from its type where there is one, else from the call.
struct pair {
    void *p;
    long n;
};
long use(struct pair a, void *q); // lowered: declare @use\((ptr|i64).*, 1: i64.*, ptr
long each(int n, ...);
static long (*callback)(struct pair a, void *q);

long f(struct pair *x)
{
    callback = use;
    // lowered: = call i64 @use\(%[0-9]+, 1: %[0-9]+, %x
    // lowered: = calli i64 %[0-9]+\(%[0-9]+, 1: %[0-9]+, %x
    // lowered: = call i64 @each\(1, %[0-9]+, 2: %[0-9]+, %x
    return use(*x, x) + callback(*x, x) + each(1, *x, x);
}
