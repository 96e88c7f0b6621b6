int shared_total;
extern const int step;
const int step = 3;
