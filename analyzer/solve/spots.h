/* Spots: where numbers lie in memory, told apart by what C says of them. A member of a struct is
 * one spot for all objects of that type; a member, or all, of a variable is a spot of its own
 * besides, and so is a member inside a member. Elements of an array are one. What spots hold is
 * joined over the whole program, whenever it was stored.
 *
 * That is how C programs mean their memory, not what the language promises: for evidence only. */
#ifndef FBP_SOLVE_SPOTS_H
#define FBP_SOLVE_SPOTS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "solve/may.h"
#include "solve/phase_a.h"

/* What a pointer is the address of: nothing; something that is not followed; a new object, filled
 * with zeros or not, of which it is not known yet what it is; or a spot, from SPOT_FIRST on. */
enum { SPOT_NONE, SPOT_ANY, SPOT_FRESH, SPOT_ZEROED, SPOT_FIRST };

enum spot_root { ROOT_TYPE, ROOT_GLOBAL, ROOT_STACK };

struct spot {
    uint8_t root;       /* enum spot_root */
    bool lost;          /* others may store here, through pointers that are not followed */
    bool stored;        /* by its name, or where it is lost */
    bool mixed;         /* some object of the type was copied here */
    uint32_t ref, type; /* a global, or a number for a stack object; its type, or the type */
    uint64_t off;       /* in the root; in the first element of any array */
    uint32_t member; /* the spot of the member, whatever object it is in; itself; SPOT_ANY: none */
    uint32_t bytes; /* 0: nobody has looked; RIR_NONE: looked at in pieces, which is not followed */
    struct may held;   /* whatever was stored here, and what was here at first */
    struct may shared; /* of a member: stored through a pointer to an object that is not known */
    VEC(uint32_t) readers; /* functions */
};

struct spots {
    const struct rir_module *m;
    uint32_t
        *canon; /* per type: the first that is the same struct or union; RIR_NONE: it is none */
    uint64_t *sizes;      /* per type: its bytes, asked for all the time */
    VEC(struct spot) all; /* from SPOT_FIRST on */
    struct map index;
    struct map merged; /* struct and offset -> struct in which the same offset is the same memory */
    struct map punned; /* two structs */
    struct map mixed;  /* roots to which objects were copied */
    struct maker {     /* per type: who was seen to make such an object */
        uint32_t n;    /* so many, or more */
        uint32_t func, value; /* the first; func RIR_NONE: no instruction */
    } *makers;
    VEC(uint32_t) changed;  /* spots; whoever reads them has to look again */
    VEC(uint32_t) lost;     /* spots */
    struct may through[17]; /* per size: what was stored through pointers that are not followed */
    struct arena arena;
};

void spots_init(struct spots *s, const struct rir_module *m, const struct phase_a *a);
void spots_free(struct spots *s);

/* Byte `off` of a root: SPOT_ANY if it is not followed. ref: see struct spot; of a type: the type.
 */
uint32_t spot_at(struct spots *s, enum spot_root root, uint32_t ref, uint32_t type, uint64_t off);
/* `bytes` further inside the struct `type`, which begins at the spot or of which nothing is known.
 */
uint32_t spot_member(struct spots *s, uint32_t spot, uint32_t type, uint64_t bytes);
/* Is it in an array, whose elements are one spot? */
bool spot_is_in_array(const struct spots *s, uint32_t spot);
/* The struct that begins there; RIR_NONE: none does. */
uint32_t spot_struct(const struct spots *s, uint32_t spot);
/* The struct or union that it is, by the number of the first such type; RIR_NONE: it is none. */
uint32_t spots_struct(const struct spots *s, uint32_t type);

/* An object of that type is made by this instruction (func RIR_NONE: by none). */
void spots_make(struct spots *s, uint32_t type, uint32_t func, uint32_t value);
/* Structs that are used and that nobody was seen to make come from outside, or out of memory that
 * the program parcels out by itself: they may hold anything. */
void spots_open_unmade(struct spots *s);

struct may spot_load(struct spots *s, uint32_t spot, uint32_t bytes, uint32_t reader);
/* The same, by whom it may be, and whatever its size. */
struct may spot_holds(const struct spots *s, uint32_t spot);
/* It may hold anything. */
void spot_open(struct spots *s, uint32_t spot);
void spot_store(struct spots *s, uint32_t spot, uint32_t bytes, const struct may *what);
/* The same, in whatever pieces it is looked at; `bytes`: of what the pointer points to. */
void spot_fill(struct spots *s, uint32_t spot, uint32_t bytes, const struct may *what);
/* A member of the struct, by its number, and what lies in it: may hold this besides, as below. */
void spots_store_member(struct spots *s, uint32_t type, uint32_t field, uint64_t bytes,
                        const struct may *what);
/* All that lies in the struct, of whatever object: may hold this besides, in the first `bytes`. */
void spots_store_all(struct spots *s, uint32_t type, uint64_t bytes, const struct may *what);
/* Memory of one struct is looked at as the other: where they are not alike it is not followed. */
void spots_pun(struct spots *s, uint32_t a, uint32_t b);
/* Some object of the struct `type` is copied to the root of the spot. */
void spot_mix(struct spots *s, uint32_t spot);
/* Nobody stores there: it is what it was at first. */
bool spot_is_kept(const struct spots *s, uint32_t spot);
/* The address gets to where it is not followed. */
void spot_lose(struct spots *s, uint32_t spot);

#endif
