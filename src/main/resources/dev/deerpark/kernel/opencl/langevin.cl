// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// A particle in two wells, as FloatLangevin, FloatWells and FloatLangevinDerivative have it.
//
// Constants: dt; the factor of the noise; the constant of the odds; then, each [D], the odds' square and
// linear terms, and for both wells the centre and the stiffness.
//
// kept [2 D + 1][LANES]: how the wells' pulls part, what a number keeps of itself, and their spread.
#define CONSTANT(i) (((HELD const number*)constants)[i])
#define DT CONSTANT(0)
#define NOISE CONSTANT(1)
#define ODDS CONSTANT(2)
#define SQUARE(i) CONSTANT(3 + (i))
#define LINEAR(i) CONSTANT(3 + D + (i))
#define CENTRE(well, i) CONSTANT(3 + 2 * D + (well) * 2 * D + (i))
#define STIFFNESS(well, i) CONSTANT(3 + 2 * D + (well) * 2 * D + D + (i))
#define PULL(well, i, x) (((x) - CENTRE(well, i)) * STIFFNESS(well, i))

FN void step(
    const SHARED number* x, const SHARED number* state, SHARED number* next, SHARED number* kept,
    SHARED number* product, HELD const number4* constants) {
  EACH(lane, LANES) {
    number odds = ODDS;
    UNROLL for (int i = 0; i < D; i++) {
      number s = state[i * LANES + lane];
      number slope = s * SQUARE(i) + LINEAR(i);
      odds = FMA(s, slope, odds);
    }
    number r = sigmoid_of(odds);
    number spread = r * (N(1.0) - r) * DT;
#if FORM == DENSE
    kept[2 * D * LANES + lane] = spread;
#endif
    UNROLL for (int i = 0; i < D; i++) {
      int at = i * LANES + lane;
      number s = state[at];
      number second = (N(1.0) - r) * PULL(1, i, s);
      number gradient = FMA(r, PULL(0, i, s), second);
      number fallen = FMA(gradient, -DT, s);
      next[at] = fallen + NOISE * x[at];
#if FORM != PLAIN
      number parting = PULL(0, i, s) - PULL(1, i, s);
      number curvature = r * STIFFNESS(0, i) + (N(1.0) - r) * STIFFNESS(1, i);
      number rest = N(1.0) - curvature * DT;
#endif
#if FORM == DIAGONAL
      product[at] = FMA(parting * parting, spread, rest) * product[at];
#elif FORM == DENSE
      kept[at] = parting;
      kept[D * LANES + at] = rest;
#endif
    }
  }
}

#if FORM == DENSE
FN void tangent(
    SHARED number* direction, SHARED number* moved, const SHARED number* state,
    const SHARED number* next, SHARED number* kept, HELD const number4* constants) {
  EACH(column, WIDTH) {
    int lane = column % LANES;
    number together = N(0.0);
    UNROLL for (int i = 0; i < D; i++) {
      together = FMA(kept[i * LANES + lane], direction[i * WIDTH + column], together);
    }
    UNROLL for (int i = 0; i < D; i++) {
      number own = kept[(D + i) * LANES + lane] * direction[i * WIDTH + column];
      number factor = kept[i * LANES + lane] * kept[2 * D * LANES + lane];
      moved[i * WIDTH + column] = FMA(factor, together, own);
    }
  }
}
#endif
