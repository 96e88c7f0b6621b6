// A choice between pointers keeps both.
int printf(const char *, ...);

static int a, b;

int main(int argc, char **argv)
{
    (void)argv;
    int *p = argc > 5 ? &a : &b; // lowered: = (select|phi) ptr 
    *p = 4;
    printf("%d %d\n", a, b);
    return 0;
}
