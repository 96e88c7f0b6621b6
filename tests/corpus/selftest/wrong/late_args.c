/* must say: late_args.c:8: belongs into the first lines: args */
static int total;

void worker(void)
{
    total++;
}
// args: --task worker
