// Pure operations without an RIR form keep their name.
static int width(unsigned x)
{
    return 32 - __builtin_clz(x); // lowered: = un opaque i32 .*llvm\.ctlz
}

int main(void)
{
    return width(255) - 8;
}
