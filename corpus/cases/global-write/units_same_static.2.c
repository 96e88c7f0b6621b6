void main_count(void);

static int count;

static void step(void)
{
    count++;
}

void main_count(void)
{
    step();
}
