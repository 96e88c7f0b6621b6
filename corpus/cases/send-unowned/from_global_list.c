/* A task sends the second node of a global list. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

struct node {
    struct node *next;
    int value;
};

#include <pthread.h>

static struct node *head;
static struct queue out;

static void *produce(void *unused)
{
    (void)unused;
    if (head != NULL && head->next != NULL)
        q_send(&out, head->next); // expect: send-unowned
    return NULL;
}

int main(void)
{
    pthread_t t;
    for (int i = 0; i < 3; i++) {
        struct node *n = malloc(sizeof *n);
        if (n == NULL)
            return 1;
        n->value = i;
        n->next = head;
        head = n;
    }
    if (pthread_create(&t, NULL, produce, NULL) == 0)
        pthread_join(t, NULL);
    return 0;
}
