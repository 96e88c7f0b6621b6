// W7-position residual -O2: clean
#include "queue.h"

/* Something is wrong with a letter, if one is ever sent; a message is received as it should be, but
 * the place where it is written is lost, and nobody knows that function by the name that it has. */
struct letter {
    long page;
};

static struct letter *letters;
static void q_send_letter(struct letter *l) FBP_SENDS(1) FBP_TRUSTED("a slot for one packet");
static struct msg *q_take(void) FBP_RECEIVES FBP_TRUSTED("a slot for one packet");

__attribute__((noinline)) static void q_send_letter(struct letter *l)
{
    letters = l;
}

__attribute__((noinline)) static struct msg *q_take(void)
{
    return slot;
}

void *work(void *number) __asm__("work_of_task");

void *work(void *number)
{
    struct msg *m = q_take();
    int n = *(const int *)number;
    if (n > 1)
        m->n = n;
    else
        m->n = 7;
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t;
    int number = argc;
    struct letter *l = malloc(sizeof *l);
    (void)argv;
    if (l == NULL)
        return 2;
    if (argc > 9) {
        q_send_letter(l);
        l->page = 1;
    }
    q_send(new_msg());
    if (pthread_create(&t, NULL, work, &number) != 0)
        return 2;
    return pthread_join(t, NULL);
}
