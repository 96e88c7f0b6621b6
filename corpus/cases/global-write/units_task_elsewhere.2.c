struct context {
    int steps, result;
};

void *run(void *arg);

void *run(void *arg)
{
    struct context *c = arg;
    for (int i = 0; i < 10; i++) {
        c->steps++;
        c->result += i;
    }
    return 0;
}
