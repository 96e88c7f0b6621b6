// String literals and const objects are constants; a const pointer's target is not.
int printf(const char *, ...);

static const int limits[] = {1, 2, 3};
static int value = 3;
static int *const fixed = &value;

const char *name(void)
{
    return "abc"; // lowered: global @"\.str" .* const string
}

int at(int i)
{
    return limits[i]; // lowered: global @limits .*const
}

int main(void)
{
    *fixed = 8; // lowered-not: global @value .*const
    printf("%s %d %d\n", name(), at(1), value);
    return 0;
}
