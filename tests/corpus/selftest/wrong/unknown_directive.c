/* must say: unknown_directive.c:6: unknown directive: expects */
static int total;

void worker(void)
{
    total++; // expects: global-write
}
