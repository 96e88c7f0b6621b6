struct context {
    int steps, result;
};

struct context *the_context(void);
int result(void);

static struct context context;

struct context *the_context(void)
{
    return &context;
}

int result(void)
{
    return context.result;
}
