void on_start(void);

static int calls;

void on_start(void)
{
    calls++; // expect: global-write
    // note: worker
}
