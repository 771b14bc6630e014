// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// The gates r, z and n of a GRU and its Jacobian, as FloatGru and FloatGruDerivative have them.
// Set before: UNITS, and INPUTS, what its input weights have for columns. GATE and CANDIDATE are the
// activations of r and z and of n; PyTorch's have an order of operations of their own.
//
// Constants, in quads: hidden weights [UNITS][PARTS][3], input weights [INPUTS][PARTS][3], hidden biases
// [PARTS][3], input biases [PARTS][3], the hidden weights' diagonals [PARTS][3].
//
// kept [4 or 5][4 PARTS][LANES]: the factors a, b, c and z of dh' = a (Whr dh) + b (Whz dh) +
// c (Whn dh) + z dh; and e = (1 - z) n', by which n's input weights count.
#define PYTORCHS (GATE == SIGMOID && CANDIDATE == TANH)
#define PARTS PARTS_OF(UNITS)
#define HIDDEN constants
#define INPUT (HIDDEN + UNITS * PARTS * 3)
#define HIDDEN_BIAS (INPUT + INPUTS * PARTS * 3)
#define INPUT_BIAS (HIDDEN_BIAS + PARTS * 3)
#define OWN (INPUT_BIAS + PARTS * 3)
#define AFTER_GRU (OWN + PARTS * 3)
#define FACTORS (4 * PARTS * LANES)

// x [INPUTS][LANES]; h and next [UNITS][LANES]; product as h
FN void gru_step(
    const SHARED number* x, const SHARED number* h, SHARED number* next, SHARED number* kept,
    SHARED number* product, HELD const number4* constants) {
  EACH(tile, PARTS * SLOTS) {
    int part = tile / SLOTS;
    int slot = tile % SLOTS;
    number of_state[12][PER];
    SET_SUMS(of_state, 3, PER, HIDDEN_BIAS + part * 3)
    ADD_COLUMNS(of_state, 3, PER, UNITS, h, LANES, slot, HIDDEN, PARTS, part)
    // the inputs' sums last, lane by lane: so few registers are taken while the state's columns pass
    UNROLL for (int c = 0; c < PER; c++) {
      number of_input[12][1];
      const SHARED number* own = x + slot * PER + c;
      SET_SUMS(of_input, 3, 1, INPUT_BIAS + part * 3)
      ADD_COLUMNS(of_input, 3, 1, INPUTS, own, LANES, 0, INPUT, PARTS, part)
      UNROLL for (int i = 0; i < 4; i++) {
        int at = (part * 4 + i) * LANES + slot * PER + c;
        number r = activated(GATE, of_input[i][0] + of_state[i][c]);
        number z = activated(GATE, of_input[4 + i][0] + of_state[4 + i][c]);
        number m = of_state[8 + i][c];
        number n = activated(CANDIDATE, FMA(r, m, of_input[8 + i][0]));
        number away = h[at] - n;
        // the registers of the sums take the results: a store would hold up the loads of the next unit
        of_state[i][c] = FMA(z, away, n);
#if FORM != PLAIN
        number forget = N(1.0) - z;
        number by_candidate = forget * slope_of(CANDIDATE, n);
        number by_reset = by_candidate * r;
#if PYTORCHS
        number a = by_reset * m * (N(1.0) - r);
        number b = away * z * forget;
#else
        number a = by_candidate * m * slope_of(GATE, r);
        number b = away * slope_of(GATE, z);
#endif
#if FORM == DIAGONAL
        number sum = FMA(by_reset, NUMBER_OF(OWN, part * 12 + 8 + i), z);
        sum = FMA(b, NUMBER_OF(OWN, part * 12 + 4 + i), sum);
        of_state[4 + i][c] = FMA(a, NUMBER_OF(OWN, part * 12 + i), sum) * product[at];
#endif
#ifdef KEEPS_FACTORS
        kept[at] = a;
        kept[FACTORS + at] = b;
        kept[2 * FACTORS + at] = by_reset;
        kept[3 * FACTORS + at] = z;
#ifdef KEEPS_INPUT_FACTOR
        kept[4 * FACTORS + at] = by_candidate;
#endif
#endif
#endif
      }
    }
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER; c++) {
        int at = (part * 4 + i) * LANES + slot * PER + c;
        next[at] = of_state[i][c];
#if FORM == DIAGONAL
        product[at] = of_state[4 + i][c];
#endif
      }
    }
  }
}

#if FORM == DENSE
// direction and moved [UNITS][WIDTH]
FN void gru_tangent(
    const SHARED number* direction, SHARED number* moved, const SHARED number* kept,
    HELD const number4* constants) {
  EACH(tile, PARTS * DIRECTION_SLOTS) {
    int part = tile / DIRECTION_SLOTS;
    int slot = tile % DIRECTION_SLOTS;
    number sums[12][PER_COLUMN];
    CLEAR_SUMS(sums, 3, PER_COLUMN)
    ADD_COLUMNS(sums, 3, PER_COLUMN, UNITS, direction, WIDTH, slot, HIDDEN, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER_COLUMN; c++) {
        int column = slot * PER_COLUMN + c;
        int at = (part * 4 + i) * WIDTH + column;
        int factor = (part * 4 + i) * LANES + column % LANES;
        number sum = kept[3 * FACTORS + factor] * direction[at];
        sum = FMA(kept[2 * FACTORS + factor], sums[8 + i][c], sum);
        sum = FMA(kept[FACTORS + factor], sums[4 + i][c], sum);
        moved[at] = FMA(kept[factor], sums[i][c], sum);
      }
    }
  }
}
#endif
