// setjmp returns twice, longjmp does not return.
struct buf {
    long words[64];
};
int _setjmp(struct buf *) __attribute__((returns_twice)); // lowered: declare @_setjmp.*twice
void longjmp(struct buf *, int) __attribute__((noreturn)); // lowered: declare @longjmp.*noreturn

static struct buf env;

static void leave(int n)
{
    longjmp(&env, n); // lowered: call @longjmp\(@env, %n.*noreturn
}

int main(void)
{
    volatile int tries = 0;
    if (_setjmp(&env) == 0) { // lowered: call i32 @_setjmp\(@env
        tries++;
        leave(3);
    }
    return tries - 1;
}
