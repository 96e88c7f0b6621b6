// A static of a function keeps its source name.
int printf(const char *, ...);

static int next(void)
{
    static int count; // lowered: global @next\.count .*source "count"
    return ++count;
}

static int other(void)
{
    static int count = 10; // lowered: global @other\.count .*source "count"
    return ++count;
}

int main(void)
{
    int a = next(), b = next(), c = other();
    printf("%d %d %d\n", a, b, c);
    return 0;
}
