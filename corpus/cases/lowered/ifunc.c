// A function that is chosen when the program starts.
static int plain(int x)
{
    return x + 1;
}

static void *choose(void)
{
    return plain; // lowered: ret @plain
}

int chosen(int x) __attribute__((ifunc("choose"))); // lowered: declare @chosen.*choose.*ifunc|declare @chosen.*ifunc.*choose

int main(void)
{
    return chosen(2) - 3; // lowered: call i32 @chosen\(2\)
}
