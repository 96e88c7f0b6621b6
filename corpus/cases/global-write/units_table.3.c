int add_one(int n);
int remember(int n);

static int last;

int add_one(int n)
{
    return n + 1;
}

int remember(int n)
{
    int old = last;
    last = n; // expect: global-write
    // note: dispatch
    return old;
}
