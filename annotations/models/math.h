/* math.h, fenv.h, complex.h. The floating-point environment belongs to the thread, as errno does. */
#ifndef FBP_MODEL_MATH_H
#define FBP_MODEL_MATH_H

#include "support.h"

#include <complex.h>
#include <fenv.h>
#include <math.h>

FBP_PURE double acos(double), asin(double), atan(double), atan2(double, double), cos(double), sin(double), tan(double),
    cosh(double), sinh(double), tanh(double), acosh(double), asinh(double), atanh(double), exp(double), exp2(double),
    exp10(double), expm1(double), log(double), log10(double), log1p(double), log2(double), logb(double),
    pow(double, double), sqrt(double), hypot(double, double), cbrt(double), ceil(double), floor(double), fabs(double),
    fmod(double, double), copysign(double, double), nextafter(double, double), nexttoward(double, long double),
    rint(double), nearbyint(double), round(double), roundeven(double), trunc(double), remainder(double, double),
    drem(double, double), fdim(double, double), fmax(double, double), fmin(double, double), fma(double, double, double),
    ldexp(double, int), scalbn(double, int), scalbln(double, long), scalb(double, double), significand(double),
    erf(double), erfc(double), tgamma(double), j0(double), j1(double), jn(int, double), y0(double), y1(double),
    yn(int, double);
FBP_PURE float acosf(float), asinf(float), atanf(float), atan2f(float, float), cosf(float), sinf(float), tanf(float),
    coshf(float), sinhf(float), tanhf(float), acoshf(float), asinhf(float), atanhf(float), expf(float), exp2f(float),
    exp10f(float), expm1f(float), logf(float), log10f(float), log1pf(float), log2f(float), logbf(float),
    powf(float, float), sqrtf(float), hypotf(float, float), cbrtf(float), ceilf(float), floorf(float), fabsf(float),
    fmodf(float, float), copysignf(float, float), nextafterf(float, float), nexttowardf(float, long double),
    rintf(float), nearbyintf(float), roundf(float), roundevenf(float), truncf(float), remainderf(float, float),
    fdimf(float, float), fmaxf(float, float), fminf(float, float), fmaf(float, float, float), ldexpf(float, int),
    scalbnf(float, int), scalblnf(float, long), erff(float), erfcf(float), tgammaf(float);
FBP_PURE long double acosl(long double), asinl(long double), atanl(long double), atan2l(long double, long double),
    cosl(long double), sinl(long double), tanl(long double), coshl(long double), sinhl(long double), tanhl(long double),
    acoshl(long double), asinhl(long double), atanhl(long double), expl(long double), exp2l(long double),
    exp10l(long double), expm1l(long double), logl(long double), log10l(long double), log1pl(long double),
    log2l(long double), logbl(long double), powl(long double, long double), sqrtl(long double),
    hypotl(long double, long double), cbrtl(long double), ceill(long double), floorl(long double), fabsl(long double),
    fmodl(long double, long double), copysignl(long double, long double), nextafterl(long double, long double),
    nexttowardl(long double, long double), rintl(long double), nearbyintl(long double), roundl(long double),
    roundevenl(long double), truncl(long double), remainderl(long double, long double), fdiml(long double, long double),
    fmaxl(long double, long double), fminl(long double, long double), fmal(long double, long double, long double),
    ldexpl(long double, int), scalbnl(long double, int), scalblnl(long double, long), erfl(long double),
    erfcl(long double), tgammal(long double);
FBP_PURE long lrint(double), lrintf(float), lrintl(long double), lround(double), lroundf(float), lroundl(long double);
FBP_PURE long long llrint(double), llrintf(float), llrintl(long double), llround(double), llroundf(float),
    llroundl(long double);
FBP_PURE int ilogb(double), ilogbf(float), ilogbl(long double), __fpclassify(double), __fpclassifyf(float),
    __fpclassifyl(long double), __signbit(double), __signbitf(float), __signbitl(long double), __isinf(double),
    __isinff(float), __isinfl(long double), __isnan(double), __isnanf(float), __isnanl(long double), __finite(double),
    __finitef(float), __finitel(long double), (isinf)(double), (isnan)(double), (finite)(double);
FBP_WRITES(2) double frexp(double, int *), modf(double, double *);
FBP_WRITES(2) float frexpf(float, int *), modff(float, float *);
FBP_WRITES(2) long double frexpl(long double, int *), modfl(long double, long double *);
FBP_WRITES(3) double remquo(double, double, int *);
FBP_WRITES(3) float remquof(float, float, int *);
FBP_WRITES(3) long double remquol(long double, long double, int *);
FBP_WRITES(2) FBP_WRITES(3) void sincos(double, double *, double *), sincosf(float, float *, float *),
    sincosl(long double, long double *, long double *);
FBP_MODEL_LOCALE
FBP_READS(1) double nan(const char *);
FBP_MODEL_LOCALE
FBP_READS(1) float nanf(const char *);
FBP_MODEL_LOCALE
FBP_READS(1) long double nanl(const char *);

/* lgamma puts the sign into the global signgam */
FBP_MODEL_STATE("signgam") FBP_HIDDEN_STATE("lgamma_r") double lgamma(double), gamma(double);
FBP_MODEL_STATE("signgam") FBP_HIDDEN_STATE("lgammaf_r") float lgammaf(float);
FBP_MODEL_STATE("signgam") FBP_HIDDEN_STATE("lgammal_r") long double lgammal(long double);
FBP_WRITES(2) double lgamma_r(double, int *);
FBP_WRITES(2) float lgammaf_r(float, int *);
FBP_WRITES(2) long double lgammal_r(long double, int *);

/* the floating-point environment */
FBP_PURE int feclearexcept(int), feraiseexcept(int), fetestexcept(int), fegetround(void), fesetround(int),
    feenableexcept(int), fedisableexcept(int), fegetexcept(void);
FBP_WRITES(1) int fegetexceptflag(fexcept_t *, int), fegetenv(fenv_t *), feholdexcept(fenv_t *);
FBP_READS(1) int fesetexceptflag(const fexcept_t *, int), fesetenv(const fenv_t *), feupdateenv(const fenv_t *);

/* complex numbers */
FBP_PURE double cabs(double _Complex), carg(double _Complex), creal(double _Complex), cimag(double _Complex);
FBP_PURE float cabsf(float _Complex), cargf(float _Complex), crealf(float _Complex), cimagf(float _Complex);
FBP_PURE double _Complex cexp(double _Complex), clog(double _Complex), csqrt(double _Complex), csin(double _Complex),
    ccos(double _Complex), ctan(double _Complex), conj(double _Complex), cproj(double _Complex),
    cpow(double _Complex, double _Complex), csinh(double _Complex), ccosh(double _Complex), ctanh(double _Complex),
    casin(double _Complex), cacos(double _Complex), catan(double _Complex);
FBP_PURE float _Complex cexpf(float _Complex), clogf(float _Complex), csqrtf(float _Complex), conjf(float _Complex),
    cpowf(float _Complex, float _Complex);

#endif
