/* An address goes out as text and comes back: with %p, as a number, through a function of the
 * program that prints, through scanf or strtoul and a cast. What is only printed as text or number
 * stays private. */
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
    int count;
    char name[16];
};

static void note(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
}

static void *prints(void *arg)
{
    struct job a = {1, "a"}, b = {2, "b"}, c = {3, "c"}, d = {4, "d"};
    char text[32];
    snprintf(text, sizeof text, "%p", (void *)&a);
    puts(text);
    a.count = 2; // expect: unproven global-write
    printf("%#lx\n", (unsigned long)(uintptr_t)&b);
    b.count = 3; // expect: unproven global-write
    note("job at %p\n", (void *)&c);
    c.count = 4; // expect: unproven global-write
    note("%s: %d\n", d.name, d.count);
    d.count = 5;
    text[0] = d.name[0];
    return arg;
}

static void *reads(void *arg)
{
    struct job own = {0}, *p = &own, *q = &own;
    uintptr_t cookie = (uintptr_t)&own, hex = cookie;
    const char *text = getenv("JOB");
    if (text != NULL) {
        cookie = strtoul(text, NULL, 16);
        sscanf(text, "%p", (void **)&q);
        sscanf(text, "%lx", &hex);
    }
    p = (struct job *)cookie;
    p->count = 1;                   // expect: unproven global-write
    q->count = 2;                   // expect: unproven global-write
    ((struct job *)hex)->count = 3; // expect: unproven global-write
    own.count = (int)strtol("5", NULL, 10);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, prints, NULL);
    pthread_create(&t[1], NULL, reads, NULL);
    pthread_join(t[0], NULL);
    pthread_join(t[1], NULL);
    return 0;
}
