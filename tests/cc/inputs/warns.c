int warns(void)
{
    int never_read;
    return 1;
}
