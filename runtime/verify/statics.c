/* Static data. Segments come from the loader's list, asked for when the first task starts and when
 * an object with variables of ours is loaded, never on the way of an access; variables from the
 * constructors of instrumented objects. Both are tables that are built anew, published with one
 * store, and never freed: a reader needs no lock. */
#include "statics.h"

#include <elf.h>
#include <link.h>
#include <stdatomic.h>

#include "known.h"
#include "needed.h"
#include "prim.h"
#include "tasks.h"

struct segment {
    uintptr_t low, high;
};
struct segments {
    unsigned n, cap;
    struct segment at[];
};
struct variables {
    unsigned long n;
    const struct fbp_global *at[]; /* by address */
};

static struct lock lock;
static _Atomic(struct segments *) segments, constants; /* what can be written, and what cannot */
static _Atomic(struct variables *) variables;

/* ---- segments ---- */

static void add_segment(struct segments *all, uintptr_t low, uintptr_t high)
{
    if (low < high && all->n < all->cap)
        all->at[all->n++] = (struct segment){low, high};
}

/* What is being collected. */
struct both {
    struct segments *writable, *constant;
};

static int count_one(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    *(unsigned *)context += info->dlpi_phnum;
    return 0;
}

/* What is made read-only after relocation is constant: nobody can write it. */
static int add_one(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    struct both *both = context;
    uintptr_t relro_low = 0, relro_high = 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        if (p->p_type != PT_GNU_RELRO)
            continue;
        relro_low = info->dlpi_addr + p->p_vaddr;
        relro_high = (relro_low + p->p_memsz) & ~(uintptr_t)4095;
    }
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        uintptr_t low = info->dlpi_addr + p->p_vaddr, high = low + p->p_memsz;
        if (p->p_type != PT_LOAD)
            continue;
        if ((p->p_flags & PF_W) == 0) {
            add_segment(both->constant, low, high);
            continue;
        }
        if (relro_low >= low && relro_high <= high) {
            add_segment(both->writable, low, relro_low);
            add_segment(both->constant, relro_low, relro_high);
            low = relro_high;
        }
        add_segment(both->writable, low, high);
    }
    return 0;
}

static struct segments *new_segments(unsigned cap)
{
    struct segments *all = prim_forever(sizeof *all + cap * sizeof(struct segment));
    all->cap = cap;
    return all;
}

void statics_refresh(void)
{
    unsigned n = 0;
    dl_iterate_phdr(count_one, &n);
    struct both both = {new_segments(n + 16), new_segments(n + 16)};
    dl_iterate_phdr(add_one, &both);
    atomic_store_explicit(&segments, both.writable, memory_order_release);
    atomic_store_explicit(&constants, both.constant, memory_order_release);
    known_forget(); /* R57 */
}

static const struct segment *segment_at(const struct segments *all, uintptr_t address)
{
    for (unsigned i = 0; all != NULL && i < all->n; i++)
        if (address >= all->at[i].low && address < all->at[i].high)
            return &all->at[i];
    return NULL;
}

bool statics_contain(uintptr_t address)
{
    return segment_at(atomic_load_explicit(&segments, memory_order_acquire), address) != NULL;
}

bool statics_constant(uintptr_t address, uintptr_t *low, uintptr_t *high)
{
    const struct segment *s =
        segment_at(atomic_load_explicit(&constants, memory_order_acquire), address);
    if (s == NULL)
        return false;
    *low = s->low;
    *high = s->high;
    return true;
}

void statics_each_segment(void (*call)(uintptr_t low, uintptr_t high, void *), void *context)
{
    const struct segments *all = atomic_load_explicit(&segments, memory_order_acquire);
    for (unsigned i = 0; all != NULL && i < all->n; i++)
        call(all->at[i].low, all->at[i].high, context);
}

/* ---- variables ---- */

static bool by_address(const struct fbp_global *a, const struct fbp_global *b)
{
    return (uintptr_t)a->address < (uintptr_t)b->address;
}

static void sort(struct variables *all)
{
    for (unsigned long gap = all->n / 2; gap > 0; gap /= 2)
        for (unsigned long i = gap; i < all->n; i++) {
            const struct fbp_global *one = all->at[i];
            unsigned long j = i;
            for (; j >= gap && by_address(one, all->at[j - gap]); j -= gap)
                all->at[j] = all->at[j - gap];
            all->at[j] = one;
        }
}

/* The program's own list; NULL: it has none. */
extern const struct fbp_global __start_fbp_globals[] __attribute__((weak, visibility("hidden")));

void __fbp_module(const struct fbp_global *first, const struct fbp_global *last)
{
    unsigned long more = (unsigned long)(last - first);
    if (first != __start_fbp_globals) /* a shared object's: R60 */
        needed_all();
    if (more == 0)
        return;
    lock_take(&lock);
    const struct variables *old = atomic_load_explicit(&variables, memory_order_relaxed);
    unsigned long n = old == NULL ? 0 : old->n;
    struct variables *all = prim_forever(sizeof *all + (n + more) * sizeof all->at[0]);
    for (unsigned long i = 0; i < n; i++)
        all->at[all->n++] = old->at[i];
    for (const struct fbp_global *g = first; g < last; g++)
        if (g->address != NULL && g->size != 0)
            all->at[all->n++] = g;
    sort(all);
    atomic_store_explicit(&variables, all, memory_order_release);
    lock_give(&lock);
    if (atomic_load_explicit(&tasks_active, memory_order_relaxed))
        statics_refresh();
}

const struct fbp_global *statics_variable(uintptr_t address)
{
    const struct variables *all = atomic_load_explicit(&variables, memory_order_acquire);
    unsigned long low = 0, high = all == NULL ? 0 : all->n;
    while (low < high) {
        unsigned long middle = low + (high - low) / 2;
        if ((uintptr_t)all->at[middle]->address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    const struct fbp_global *g = all->at[low - 1];
    return address - (uintptr_t)g->address < g->size ? g : NULL;
}

void statics_each(void (*call)(const struct fbp_global *, void *), void *context)
{
    const struct variables *all = atomic_load_explicit(&variables, memory_order_acquire);
    for (unsigned long i = 0; all != NULL && i < all->n; i++)
        call(all->at[i], context);
}

void statics_reset_lock(void)
{
    lock_reset(&lock);
}
