// A pointer that travels as an integer is moved, not lost.
int printf(const char *, ...);

static unsigned long hidden;
static int target;

int main(void)
{
    hidden = (unsigned long)&target; // lowered: = move i64 @target
    int *p = (int *)hidden;          // lowered: = load i64 @hidden
    // lowered: = move ptr %
    *p = 6;
    printf("%d\n", target);
    return 0;
}
