/* Immutable configurations with a count of references are replaced while they are read. */
#include "q.h"
#include <stdatomic.h>
struct FBP_IMMUTABLE config {
    int version;
    char name[16];
    atomic_int refs FBP_SHARED("atomic count");
};
struct FBP_CHANNEL holder {
    pthread_mutex_t m;
    struct config *current;
};
static struct holder holder = {PTHREAD_MUTEX_INITIALIZER, NULL};
static atomic_int stop FBP_SHARED("flag");
FBP_TRUSTED("last reference") static void config_put(struct config *c)
{
    if (atomic_fetch_sub(&c->refs, 1) == 1)
        free(c);
}
FBP_TRUSTED("holder's lock") FBP_RECEIVES static struct config *config_get(void)
{
    pthread_mutex_lock(&holder.m);
    struct config *c = holder.current;
    atomic_fetch_add(&c->refs, 1);
    pthread_mutex_unlock(&holder.m);
    return c;
}
FBP_TRUSTED("holder's lock") FBP_FREEZES(1) static void config_publish(struct config *c)
{
    pthread_mutex_lock(&holder.m);
    struct config *old = holder.current;
    holder.current = c;
    pthread_mutex_unlock(&holder.m);
    if (old)
        config_put(old);
}
static struct config *config_new(int v)
{
    struct config *c = malloc(sizeof *c);
    c->version = v;
    snprintf(c->name, sizeof c->name, "v%d", v);
    atomic_init(&c->refs, 1);
    return c;
}
static void *reader(void *arg)
{
    long *seen = arg;
    while (!atomic_load(&stop)) {
        struct config *c = config_get();
        *seen += c->version + (long)strlen(c->name);
        config_put(c);
    }
    return NULL;
}
static void *writer(void *arg)
{
    (void)arg;
    for (int i = 2; i < 200; i++)
        config_publish(config_new(i));
    return NULL;
}
int main(void)
{
    config_publish(config_new(1));
    pthread_t r[2], w;
    long seen[2] = {0};
    for (int i = 0; i < 2; i++)
        pthread_create(&r[i], NULL, reader, &seen[i]);
    pthread_create(&w, NULL, writer, NULL);
    pthread_join(w, NULL);
    atomic_store(&stop, 1);
    for (int i = 0; i < 2; i++)
        pthread_join(r[i], NULL);
    struct config *c = config_get();
    printf("%s\n", c->name);
    config_put(c);
    config_put(c);
    return 0;
}
