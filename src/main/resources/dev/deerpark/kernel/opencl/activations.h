// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// The activations and exponentials of the jvm kernel, operation by operation: see
// FloatActivations, FloatExponentials and their like in double for the fits and their errors.
#if DOUBLE
#define TANH_LIMIT 19.1
#define EXP_SMALL -708.0
#define EXP_ROUNDING 0x1.8p52
#define EXP_BIAS 1023
#define EXP_MANTISSA 52
#define LOG_2 0.6931471805599453
#define LOG_2_REST 2.3190468138462996155e-17
#define PER_LOG_2 1.44269504088896340736
#else
#define TANH_LIMIT 8.203495f
#define EXP_SMALL -87.0f
#define EXP_ROUNDING 0x1.8p23f
#define EXP_BIAS 127
#define EXP_MANTISSA 23
#define LOG_2 0.6931471824645996f
#define LOG_2_REST -1.9046542999578e-9f
#define PER_LOG_2 1.44269504089f
#endif

FN number clamped(number x, number limit) {
  number bounded = x > limit ? limit : x;
  return bounded < -limit ? -limit : bounded;
}

// Whether tanh_of divides. In double nobody has tried all arguments, and a processor divides as fast.
#ifndef DIVIDES
#define DIVIDES (DOUBLE || PROCESSOR)
#endif
#if DIVIDES
#define QUOTIENT(a, q) ((a) / (q))
#else
#define QUOTIENT(a, q) quotient(a, q)

// a / q where tanh_of divides: for each of its arguments, all floats, the bits of the division that is
// correctly rounded. That one has a branch on a GPU, for numbers out of range, and so keeps a compiler
// from working on several activations at once.
FN number quotient(number a, number q) {
  // 1 / q: within 0.13 by its bits, then within 0.0015, then nearly as near as a float comes
  number inverse = FROM_BITS(0x7ef24000 - TO_BITS(q));
  inverse = inverse * FMA(-q, inverse, N(2.0015));
  number error = FMA(-q, inverse, N(1.0));
  inverse = FMA(inverse, FMA(error, error, error), inverse);
  number near = a * inverse;
  // these signs keep -0
  return FMA(FMA(q, near, -a), -inverse, near);
}
#endif

FN number tanh_of(number x) {
  number bounded = clamped(x, TANH_LIMIT);
  number s = bounded * bounded;
#if DOUBLE
  number p = FMA(s, 2.492648987774172190e-23, 7.395587795429235051e-19);
  p = FMA(s, p, 3.058752531303442643e-15);
  p = FMA(s, p, 4.166898921647047908e-12);
  p = FMA(s, p, 2.439164987936190354e-9);
  p = FMA(s, p, 6.828505899556434549e-7);
  p = FMA(s, p, 9.358992468279904470e-5);
  p = FMA(s, p, 5.974368997249201597e-3);
  p = FMA(s, p, 1.518030611841601760e-1);
  p = FMA(s, p, 1.0);
  number q = FMA(s, 6.204912788115332355e-21, 5.620367766459028620e-17);
  q = FMA(s, q, 1.268803825505013537e-13);
  q = FMA(s, q, 1.110324206950144824e-10);
  q = FMA(s, q, 4.461427304204856619e-8);
  q = FMA(s, q, 8.751844983084646367e-6);
  q = FMA(s, q, 8.280470138522668457e-4);
  q = FMA(s, q, 3.435316716974861223e-2);
  q = FMA(s, q, 4.851363945174926177e-1);
  q = FMA(s, q, 1.0);
  return clamped(QUOTIENT(bounded * p, q), 1.0);
#else
  number p = FMA(s, 1.3319339804e-8f, 2.0583686902e-5f);
  p = FMA(s, p, 3.494047591e-3f);
  p = FMA(s, p, 1.33797291e-1f);
  p = FMA(s, p, 1.0f);
  number q = FMA(s, 7.7621327626e-7f, 3.2831137658e-4f);
  q = FMA(s, q, 2.5871123410e-2f);
  q = FMA(s, q, 4.6713044395e-1f);
  q = FMA(s, q, 1.0f);
  return QUOTIENT(bounded * p, q);
#endif
}

FN number sigmoid_of(number x) { return FMA(tanh_of(x * N(0.5)), N(0.5), N(0.5)); }

// exp(-|x|)
FN number fall_of(number x) {
  number below = -ABS(x);
  bool nothing = below < EXP_SMALL;
  number bounded = nothing ? EXP_SMALL : below;
  number shifted = FMA(bounded, PER_LOG_2, EXP_ROUNDING);
  number n = shifted - EXP_ROUNDING;
  number r = FMA(n, -LOG_2, bounded);
  r = FMA(n, -LOG_2_REST, r);
#if DOUBLE
  number p = FMA(r, 2.499996299849296833e-8, 2.763037865423171339e-7);
  p = FMA(r, p, 2.755758734932900785e-6);
  p = FMA(r, p, 2.480149276271014915e-5);
  p = FMA(r, p, 1.984126950475775901e-4);
  p = FMA(r, p, 1.388888894392270835e-3);
  p = FMA(r, p, 8.333333333495627087e-3);
  p = FMA(r, p, 4.166666666652918841e-2);
  p = FMA(r, p, 1.666666666666641623e-1);
  p = FMA(r, p, 5.000000000000010721e-1);
#else
  number p = FMA(r, 1.3814466964e-3f, 8.3687804140e-3f);
  p = FMA(r, p, 4.1668394214e-2f);
  p = FMA(r, p, 1.6666520108e-1f);
  p = FMA(r, p, 4.999999341e-1f);
#endif
  p = FMA(r * r, p, r) + N(1.0);
  whole power = TO_BITS(shifted) - TO_BITS(EXP_ROUNDING);
  number scaled = p * FROM_BITS((power + EXP_BIAS) << EXP_MANTISSA);
  return nothing ? N(0.0) : scaled;
}

// max(x, 0) + log(1 + fall), fall being that of x
FN number softplus_of(number x, number fall) {
  number s = fall / (fall + N(2.0));
  number square = s * s;
#if DOUBLE
  number p = FMA(square, 8.505395966021849337e-2, 4.172214119191166058e-2);
  p = FMA(square, p, 6.052532742996847554e-2);
  p = FMA(square, p, 6.650553316387021464e-2);
  p = FMA(square, p, 7.693274747738394088e-2);
  p = FMA(square, p, 9.090872215141470178e-2);
  p = FMA(square, p, 1.111111197748420334e-1);
  p = FMA(square, p, 1.428571427404892258e-1);
  p = FMA(square, p, 2.000000000007763298e-1);
  p = FMA(square, p, 3.333333333333315466e-1);
#else
  number p = FMA(square, 1.4006332562e-1f, 1.4000839269e-1f);
  p = FMA(square, p, 2.0010767120e-1f);
  p = FMA(square, p, 3.3333208089e-1f);
#endif
  number twice = s + s;
  return (x < N(0.0) ? N(0.0) : x) + FMA(twice, square * p, twice);
}

FN number relu_of(number x) { return x < N(0.0) ? N(0.0) : x; }

// What a unit does to its sum, where the model says it: its constants, such as GATE=SIGMOID.
#define TANH 0
#define SIGMOID 1
#define RELU 2

FN number activated(int activation, number x) {
  return activation == TANH ? tanh_of(x) : activation == SIGMOID ? sigmoid_of(x) : relu_of(x);
}

// The derivative where the value is y.
FN number slope_of(int activation, number y) {
  return activation == TANH ? N(1.0) - y * y
      : activation == SIGMOID ? y * (N(1.0) - y)
      : y > N(0.0) ? N(1.0) : N(0.0);
}
