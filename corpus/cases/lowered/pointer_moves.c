// A pointer that is stored and loaded is load and store; small integers are read and write.
int printf(const char *, ...);

static int *slot;
static int number;
static long word;

int main(void)
{
    slot = &number; // lowered: store ptr @number, @slot
    *slot = 3;      // lowered: = load ptr @slot
    word = 4;       // lowered: store i64 4, @word
    number++;       // lowered: = read i32 @number
    // lowered: write i32 %[0-9]+, @number
    printf("%d %ld\n", number, word);
    return 0;
}
