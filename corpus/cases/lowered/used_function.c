// A function that only assembly may call counts as known to somebody.
static int counter;

__attribute__((used)) static void hook(void) // lowered: define @hook\(.*address_taken
{
    counter++;
}

int main(void)
{
    return counter;
}
