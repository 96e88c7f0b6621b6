// Aliases of functions and variables.
int printf(const char *, ...);

int real_value = 4;
extern int other_value __attribute__((alias("real_value"))); // lowered: global @other_value .*alias.*real_value

int real_function(int x)
{
    return x + real_value;
}
int other_function(int x) __attribute__((alias("real_function"))); // lowered: declare @other_function.*alias.*real_function
int weak_function(int x) __attribute__((weak, alias("real_function"))); // lowered: declare @weak_function.*weak

int main(void)
{
    other_value = 6;
    printf("%d %d\n", other_function(1), weak_function(2));
    return 0;
}
