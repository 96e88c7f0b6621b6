// Standard attributes that say something about memory.
void *grab(unsigned long n) __attribute__((malloc)); // lowered: declare @grab.*malloc
int measure(const char *s) __attribute__((pure));    // lowered: declare @measure.*pure
int square(int x) __attribute__((const));            // lowered: declare @square.*const
void look(__attribute__((noescape)) int *p);         // lowered: declare @look.*noescape\(1\)
int sum(const int *p) __attribute__((leaf));         // lowered: declare @sum.*leaf
void stop(void) __attribute__((noreturn));           // lowered: declare @stop.*noreturn

void *use(int *p)
{
    look(p);
    sum(p);
    if (measure("a") + square(2) == 9)
        stop(); // lowered: call @stop\(\).*noreturn
    return grab(4);
}
