void walk(int n, void (*visit)(int, void *), void *ctx);

void walk(int n, void (*visit)(int, void *), void *ctx)
{
    while (n-- > 0)
        visit(n, ctx);
}
