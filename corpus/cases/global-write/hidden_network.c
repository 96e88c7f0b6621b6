/* Old network functions with static results. */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static void *worker(void *arg)
{
    struct in_addr addr;
    char text[INET_ADDRSTRLEN];
    memset(&addr, 0, sizeof addr);
    struct hostent *h = gethostbyname(arg); // expect: global-write
    // note: getaddrinfo
    if (h)
        puts(h->h_name);
    puts(inet_ntoa(addr)); // expect: global-write
    // note: inet_ntop
    if (inet_ntop(AF_INET, &addr, text, sizeof text))
        puts(text);
    return 0;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, "localhost") != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
