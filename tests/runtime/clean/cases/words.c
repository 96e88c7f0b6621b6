/* Lines from getline, words in them that strtok_r found, answers from asprintf. */
#define _GNU_SOURCE
#include "q.h"
struct line {
    char *text;
    char *word[8];
    int n;
    struct line *next;
};
static struct ring lines = RING_INIT, out = RING_INIT;
static void *reader(void *arg)
{
    FILE *f = arg;
    char *buf = NULL;
    size_t cap = 0;
    ssize_t got;
    while ((got = getline(&buf, &cap, f)) > 0) {
        struct line *l = calloc(1, sizeof *l);
        l->text = strdup(buf);
        char *save, *w = strtok_r(l->text, " \n", &save);
        while (w && l->n < 8) {
            l->word[l->n++] = w;
            w = strtok_r(NULL, " \n", &save);
        }
        ring_put(&lines, l);
    }
    free(buf);
    fclose(f);
    ring_close(&lines);
    return NULL;
}
static void *format(void *arg)
{
    (void)arg;
    struct line *l;
    while ((l = ring_get(&lines))) {
        char *s;
        if (asprintf(&s, "%d:%s:%s", l->n, l->word[0], l->word[l->n - 1]) < 0)
            abort();
        free(l->text);
        free(l);
        ring_put(&out, s);
    }
    ring_close(&out);
    return NULL;
}
int main(void)
{
    static char text[] = "the quick brown fox\njumps over\nthe lazy dog\nand runs away\n";
    FILE *f = fmemopen(text, sizeof text - 1, "r");
    pthread_t a, b;
    pthread_create(&a, NULL, reader, f);
    pthread_create(&b, NULL, format, NULL);
    char *s;
    while ((s = ring_get(&out))) {
        puts(s);
        free(s);
    }
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
