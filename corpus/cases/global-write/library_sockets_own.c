/* A connection handled with local addresses and buffers. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int port = 8080;

static void *worker(void *arg)
{
    struct sockaddr_in addr, peer;
    socklen_t len = sizeof peer;
    char buf[256];
    int one = 1;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (s < 0)
        return 0;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_port = htons((unsigned short)port);
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(s, (struct sockaddr *)&addr, sizeof addr) == 0 && listen(s, 5) == 0) {
        int c = accept(s, (struct sockaddr *)&peer, &len);
        ssize_t n = c < 0 ? -1 : recv(c, buf, sizeof buf, 0);
        if (n > 0) {
            buf[0] = '>';
            send(c, buf, (size_t)n, 0);
        }
        if (c >= 0)
            close(c);
    }
    close(s);
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
