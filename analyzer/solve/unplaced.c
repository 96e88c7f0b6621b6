/* An instruction that has no position of its own (an artificial one) is where its function begins;
 * a function without that has none at all, since clang gives positions to whole functions or not.
 * What only loads or computes is no place, and no copy is made for it. */
#include "solve/unplaced.h"

struct rir_pos position_within(const struct rir_func *f, uint32_t insn)
{
    uint32_t site = f->insns[insn].site;
    struct rir_pos p = site == RIR_NONE ? f->pos : f->sites[site].pos;
    if (p.line == 0 && f->pos.line != 0)
        return f->pos;
    if (p.file == NULL)
        p.file = f->pos.file;
    return p;
}

bool is_unplaced(const struct rir_func *f)
{
    bool acts = false;
    for (uint32_t i = 0; i < f->ninsns; i++) {
        uint32_t site = f->insns[i].site;
        if (position_within(f, i).line != 0)
            return false;
        acts |= site != RIR_NONE && f->sites[site].kind != RIR_SITE_LOAD;
    }
    return acts;
}
