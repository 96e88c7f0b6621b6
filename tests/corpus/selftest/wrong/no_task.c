/* must say: no task was found */
int main(void)
{
    return 0;
}
