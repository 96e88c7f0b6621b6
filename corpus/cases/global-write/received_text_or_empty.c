/* The text of a message is printed, or "" where there is none. That is no text of any message: the receiver may change it. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    char *text;
};

struct label {
    int number;
    char *name;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
struct msg *q_receive(struct queue *q) FBP_RECEIVES;
void labels_send(struct queue *q, struct label *packet) FBP_SENDS(2);
struct label *labels_receive(struct queue *q) FBP_RECEIVES;

static struct queue messages, labels;

static void print(const char *text)
{
    puts(text);
}

static void *reader(void *argument)
{
    struct msg *m = q_receive(&messages);
    print(m->text != NULL ? m->text : "");
    if (m->text != NULL)
        m->text[0] = '!';
    free(m->text);
    free(m);
    return argument;
}

static char *unnamed(void)
{
    return "none";
}

static void *namer(void *argument)
{
    struct label *l = labels_receive(&labels);
    l->name[0] = '!'; // expect: unproven global-write
    free(l);
    return argument;
}

int main(void)
{
    pthread_t threads[2];
    if (pthread_create(&threads[0], NULL, reader, NULL) != 0 ||
        pthread_create(&threads[1], NULL, namer, NULL) != 0)
        return 1;
    struct msg *m = malloc(sizeof *m);
    struct label *l = malloc(sizeof *l);
    if (m == NULL || l == NULL)
        return 1;
    m->text = strdup("hello");
    q_send(&messages, m);
    l->number = 1;
    l->name = unnamed();
    labels_send(&labels, l);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}
