// Assembly that may jump: all its labels are successors.
int printf(const char *, ...);

static int probe(int x)
{
    // lowered: opaque .*inline assembly
    // lowered: goto unknown ptr "inline assembly.*\[b[0-9]+, b[0-9]+\]
    __asm__ goto("nop" : : "r"(x) : : away);
    return 1;
away:
    return 2;
}

int main(void)
{
    printf("%d\n", probe(3));
    return 0;
}
