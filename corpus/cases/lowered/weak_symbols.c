// Linkage: weak, internal, common, extern.
extern int outside __attribute__((weak)); // lowered: global @outside .*weak
int tentative __attribute__((common)); // lowered: global @tentative .*common
static int own = 1;                    // lowered: global @own .*internal
__attribute__((weak)) int hook(int x)  // lowered: define @hook.*weak
{
    return x;
}
static int local(int x) // lowered: define @local.*internal
{
    return x + own;
}

int main(void)
{
    return hook(local(0)) - 1 + tentative + (&outside != 0 ? outside : 0);
}
