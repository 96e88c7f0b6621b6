// Atomic loads, stores, read-modify-write, compare and swap; fences are nothing.
int printf(const char *, ...);

static int counter;
static int *_Atomic slot;
static long ticket;

int main(void)
{
    __atomic_fetch_add(&counter, 2, __ATOMIC_RELAXED); // lowered: = rmw add i32 @counter, 2
    __atomic_store_n(&counter, 7, __ATOMIC_SEQ_CST);   // lowered: write i32 7, @counter .*atomic
    slot = &counter;                                   // lowered: store ptr @counter, @slot .*atomic
    int *p = __c11_atomic_exchange(&slot, 0, __ATOMIC_ACQ_REL); // lowered: = rmw xchg (ptr|i64) @slot, 
    *p += 1;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    __atomic_fetch_add(&ticket, 1, __ATOMIC_RELAXED); // lowered: = rmw add i64 @ticket, 1
    long want = 1;
    // lowered: = cas i64 @ticket, 1, 9
    int ok = __atomic_compare_exchange_n(&ticket, &want, 9, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
    __sync_fetch_and_or(&counter, 16); // lowered: = rmw or i32 @counter, 16
    __atomic_fetch_nand(&counter, 3, __ATOMIC_RELAXED); // lowered: = rmw nand i32 @counter, 3
    printf("%d %ld %d %d\n", counter, ticket, ok, slot == 0);
    return 0;
}
