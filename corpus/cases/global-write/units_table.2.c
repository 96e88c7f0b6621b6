struct handler {
    char letter;
    int (*run)(int);
};

int add_one(int n);
int remember(int n);

extern const struct handler handlers[];
const struct handler handlers[] = {{'a', add_one}, {'b', remember}, {0, 0}};
