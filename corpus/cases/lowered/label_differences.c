// Offsets between labels, as interpreters keep them.
int printf(const char *, ...);

static int pick(int i)
{
    static const int offsets[] = {&&one - &&one, &&two - &&one};
    goto *(&&one + offsets[i]); // lowered: goto %
one:
    return 10;
two:
    return 20;
}

int main(void)
{
    printf("%d %d\n", pick(0), pick(1));
    return 0;
}
