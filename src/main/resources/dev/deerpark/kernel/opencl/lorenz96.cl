// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// One Runge-Kutta step of the Lorenz 96 model, as FloatLorenz96, FloatRungeKutta and
// FloatLorenz96Derivative have it. What the step adds is summed up by itself.
//
// Constants: the forcing; the nodes [4] and the weights [4] of the stages, times dt.
//
// kept [3][D][LANES]: where the stages after the first took their slopes; with full Jacobians two more
// arrays [D][WIDTH] for the points of the directions' stages.
#define CONSTANT(i) (((HELD const number*)constants)[i])
#define FORCING CONSTANT(0)
#define NODE(stage) CONSTANT(1 + (stage))
#define WEIGHT(stage) CONSTANT(5 + (stage))
#define POINT(stage) (kept + ((stage) - 1) * D * LANES)

// A number i, D beyond it at most, on the circle.
#define WRAP(i) ((i) >= D ? (i) - D : (i))

// The slope of number i, of lane c, at a point.
FN number slope_at(const SHARED number* point, int i, int c, number force) {
  number wave = point[WRAP(i + 1) * LANES + c] - point[WRAP(i + D - 2) * LANES + c];
  number rest = force - point[i * LANES + c];
  return FMA(wave, point[WRAP(i + D - 1) * LANES + c], rest);
}

#if FORM == DIAGONAL
// The numbers that a number moves within a step: from BEFORE before it to some behind it.
#define BEFORE (D < 13 ? 0 : 4)
#define REACH (D < 13 ? D : 13)

// A place of that window; outside it nothing moves.
FN number moved_at(const number* v, int k) {
#if D < 13
  return v[(k + D) % D];
#else
  return k < 0 || k >= REACH ? N(0.0) : v[k];
#endif
}

// How number j of lane c moves itself in a step: the Runge-Kutta step of a direction that is 1 there.
FN number moves_itself(
    const SHARED number* state, const SHARED number* kept, int j, int c, HELD const number4* constants) {
  number sum = N(0.0);
  number v[REACH];
  number slope[REACH];
  UNROLL for (int k = 0; k < REACH; k++) v[k] = k == BEFORE ? N(1.0) : N(0.0);
  for (int stage = 0; stage < 4; stage++) {
    const SHARED number* x = stage == 0 ? state : POINT(stage);
    UNROLL for (int k = 0; k < REACH; k++) {
      int i = (j + D - BEFORE + k) % D;
      number neighbours = moved_at(v, k + 1) - moved_at(v, k - 2);
      number wave = x[WRAP(i + 1) * LANES + c] - x[WRAP(i + D - 2) * LANES + c];
      number own = FMA(neighbours, x[WRAP(i + D - 1) * LANES + c], -v[k]);
      slope[k] = FMA(wave, moved_at(v, k - 1), own);
    }
    sum = FMA(slope[BEFORE], WEIGHT(stage), sum);
    if (stage < 3) {
      UNROLL for (int k = 0; k < REACH; k++) {
        v[k] = FMA(slope[k], NODE(stage + 1), k == BEFORE ? N(1.0) : N(0.0));
      }
    }
  }
  return N(1.0) + sum;
}
#endif

FN void step(
    const SHARED number* x, const SHARED number* state, SHARED number* next, SHARED number* kept,
    SHARED number* product, HELD const number4* constants) {
  for (int stage = 0; stage < 4; stage++) {
    const SHARED number* point = stage == 0 ? state : POINT(stage);
    EACH(at, D * LANES) {
      int c = at % LANES;
#if I > 0
      number force = FORCING + x[c];
#else
      number force = FORCING;
#endif
      number slope = slope_at(point, at / LANES, c, force);
      number sum = FMA(slope, WEIGHT(stage), stage == 0 ? N(0.0) : next[at]);
      next[at] = stage == 3 ? state[at] + sum : sum;
      if (stage < 3) POINT(stage + 1)[at] = FMA(slope, NODE(stage + 1), state[at]);
    }
    BARRIER;
  }
#if FORM == DIAGONAL
  EACH(at, D * LANES) {
    product[at] = product[at] * moves_itself(state, kept, at / LANES, at % LANES, constants);
  }
#endif
}

#if FORM == DENSE
// The points of the directions' stages, in turns.
#define MOVED_POINT(stage) (kept + 3 * D * LANES + (stage) % 2 * D * WIDTH)

FN void tangent(
    SHARED number* direction, SHARED number* moved, const SHARED number* state,
    const SHARED number* next, SHARED number* kept, HELD const number4* constants) {
  for (int stage = 0; stage < 4; stage++) {
    const SHARED number* x = stage == 0 ? state : POINT(stage);
    const SHARED number* v = stage == 0 ? direction : MOVED_POINT(stage);
    EACH(at, D * WIDTH) {
      int i = at / WIDTH;
      int c = at % LANES;
      int column = at % WIDTH;
      number neighbours = v[WRAP(i + 1) * WIDTH + column] - v[WRAP(i + D - 2) * WIDTH + column];
      number wave = x[WRAP(i + 1) * LANES + c] - x[WRAP(i + D - 2) * LANES + c];
      number own = FMA(neighbours, x[WRAP(i + D - 1) * LANES + c], -v[at]);
      number slope = FMA(wave, v[WRAP(i + D - 1) * WIDTH + column], own);
      number sum = FMA(slope, WEIGHT(stage), stage == 0 ? N(0.0) : moved[at]);
      moved[at] = stage == 3 ? direction[at] + sum : sum;
      if (stage < 3) MOVED_POINT(stage + 1)[at] = FMA(slope, NODE(stage + 1), direction[at]);
    }
    BARRIER;
  }
}
#endif
