// args: --task on_request
/* A task named with --task. */
struct request {
    char line[80];
    int len;
};

static int served;

int on_request(struct request *r)
{
    r->line[0] = 'x';
    served++; // expect: global-write
    // note: on_request
    return r->len;
}
