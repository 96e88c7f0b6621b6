struct counter {
    int n = 0;
    int next() { return ++n; }
};
int plus()
{
    counter c;
    return c.next();
}
