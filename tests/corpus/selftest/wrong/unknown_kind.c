/* must say: unknown_kind.c:6: not a kind of finding: global-wirte */
static int total;

void worker(void)
{
    total++; // expect: global-wirte
}
