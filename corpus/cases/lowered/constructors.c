// Functions that run before and after main.
int printf(const char *, ...);

static int ready;

__attribute__((constructor)) static void start(void) // lowered: define @start.*ctor
{
    ready = 1;
}
__attribute__((destructor)) static void end(void) // lowered: define @end.*dtor
{
    ready = 0;
}

int main(void)
{
    printf("%d\n", ready);
    return 0;
}
