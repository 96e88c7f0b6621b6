// An atomic object too large for the machine: calls of the atomic library.
struct big {
    long a[5];
};
static _Atomic struct big shared;

void set(struct big *b)
{
    shared = *b; // lowered: call @__atomic_store\(40, @shared
}
