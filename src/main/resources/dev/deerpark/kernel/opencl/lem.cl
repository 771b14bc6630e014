// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// Long expressive memory and its Jacobian, as FloatLem and FloatLemDerivative have them: a state is y,
// then z.
//
// Constants, in quads: the joined sums' of the gates a, b and m, those of the memory; the diagonals of
// a's hidden weights [PARTS]; the products U_ik Wb_ki and U_ik Wz_ki of weights, [UNITS][PARTS] each;
// then dt and 1 / dt.
//
// kept, arrays [4 PARTS][LANES]: a; for Jacobians b, s, t, u and v of dz' = (1 - b) dz + s (Wb dy) +
// t (Wz dy) and dy' = (1 - a) dy + u (Wa dy) + v (U dz').
#define UNITS (D / 2)
#define PARTS PARTS_OF(UNITS)
#define HIDDEN (constants + I * PARTS * 3)
#define MEMORY (constants + JOINED_QUADS(I + UNITS, PARTS, 3))
#define MEMORY_HIDDEN (MEMORY + I * PARTS)
#define OWN (MEMORY + JOINED_QUADS(I + UNITS, PARTS, 1))
#define THROUGH_B (OWN + PARTS)
#define THROUGH_M (THROUGH_B + UNITS * PARTS)
#define TIME_STEP NUMBER_OF(THROUGH_M + UNITS * PARTS, 0)
#define RATE NUMBER_OF(THROUGH_M + UNITS * PARTS, 1)
#define FACTORS (4 * PARTS * LANES)
#define STEP_Y kept
#define STEP_Z (kept + FACTORS)
#define BY_STEP_Z (kept + 2 * FACTORS)
#define BY_M (kept + 3 * FACTORS)
#define BY_STEP_Y (kept + 4 * FACTORS)
#define BY_Q (kept + 5 * FACTORS)

FN void step(
    const SHARED number* x, const SHARED number* state, SHARED number* next, SHARED number* kept,
    SHARED number* product, HELD const number4* constants) {
  EACH(tile, PARTS * SLOTS) {
    int part = tile / SLOTS;
    int slot = tile % SLOTS;
    number sums[12][PER];
    SET_JOINED_SUMS(sums, 3, I, x, UNITS, state, slot, constants, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER; c++) {
        int at = (part * 4 + i) * LANES + slot * PER + c;
        number z = state[UNITS * LANES + at];
        number b = sigmoid_of(sums[4 + i][c]) * TIME_STEP;
        number m = tanh_of(sums[8 + i][c]);
        STEP_Y[at] = sigmoid_of(sums[i][c]) * TIME_STEP;
        // the rows beyond the last of y are those of z
        if (part * 4 + i < UNITS) next[UNITS * LANES + at] = FMA(b, m - z, z);
#if FORM != PLAIN
        STEP_Z[at] = b;
        BY_STEP_Z[at] = (m - z) * (b * (N(1.0) - b * RATE));
        BY_M[at] = b * (N(1.0) - m * m);
#endif
      }
    }
  }
  BARRIER;
  EACH(tile, PARTS * SLOTS) {
    int part = tile / SLOTS;
    int slot = tile % SLOTS;
    number sums[4][PER];
    SET_JOINED_SUMS(sums, 1, I, x, UNITS, next + UNITS * LANES, slot, MEMORY, PARTS, part)
#if FORM == DIAGONAL
    number through[4][PER];
    CLEAR_SUMS(through, 1, PER)
    ADD_COLUMNS(through, 1, PER, UNITS, BY_STEP_Z, LANES, slot, THROUGH_B, PARTS, part)
    ADD_COLUMNS(through, 1, PER, UNITS, BY_M, LANES, slot, THROUGH_M, PARTS, part)
#endif
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER; c++) {
        int at = (part * 4 + i) * LANES + slot * PER + c;
        bool held = part * 4 + i < UNITS;
        number q = tanh_of(sums[i][c]);
        number y = state[at];
        number a = STEP_Y[at];
        if (held) next[at] = FMA(a, q - y, y);
#if FORM != PLAIN
        number by_step = (q - y) * (a * (N(1.0) - a * RATE));
        number by_q = a * (N(1.0) - q * q);
#endif
#if FORM == DIAGONAL
        if (held) {
          number sum = FMA(by_step, OF_ROW(OWN, 1, 0, part, i), N(1.0) - a);
          product[at] = FMA(by_q, through[i][c], sum) * product[at];
          product[UNITS * LANES + at] = (N(1.0) - STEP_Z[at]) * product[UNITS * LANES + at];
        }
#elif FORM == DENSE
        BY_STEP_Y[at] = by_step;
        BY_Q[at] = by_q;
#endif
      }
    }
  }
}

#if FORM == DENSE
FN void tangent(
    SHARED number* direction, SHARED number* moved, const SHARED number* state,
    const SHARED number* next, SHARED number* kept, HELD const number4* constants) {
  EACH(tile, PARTS * DIRECTION_SLOTS) {
    int part = tile / DIRECTION_SLOTS;
    int slot = tile % DIRECTION_SLOTS;
    number sums[12][PER_COLUMN];
    CLEAR_SUMS(sums, 3, PER_COLUMN)
    ADD_COLUMNS(
        sums, 3, PER_COLUMN, UNITS, direction, WIDTH, slot, HIDDEN, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER_COLUMN; c++) {
        int column = slot * PER_COLUMN + c;
        int at = (part * 4 + i) * WIDTH + column;
        int factor = (part * 4 + i) * LANES + column % LANES;
        number z = (N(1.0) - STEP_Z[factor]) * direction[UNITS * WIDTH + at];
        z = FMA(BY_STEP_Z[factor], sums[4 + i][c], z);
        if (part * 4 + i < UNITS) {
          moved[UNITS * WIDTH + at] = FMA(BY_M[factor], sums[8 + i][c], z);
          moved[at] = sums[i][c];
        }
      }
    }
  }
  BARRIER;
  EACH(tile, PARTS * DIRECTION_SLOTS) {
    int part = tile / DIRECTION_SLOTS;
    int slot = tile % DIRECTION_SLOTS;
    number sums[4][PER_COLUMN];
    CLEAR_SUMS(sums, 1, PER_COLUMN)
    ADD_COLUMNS(
        sums, 1, PER_COLUMN, UNITS, moved + UNITS * WIDTH, WIDTH, slot,
        MEMORY_HIDDEN, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER_COLUMN; c++) {
        int column = slot * PER_COLUMN + c;
        int at = (part * 4 + i) * WIDTH + column;
        int factor = (part * 4 + i) * LANES + column % LANES;
        if (part * 4 + i < UNITS) {
          number y = (N(1.0) - STEP_Y[factor]) * direction[at];
          y = FMA(BY_STEP_Y[factor], moved[at], y);
          moved[at] = FMA(BY_Q[factor], sums[i][c], y);
        }
      }
    }
  }
}
#endif
