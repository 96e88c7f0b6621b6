// Pure operations without an RIR form keep their name.
static unsigned mirror(unsigned x)
{
    return __builtin_bitreverse32(x); // lowered: = un opaque i32 .*llvm\.bitreverse
}

int main(void)
{
    return (int)(mirror(1) >> 31) - 1;
}
