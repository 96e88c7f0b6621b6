/* Wraps around as the machine does; what would be undefined in C is not computed. */
#include "solve/path_number.h"

int64_t number_cut(int64_t value, uint32_t bits)
{
    if (bits == 0 || bits >= 64)
        return value;
    return (int64_t)((uint64_t)value << (64 - bits)) >> (64 - bits);
}

uint64_t number_low(int64_t value, uint32_t bits)
{
    return bits == 0 || bits >= 64 ? (uint64_t)value
                                   : (uint64_t)value & (((uint64_t)1 << bits) - 1);
}

bool number_compare(uint8_t pred, int64_t a, int64_t b)
{
    switch (pred) {
    case RIR_P_EQ:
        return a == b;
    case RIR_P_NE:
        return a != b;
    case RIR_P_SGT:
        return a > b;
    case RIR_P_SGE:
        return a >= b;
    case RIR_P_SLT:
        return a < b;
    case RIR_P_SLE:
        return a <= b;
    case RIR_P_UGT:
        return (uint64_t)a > (uint64_t)b;
    case RIR_P_UGE:
        return (uint64_t)a >= (uint64_t)b;
    case RIR_P_ULT:
        return (uint64_t)a < (uint64_t)b;
    default:
        return (uint64_t)a <= (uint64_t)b;
    }
}

bool number_bin(uint8_t sub, uint32_t bits, int64_t a, int64_t b, int64_t *out)
{
    switch (sub) {
    case RIR_B_ADD:
        *out = (int64_t)((uint64_t)a + (uint64_t)b);
        break;
    case RIR_B_SUB:
        *out = (int64_t)((uint64_t)a - (uint64_t)b);
        break;
    case RIR_B_AND:
        *out = a & b;
        break;
    case RIR_B_OR:
        *out = a | b;
        break;
    case RIR_B_XOR:
        *out = a ^ b;
        break;
    case RIR_B_SHL:
        if (b < 0 || b >= 64)
            return false;
        *out = (int64_t)((uint64_t)a << b);
        break;
    case RIR_B_LSHR:
        if (b < 0 || b >= 64)
            return false;
        *out = (int64_t)(number_low(a, bits) >> b);
        break;
    default:
        return false;
    }
    *out = number_cut(*out, bits);
    return true;
}
