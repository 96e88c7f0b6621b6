// Labels as values: a label is the number of its block, a table of them holds no addresses.
int printf(const char *, ...);

static int run(const unsigned char *code)
{
    static const void *const table[] = {&&add, &&twice, &&stop}; // lowered-not: init .*run
    int v = 0;
    goto *table[*code++];
add:
    v += 1;
    goto *table[*code++];
twice:
    v *= 2;
    goto *table[*code++];
stop:
    return v; // lowered: goto %[a-z0-9_.]+, \[b[0-9]+, b[0-9]+, b[0-9]+\]
}

int main(void)
{
    unsigned char code[] = {0, 0, 1, 0, 2};
    printf("%d\n", run(code));
    return 0;
}
