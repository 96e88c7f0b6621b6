/* must say: prose_comment.c:6: a line comment that is no directive (prose goes into */
static int total;

void worker(void)
{
    total++; // expect global-write
}
