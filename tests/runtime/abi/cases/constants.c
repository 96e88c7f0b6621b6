// clang-format off
// trap written: frozen-write task 'reads' (#1) writes 4 bytes; inside 'table', a variable with static storage
// trap by_main: frozen-write main writes 4 bytes; inside 'table', a variable with static storage
// runs literal:
// trap counter: global-write
// clang-format on
#include "by_hand.h"

#include <ctype.h>

/* R25: what is read-only is read at once, and is written no more easily than before. */

static const int table[256] = {1, 2, 3};
static const char *const names[64] = {"one", "two"};
static int counter;
static const struct fbp_global globals[] = {
    {table, sizeof table, "table", FBP_GLOBAL_CONSTANT},
    {names, sizeof names, "names", FBP_GLOBAL_CONSTANT},
    {&counter, sizeof counter, "counter", 0},
};
static const char *mode = "";

enum { FROZEN = 0xfffe };
static uint16_t tag_of(const void *p)
{
    return *(const volatile uint16_t *)(FBP_SHADOW_BASE + ((uintptr_t)p >> FBP_GRANULE_SHIFT) * 2);
}

static void *reads(void *argument)
{
    const int *numbers = table;
    const char *const *texts = names;
    const unsigned short *classes = *__ctype_b_loc();
    const int *all = &counter;
    if (READ(&numbers[100]) + READ(all) != 0 || READ(&texts[1])[0] != 't' || !READ(&classes['x']))
        abort();
    if (tag_of(&numbers[100]) != FROZEN || tag_of(&texts[1]) != FROZEN ||
        tag_of(&classes['x']) != FROZEN || tag_of(all) != 0)
        fprintf(stderr, "constants: tags %x %x %x %x\n", tag_of(&numbers[100]), tag_of(&texts[1]),
                tag_of(&classes['x']), tag_of(all));
    if (strcmp(mode, "written") == 0)
        __fbp_check(&numbers[100], FBP_ACCESS(1, sizeof *numbers, 0));
    if (strcmp(mode, "literal") == 0) { /* nobody knows the variable: what is written crashes */
        const char *text = "a literal that is rather long, so that it has granules of its own";
        READ(&text[20]);
        __fbp_check(&text[20], FBP_ACCESS(1, 1, 0));
    }
    if (strcmp(mode, "counter") == 0)
        __fbp_check(all, FBP_ACCESS(1, sizeof *all, 0));
    return argument;
}

int main(int argc, char **argv)
{
    mode = argc > 1 ? argv[1] : "";
    __fbp_module(globals, globals + LENGTH(globals));
    join(start(reads, NULL));
    if (READ(&table[100]) != 0 || !isalpha('a'))
        return 1;
    if (wants(argc, argv, "by_main"))
        __fbp_check(&table[100], FBP_ACCESS(1, sizeof table[0], 0));
    return 0;
}
