// Vectors are loaded and stored as a whole; what is computed with them is computed lane by lane.
int printf(const char *, ...);
typedef int v4 __attribute__((vector_size(16)));

static v4 sum;

static int work(v4 *a, v4 *b)
{
    sum = *a + *b; // lowered: = load b128 %a
    // lowered: = pack b128 %
    // lowered: store b128 %
    // lowered: = add i32 %
    return sum[2]; // lowered: = part i32 %
}

int main(void)
{
    v4 x = {1, 2, 3, 4}, y = {10, 20, 30, 40};
    printf("%d\n", work(&x, &y));
    return 0;
}
