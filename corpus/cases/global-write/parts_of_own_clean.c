/* Flags, lengths and characters of records that hold pointers as well: numbers of which none is a
 * part of a pointer that is put together, and a pointer of the task's own that is. */
#include <ctype.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct record {
    struct record *next;
    char *text;
    uint32_t length;
    uint8_t flags;
    char name[16];
};

static struct record *made(struct record *next, const char *name)
{
    struct record *r = calloc(1, sizeof *r);
    if (r == NULL)
        return next;
    r->next = next;
    r->length = (uint32_t)strlen(name);
    for (uint32_t i = 0; i < r->length && i < sizeof r->name; i++)
        r->name[i] = (char)toupper((unsigned char)name[i]);
    r->text = r->name;
    r->flags |= next != NULL ? next->flags | 1 : 2;
    return r;
}

static void *worker(void *arg)
{
    int own = 0, *from = &own, *to;
    unsigned char *s = (unsigned char *)&from, *d = (unsigned char *)&to;
    struct record *list = NULL;
    for (int i = 0; i < 10; i++)
        list = made(list, "some name");
    for (struct record *r = list; r != NULL; r = r->next) {
        r->length += r->flags;
        r->text[0] ^= 0x20;
    }
    for (unsigned i = 0; i < sizeof from; i++)
        d[i] = (unsigned char)(s[i] ^ 0x55) ^ 0x55;
    *to = 1;
    while (list != NULL) {
        struct record *next = list->next;
        free(list);
        list = next;
    }
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    return pthread_join(t, NULL);
}
