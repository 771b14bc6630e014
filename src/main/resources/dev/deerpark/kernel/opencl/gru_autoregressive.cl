// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// A GRU that draws its own next input, as FloatAutoregressiveGru has it: a state is x, then h. The
// readout sees (x, h') and gives mu and a; x' = mu + softplus(a) noise.
//
// Constants: the GRU's; then the readout's weights [1 + UNITS][2] and biases [2].
//
// kept: the GRU's factors and e; then [LANES] the factor through which x' sees a.
#define UNITS (D - 1)
#define INPUTS 1
#define GATE SIGMOID
#define CANDIDATE TANH
#if FORM != PLAIN
#define KEEPS_FACTORS
#define KEEPS_INPUT_FACTOR
#endif
#include "gru.h"
#define READOUT(column, row) NUMBER_OF(AFTER_GRU, 2 * (column) + (row))
#define READOUT_BIAS(row) READOUT(D, row)
#define SPREAD (5 * FACTORS)

// What a move of x by dx adds to the move of unit i of h'.
FN number by_input(number moved, int i, int factor, number dx, const SHARED number* kept, HELD const number4* constants) {
  int at = i / 4 * 12 + i % 4;
  number sum = FMA(kept[4 * FACTORS + factor], FMA(NUMBER_OF(INPUT, at + 8), dx, N(0.0)), moved);
  sum = FMA(kept[FACTORS + factor], FMA(NUMBER_OF(INPUT, at + 4), dx, N(0.0)), sum);
  return FMA(kept[factor], FMA(NUMBER_OF(INPUT, at), dx, N(0.0)), sum);
}

FN void step(
    const SHARED number* x, const SHARED number* state, SHARED number* next, SHARED number* kept,
    SHARED number* product, HELD const number4* constants) {
  gru_step(state, state + LANES, next + LANES, kept, product + LANES, constants);
  BARRIER;
  EACH(lane, LANES) {
    number mean = FMA(state[lane], READOUT(0, 0), READOUT_BIAS(0));
    number a = FMA(state[lane], READOUT(0, 1), READOUT_BIAS(1));
    for (int k = 1; k < D; k++) {
      mean = FMA(next[k * LANES + lane], READOUT(k, 0), mean);
      a = FMA(next[k * LANES + lane], READOUT(k, 1), a);
    }
    number deviation = softplus_of(a, fall_of(a));
    next[lane] = mean + deviation * x[lane];
#if FORM != PLAIN
    kept[SPREAD + lane] = sigmoid_of(a) * x[lane];
#endif
#if FORM == DIAGONAL
    number moved_mean = FMA(N(1.0), READOUT(0, 0), N(0.0));
    number moved_a = FMA(N(1.0), READOUT(0, 1), N(0.0));
    for (int k = 1; k < D; k++) {
      number moved = by_input(N(0.0), k - 1, (k - 1) * LANES + lane, N(1.0), kept, constants);
      moved_mean = FMA(moved, READOUT(k, 0), moved_mean);
      moved_a = FMA(moved, READOUT(k, 1), moved_a);
    }
    product[lane] = product[lane] * (moved_mean + kept[SPREAD + lane] * moved_a);
#endif
  }
}

#if FORM == DENSE
FN void tangent(
    SHARED number* direction, SHARED number* moved, const SHARED number* state,
    const SHARED number* next, SHARED number* kept, HELD const number4* constants) {
  gru_tangent(direction + WIDTH, moved + WIDTH, kept, constants);
  BARRIER;
  EACH(i, UNITS * WIDTH) {
    int factor = i / WIDTH * LANES + i % LANES;
    moved[WIDTH + i] = by_input(moved[WIDTH + i], i / WIDTH, factor, direction[i % WIDTH], kept, constants);
  }
  BARRIER;
  EACH(column, WIDTH) {
    number mean = FMA(direction[column], READOUT(0, 0), N(0.0));
    number a = FMA(direction[column], READOUT(0, 1), N(0.0));
    for (int k = 1; k < D; k++) {
      mean = FMA(moved[k * WIDTH + column], READOUT(k, 0), mean);
      a = FMA(moved[k * WIDTH + column], READOUT(k, 1), a);
    }
    moved[column] = mean + kept[SPREAD + column % LANES] * a;
  }
}
#endif
