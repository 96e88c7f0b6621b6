// E5-volatile full -O2: use-after-send
#include "queue.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

FBP_SENDS(1) FBP_TRUSTED("a slot for one packet") static inline void put(struct msg *m)
{
    pthread_mutex_lock(&lock);
    slot = m;
    pthread_mutex_unlock(&lock);
}

FBP_RECEIVES FBP_TRUSTED("a slot for one packet") static inline struct msg *take(void)
{
    pthread_mutex_lock(&lock);
    struct msg *m = slot;
    pthread_mutex_unlock(&lock);
    return m;
}

int main(void)
{
    struct msg *m = new_msg();
    put(m);
    m->n = 2; // here
    m = take();
    return 0;
}
