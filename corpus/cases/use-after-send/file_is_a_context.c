/* A callback of printf's kind takes a FILE *, and is given a buffer of its own instead: what it stores
 * there is not stored into a channel, and nothing was sent. */
#include <fbp/annotate.h>
#include <stdio.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct text {
    char *at;
    size_t left;
};

struct message {
    struct message *next;
    char *text;
};

struct message *q_receive(struct queue *q) FBP_RECEIVES;

static int to_text(int c, FILE *data)
{
    struct text *t = (struct text *)data;
    if (t->left == 0)
        return -1;
    t->left--;
    *t->at = (char)c;
    t->at++;
    return c;
}

static int to_end(int c, FILE *data)
{
    char **at = (char **)data;
    **at = (char)c;
    (*at)++;
    return c;
}

static void number(int n, int (*put)(int, FILE *), FILE *data)
{
    if (n >= 10)
        number(n / 10, put, data);
    put('0' + n % 10, data);
}

FBP_TASK void work(struct queue *in)
{
    struct message *m;
    while ((m = q_receive(in)) != NULL) {
        char buffer[40] = "", *end = buffer;
        struct text t = {buffer, sizeof buffer};
        number(7, to_text, (FILE *)&t);
        number(7, to_end, (FILE *)&end);
        buffer[0] = '-';
        free(m);
    }
}
