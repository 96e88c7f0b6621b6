// Library functions that are memory operations.
int printf(const char *, ...);
void *memcpy(void *, const void *, unsigned long);
void *memmove(void *, const void *, unsigned long);
void *memset(void *, int, unsigned long);
void *mempcpy(void *, const void *, unsigned long);
void bzero(void *, unsigned long);
void *__memcpy_chk(void *, const void *, unsigned long, unsigned long);

static char a[16], b[16];
void *(*volatile by_pointer)(void *, const void *, unsigned long) = memcpy;

int main(void)
{
    unsigned long n = 8;
    memset(a, 'x', n);        // lowered: fill @a, 120, 8 
    memcpy(b, a, n);          // lowered: copy @b, @a, 8 
    memmove(b + 2, b, 4);     // lowered: copy (@b\+2|%[0-9]+), @b, 4 
    char *end = mempcpy(a, b, n); // lowered: copy @a, @b, 8 
    // lowered: = (offset @a, 8|field @a(\+0)? \+8)
    *end = 'y';
    bzero(b + 4, 2);          // lowered: fill (@b\+4|%[0-9]+), 0, 2 
    __memcpy_chk(a + 10, a, 3, 6);
    by_pointer(a + 13, a, 1); // lowered: calli .*%[0-9]+\(
    // lowered-not: call .*@(memcpy|memset|memmove|mempcpy|bzero|__memcpy_chk)\(
    printf("%s %s\n", a, b);
    return 0;
}
