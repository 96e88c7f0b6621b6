// Loop variables are phis with their source names.
int printf(const char *, ...);

static int length(const char *s)
{
    const char *p = s;
    while (*p)
        p++; // lowered: %p\.[0-9]+ .*= phi ptr \[b0: %s\.[0-9]+\]
    return (int)(p - s);
}

int main(void)
{
    printf("%d\n", length("four"));
    return 0;
}
