void depth_set(int value);
int depth_get(void);

static int depth;

void depth_set(int value)
{
    depth = value; // expect: global-write
    // note: main
    // note: depth
}

int depth_get(void)
{
    return depth;
}
