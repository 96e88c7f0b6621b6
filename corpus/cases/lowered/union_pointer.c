// A union of a pointer and an integer: both accesses are wide enough for a pointer.
int printf(const char *, ...);

union both {
    int *p;
    unsigned long bits;
};

static int cell;

int main(void)
{
    union both u; // lowered: %u\.[0-9]+ \$[0-9]+ = stack 8
    u.p = &cell;  // lowered: store ptr @cell, %u
    union both v;
    v.bits = u.bits; // lowered: = load i64 %u
    *v.p = 11;       // lowered: = load ptr %v
    printf("%d\n", cell);
    return 0;
}
