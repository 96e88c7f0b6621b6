/* Sockets, addresses and names: sys/socket.h, netdb.h, arpa/inet.h, net/if.h, ifaddrs.h.
 *
 * What recvmsg puts into a control message is bytes like any others. */
#ifndef FBP_MODEL_SOCKETS_H
#define FBP_MODEL_SOCKETS_H

#include "support.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/ether.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

FBP_PURE int socket(int, int, int), listen(int, int), shutdown(int, int), sockatmark(int), isfdtype(int, int);
FBP_WRITES(4) int socketpair(int, int, int, int[2]);
FBP_READS(2) int bind(int, const struct sockaddr *, socklen_t), connect(int, const struct sockaddr *, socklen_t);
FBP_WRITES(2) FBP_READS(3) FBP_WRITES(3) int accept(int, struct sockaddr *, socklen_t *),
    accept4(int, struct sockaddr *, socklen_t *, int), getsockname(int, struct sockaddr *, socklen_t *),
    getpeername(int, struct sockaddr *, socklen_t *);
FBP_READS(2) FBP_MODEL_LEAVES(2, 3) ssize_t send(int, const void *, size_t, int);
FBP_READS(2) FBP_MODEL_LEAVES(2, 0) ssize_t sendmsg(int, const struct msghdr *, int);
FBP_READS(2) FBP_READS(5) FBP_MODEL_LEAVES(2, 3)
ssize_t sendto(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
FBP_READS(2) FBP_WRITES(2) FBP_MODEL_LEAVES(2, 0) int sendmmsg(int, struct mmsghdr *, unsigned, int);
FBP_WRITES(2) FBP_MODEL_FILLS(2, 3) ssize_t recv(int, void *, size_t, int);
FBP_WRITES(2) FBP_MODEL_FILLS(2, 3) FBP_WRITES(5) FBP_READS(6) FBP_WRITES(6)
ssize_t recvfrom(int, void *, size_t, int, struct sockaddr *, socklen_t *);
FBP_READS(2) FBP_WRITES(2) FBP_MODEL_NUMBERS(2) FBP_MODEL_WRITES_BEHIND(2) FBP_MODEL_FILLS(2, 0) ssize_t recvmsg(int, struct msghdr *, int);
FBP_READS(2) FBP_WRITES(2) FBP_MODEL_NUMBERS(2) FBP_MODEL_WRITES_BEHIND(2) FBP_MODEL_FILLS(2, 0) FBP_READS(5) FBP_WRITES(5)
int recvmmsg(int, struct mmsghdr *, unsigned, int, struct timespec *);
FBP_WRITES(4) FBP_MODEL_NUMBERS(4) FBP_READS(5) FBP_WRITES(5) int getsockopt(int, int, int, void *, socklen_t *);
FBP_READS(4) int setsockopt(int, int, int, const void *, socklen_t);
FBP_READS(1) FBP_READS(2) FBP_POINTS_INTO(0, 2) struct cmsghdr *__cmsg_nxthdr(struct msghdr *, struct cmsghdr *);

/* names to addresses */
FBP_MODEL_LOCALE
FBP_MODEL_READS_STATE("environ") FBP_READS(1) FBP_READS(2) FBP_READS(3) FBP_WRITES(4) FBP_RECEIVES_INTO_IF(4, "zero")
int getaddrinfo(const char *, const char *, const struct addrinfo *, struct addrinfo **);
FBP_FREES(1) void freeaddrinfo(struct addrinfo *);
FBP_MODEL_LOCALE FBP_PURE FBP_MODEL_CONSTANT const char *gai_strerror(int);
FBP_MODEL_LOCALE
FBP_MODEL_READS_STATE("environ") FBP_READS(1) FBP_WRITES(3) FBP_WRITES(5)
int getnameinfo(const struct sockaddr *, socklen_t, char *, socklen_t, char *, socklen_t, int);
FBP_MODEL_LOCALE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_STATE("gethost")
FBP_HIDDEN_STATE("getaddrinfo") FBP_READS(1) struct hostent *gethostbyname(const char *), *gethostbyname2(const char *, int);
FBP_MODEL_LOCALE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_STATE("gethost")
FBP_HIDDEN_STATE("getnameinfo") FBP_READS(1) struct hostent *gethostbyaddr(const void *, __socklen_t, int);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE
FBP_MODEL_STATE("gethost") FBP_HIDDEN_STATE("getaddrinfo") struct hostent *gethostent(void);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE
FBP_MODEL_STATE("gethost")
FBP_HIDDEN_STATE("getaddrinfo") void sethostent(int), endhostent(void);
FBP_MODEL_LOCALE
FBP_MODEL_STATE("gethost")
FBP_HIDDEN_STATE("getservbyname_r") void setservent(int), endservent(void);
FBP_MODEL_LOCALE
FBP_MODEL_STATE("gethost")
FBP_HIDDEN_STATE("getprotobyname_r") void setprotoent(int), endprotoent(void);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE
FBP_MODEL_STATE("gethost")
FBP_HIDDEN_STATE("getnetbyname_r") void setnetent(int), endnetent(void);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE
FBP_READS(1) FBP_WRITES(2) FBP_WRITES(3) FBP_LINKS(2, 3) FBP_LINKS(3, 3) FBP_WRITES(5) FBP_POINTS_INTO(5, 2) FBP_WRITES(6)
int gethostbyname_r(const char *, struct hostent *, char *, size_t, struct hostent **, int *);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE
FBP_READS(1) FBP_WRITES(4) FBP_WRITES(5) FBP_LINKS(4, 5) FBP_LINKS(5, 5) FBP_WRITES(7) FBP_POINTS_INTO(7, 4) FBP_WRITES(8)
int gethostbyaddr_r(const void *, __socklen_t, int, struct hostent *, char *, size_t, struct hostent **, int *);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getservbyname_r") FBP_READS(1) FBP_READS(2) struct servent *getservbyname(const char *, const char *);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getservbyport_r") FBP_READS(2) struct servent *getservbyport(int, const char *);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getservbyname_r") struct servent *getservent(void);
FBP_MODEL_LOCALE
FBP_READS(1) FBP_READS(2) FBP_WRITES(3) FBP_WRITES(4) FBP_LINKS(3, 4) FBP_LINKS(4, 4) FBP_WRITES(6) FBP_POINTS_INTO(6, 3)
int getservbyname_r(const char *, const char *, struct servent *, char *, size_t, struct servent **);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getprotobyname_r") FBP_READS(1) struct protoent *getprotobyname(const char *);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getprotobynumber_r") struct protoent *getprotobynumber(int);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getprotobyname_r") struct protoent *getprotoent(void);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getnetbyname_r") FBP_READS(1) struct netent *getnetbyname(const char *);
FBP_MODEL_LOCALE
FBP_READS(2) FBP_WRITES(3) FBP_WRITES(4) FBP_LINKS(3, 4) FBP_LINKS(4, 4) FBP_WRITES(6) FBP_POINTS_INTO(6, 3)
int getservbyport_r(int, const char *, struct servent *, char *, size_t, struct servent **);
FBP_MODEL_LOCALE
FBP_READS(1) FBP_WRITES(2) FBP_WRITES(3) FBP_LINKS(2, 3) FBP_LINKS(3, 3) FBP_WRITES(5) FBP_POINTS_INTO(5, 2)
int getprotobyname_r(const char *, struct protoent *, char *, size_t, struct protoent **);
FBP_MODEL_LOCALE
FBP_WRITES(2) FBP_WRITES(3) FBP_LINKS(2, 3) FBP_LINKS(3, 3) FBP_WRITES(5) FBP_POINTS_INTO(5, 2)
int getprotobynumber_r(int, struct protoent *, char *, size_t, struct protoent **);
FBP_MODEL_LOCALE
FBP_READS(1) FBP_WRITES(2) FBP_WRITES(3) FBP_LINKS(2, 3) FBP_LINKS(3, 3) FBP_WRITES(5) FBP_POINTS_INTO(5, 2) FBP_WRITES(6)
int getnetbyname_r(const char *, struct netent *, char *, size_t, struct netent **, int *);
FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_HIDDEN_STATE("gai_strerror") FBP_READS(1) void herror(const char *);
FBP_MODEL_LOCALE FBP_PURE FBP_MODEL_CONSTANT const char *hstrerror(int);
FBP_PURE FBP_MODEL_MALLOC int *__h_errno_location(void);

/* addresses and text */
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("inet_ntop") char *inet_ntoa(struct in_addr);
FBP_MODEL_LOCALE
FBP_READS(2) FBP_WRITES(3) FBP_POINTS_INTO(0, 3) const char *inet_ntop(int, const void *, char *, socklen_t);
FBP_MODEL_LOCALE
FBP_READS(2) FBP_WRITES(3) FBP_MODEL_NUMBERS(3) int inet_pton(int, const char *, void *);
FBP_MODEL_LOCALE
FBP_READS(1) FBP_WRITES(2) int inet_aton(const char *, struct in_addr *);
FBP_MODEL_LOCALE
FBP_READS(1) in_addr_t inet_addr(const char *), inet_network(const char *);
FBP_PURE struct in_addr inet_makeaddr(in_addr_t, in_addr_t);
FBP_PURE in_addr_t inet_lnaof(struct in_addr), inet_netof(struct in_addr);
FBP_PURE uint32_t (htonl)(uint32_t), (ntohl)(uint32_t);
FBP_PURE uint16_t (htons)(uint16_t), (ntohs)(uint16_t);
FBP_HIDDEN_STATE("ether_ntoa_r") FBP_READS(1) char *ether_ntoa(const struct ether_addr *);
FBP_HIDDEN_STATE("ether_aton_r") FBP_READS(1) struct ether_addr *ether_aton(const char *);
FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(0, 2) char *ether_ntoa_r(const struct ether_addr *, char *);
FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(0, 2) struct ether_addr *ether_aton_r(const char *, struct ether_addr *);

/* interfaces */
FBP_READS(1) unsigned if_nametoindex(const char *);
FBP_WRITES(2) FBP_POINTS_INTO(0, 2) char *if_indextoname(unsigned, char *);
FBP_PURE FBP_MODEL_MALLOC struct if_nameindex *if_nameindex(void);
FBP_FREES(1) void if_freenameindex(struct if_nameindex *), freeifaddrs(struct ifaddrs *);
FBP_WRITES(1) FBP_RECEIVES_INTO_IF(1, "zero") int getifaddrs(struct ifaddrs **);

#endif
