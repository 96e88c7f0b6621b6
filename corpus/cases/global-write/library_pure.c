/* Functions of ctype, math and string that touch nothing. */
#include <ctype.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const char *text = "Some Text 42";

static void *worker(void *arg)
{
    double *out = arg;
    int digits = 0, upper = 0;
    for (const char *p = text; *p; p++) {
        if (isdigit((unsigned char)*p))
            digits++;
        if (isupper((unsigned char)*p))
            upper += tolower((unsigned char)*p);
    }
    const char *n = strpbrk(text, "0123456789");
    *out = sqrt(digits) + floor(upper / 2.0) + (n ? atoi(n) : 0) + abs(-3) + (double)strlen(text);
    return 0;
}

int main(void)
{
    pthread_t t;
    double d;
    if (pthread_create(&t, NULL, worker, &d) != 0)
        return 1;
    pthread_join(t, NULL);
    return d > 3;
}
