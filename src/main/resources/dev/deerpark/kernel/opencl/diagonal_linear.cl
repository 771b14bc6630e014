// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// A diagonal linear recurrence, as FloatDiagonalLinear has it: s' = a s + (B x + b).
//
// Constants: a [D], b [D], B [D][I].
#define DECAY(i) NUMBER_OF(constants, i)
#define BIAS(i) NUMBER_OF(constants, D + (i))
#define INPUT(i, k) NUMBER_OF(constants, 2 * D + (i) * I + (k))

FN void step(
    const SHARED number* x, const SHARED number* state, SHARED number* next, SHARED number* kept,
    SHARED number* product, HELD const number4* constants) {
  EACH(at, D * LANES) {
    int i = at / LANES;
    number sum = BIAS(i);
    for (int k = 0; k < I; k++) sum = FMA(x[k * LANES + at % LANES], INPUT(i, k), sum);
    next[at] = FMA(DECAY(i), state[at], sum);
#if FORM == DIAGONAL
    product[at] = DECAY(i) * product[at];
#endif
  }
}

#if FORM == DENSE
FN void tangent(
    SHARED number* direction, SHARED number* moved, const SHARED number* state,
    const SHARED number* next, SHARED number* kept, HELD const number4* constants) {
  EACH(at, D * WIDTH) moved[at] = DECAY(at / WIDTH) * direction[at];
}
#endif
