// Annotations of functions arrive with their arguments and C positions.
#define ANN(...) __attribute__((annotate(__VA_ARGS__)))
#define TAG(s) __attribute__((btf_decl_tag(s)))

struct TAG("fbp.channel") queue {
    int depth;
};
typedef struct opaque *handle TAG("fbp.channel");
struct TAG("fbp.immutable") message {
    int refs TAG("fbp.shared:counted"); // lowered: "refs" .*shared.*counted
    int body;
};

struct queue main_queue;
handle current;
int total TAG("fbp.shared:statistics"); // lowered: global @total .*shared.*statistics

ANN("fbp.sends", 2) void put(struct queue *q, struct message *m); // lowered: declare @put.*(sends|FBP_SENDS)\(2\)
ANN("fbp.sends_if", 2, "zero") int try_put(struct queue *q, struct message *m); // lowered: declare @try_put.*2, "?zero
ANN("fbp.hidden_state", "strtok_r") char *token(char *s); // lowered: declare @token.*strtok_r
ANN("fbp.spawns", 1, 2) ANN("fbp.handle", 0) handle start(void *(*f)(void *), void *a); // lowered: declare @start.*\(1, 2\)
ANN("fbp.task") void *worker(void *arg) // lowered: define @worker.*task
{
    struct message *m = arg;
    total++;
    m->refs++;
    put((struct queue *)0, m);
    token(0);
    return try_put(0, m) ? start(worker, m) : arg;
}
// lowered: struct "queue" .*channel
// lowered: struct "message" .*immutable
// lowered: typedef "handle" .*channel
