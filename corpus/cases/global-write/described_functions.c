/* Functions without a body, described by annotations. */
#include <fbp/annotate.h>
#include <pthread.h>

struct digest {
    unsigned char b[16];
};

FBP_WRITES(1) FBP_READS(2) void digest_add(struct digest *d, const void *data, int n);
FBP_PURE int digest_size(void);

static struct digest all;

static void *worker(void *arg)
{
    struct digest mine = {{0}};
    digest_add(&mine, "abc", 3);
    digest_add(&mine, &all, digest_size());
    digest_add(&all, &mine, digest_size()); // expect: global-write
    // note: all
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
