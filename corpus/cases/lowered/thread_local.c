// Thread-local variables, also static ones in functions.
int printf(const char *, ...);

static _Thread_local int depth; // lowered: global @depth .*tls
_Thread_local int *cursor;

static int enter(void)
{
    static _Thread_local int calls; // lowered: global @enter\.calls .*tls.*source "calls"
    depth++;                        // lowered: = read i32 @depth
    cursor = &depth;                // lowered: store ptr @depth, @cursor
    return ++calls;
}

int main(void)
{
    enter();
    printf("%d %d\n", enter(), *cursor);
    return 0;
}
