// volatile is kept.
static volatile int port;

int main(void)
{
    port = 1;        // lowered: write i32 1, @port .*volatile
    int x = port;    // lowered: = read i32 @port .*volatile
    return x - 1;
}
