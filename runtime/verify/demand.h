/* Tables that cannot be reserved whole are mapped piece by piece, as they are touched. */
#ifndef FBP_VERIFY_DEMAND_H
#define FBP_VERIFY_DEMAND_H

#include <stdbool.h>

/* All of the run time's large tables lie here, one after another. */
#define TABLES_LOW UINT64_C(0x200000000000)     /* the shadow: 16 TiB */
#define TABLES_MARKS UINT64_C(0x300000000000)   /* marks of blocks: 8 TiB */
#define TABLES_WINDOWS UINT64_C(0x380000000000) /* which marks there are: 2 GiB and 8 MiB */
#define TABLES_TOUCHED UINT64_C(0x390000000000) /* which shadow there is: 128 MiB */
#define TABLES_HIGH UINT64_C(0x3a0000000000)

bool demand_begin(void);

#endif
