// switch: cases, ranges, default.
int printf(const char *, ...);

static int classify(int c)
{
    switch (c) { // lowered: switch %c\.[0-9]+, b[0-9]+ \[.*-1: b
    case 'a' ... 'c':
        return 1;
    case -1:
        return 2;
    default:
        return 3;
    }
}

int main(void)
{
    printf("%d %d %d\n", classify('b'), classify(-1), classify(99));
    return 0;
}
