// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// Scalar Kalman filters side by side, one for each number of a state, with the diagonals of Jacobians
// where a walk left them. Every operation is that of DiagonalKalmanMap and AnchoredMap, in double, in the
// order of time.
//
// Anchors and images [segments][D]; jacobians [segments][D], finite; kinds [segments]: what the map of
// a segment is. A damped one observes its start with precision lambda and adds noise of variance 1.
//
// A filter waits for the segment before, so what counts is how long one takes: an item keeps its numbers of
// a state in registers and takes them through AHEAD segments, fetched at once, before the items meet to
// ask whether a number was not finite. Where one was, they go back and meet after each segment.
//
// Set by the host: D, AHEAD.
#include "distances.h"

#define CONSTANT 0
#define AFFINE 1
#define DAMPED 2

// What a filter makes of a segment: whether its image depends on its start, which is observed or exact, and
// whether it adds noise.
#define MOVES 1
#define OBSERVES 2
#define IS_EXACT 4
#define SPREADS 8

// Numbers of a state that are an item's own, and which: p of OWN is number i.
#define OWN ((D + ITEMS - 1) / ITEMS)
#define EACH_OWN(p, i) \
  UNROLL for (int p = 0, i = ITEM; p < OWN; p++, i += ITEMS) if (i < D)
// Three sets of marks: that of this turn, that of the next one, and one that late items may still read.
#define TURNS 3

// A segment's map, for one number of a state.
typedef struct {
  number anchor;
  number image;
  number factor;
} Map;

// Fetches the maps of `taken` segments from `from` on to [AHEAD][D] maps in shared memory. Each item
// reads only its own there, so it need not wait for others.
#define FETCH(maps, from, taken) \
  EACH_OWN(p, i) { \
    Map coming[AHEAD]; \
    UNROLL for (int t = 0; t < AHEAD; t++) { \
      size_t at = (size_t)((from) + t) * D + i; \
      coming[t].anchor = t < (taken) ? anchors[at] : N(0.0); \
      coming[t].image = t < (taken) ? images[at] : N(0.0); \
      coming[t].factor = t < (taken) ? ENTRY(jacobians, at, (from) + t) : N(0.0); \
    } \
    UNROLL for (int t = 0; t < AHEAD; t++) { \
      (maps)[3 * t * D + i] = coming[t].anchor; \
      (maps)[(3 * t + 1) * D + i] = coming[t].image; \
      (maps)[(3 * t + 2) * D + i] = coming[t].factor; \
    } \
  }

FN Map fetched(const SHARED number* maps, int t, int i) {
  Map map;
  map.anchor = maps[3 * t * D + i];
  map.image = maps[(3 * t + 1) * D + i];
  map.factor = maps[(3 * t + 2) * D + i];
  return map;
}

// Whether a quotient by 1 to 0x1p100 comes from an inverse: not where it or a remainder may underflow.
#define EXPONENT(a) ((int)(TO_BITS(a) >> 52) & 0x7ff)
#define USUAL(a) \
  (((EXPONENT(a) >= 1023 - 900) & (EXPONENT(a) <= 1023 + 900)) | ((a) == N(0.0)))
#define USUAL_DIVISOR(b) (((b) >= N(1.0)) & ((b) <= N(0x1p100)))

// a / b, rounded as a division is, for usual numbers and the inverse of b, itself rounded so: one inverse for
// many quotients that do not wait for each other. The first remainder brings the quotient to within a unit
// of its last place, from where the second, which is exact, rounds it correctly.
FN number quotient(number a, number b, number inverse) {
  number q = a * inverse;
  q = FMA(FMA(-b, q, a), inverse, q);
  q = FMA(FMA(-b, q, a), inverse, q);
  // keeps the sign of 0
  return a == N(0.0) ? a : q;
}

// What the maps so far come to, for one number of a state.
typedef struct {
  number transition;
  number image;
  number noise;
  number information;
  number precision;
  number largest;
} Fold;

// What is not finite: a correction, what there is beside the image, and the image, corrected or not.
#define LOST 0
#define SPOILED 1
#define SPOILED_END 2
#define SPOILED_IMAGE 3
#define MARKS 4

// Takes a map into the fold, corrected. What of it is not finite, a bit for each mark.
FN int then(Fold* fold, Map map, int kind, bool filtering, bool affine, number lambda) {
  number added = kind == DAMPED ? N(1.0) : N(0.0);
  number seen = kind == DAMPED ? lambda : N(0.0);
  number factor = kind == CONSTANT ? N(0.0) : map.factor;
  number transition = fold->transition;
  number noise = fold->noise;
  number jump = fold->image - map.anchor;
  number correction;
  bool finite = true;
  fold->largest = further(fold->largest, map.anchor, fold->image);
  if (filtering) {
    number shrink = N(1.0) + noise * seen;
    number inverse = N(1.0) / shrink;
    number moved = factor * (jump + noise * N(0.0));
    number pulled = transition * (N(0.0) - seen * jump);
    number shrunk_factor = quotient(factor, shrink, inverse);
    number shrunk_noise = quotient(noise, shrink, inverse);
    number shrunk_seen = quotient(seen, shrink, inverse);
    number shift = quotient(pulled, shrink, inverse);
    correction = quotient(moved, shrink, inverse);
    bool usual = USUAL_DIVISOR(shrink);
    if (!(usual & USUAL(factor) & USUAL(noise) & USUAL(seen) & USUAL(moved))) {
      shrunk_factor = factor / shrink;
      shrunk_noise = noise / shrink;
      shrunk_seen = seen / shrink;
      correction = moved / shrink;
    }
    // a transition becomes as small as numbers are
    if (!(usual & USUAL(pulled))) shift = pulled / shrink;
    fold->transition = shrunk_factor * transition;
    fold->noise = factor * factor * shrunk_noise + added;
    fold->information = shift + fold->information;
    fold->precision = transition * transition * shrunk_seen + fold->precision;
    finite = IS_FINITE(fold->noise) && IS_FINITE(fold->information) && IS_FINITE(fold->precision);
  } else {
    fold->transition = affine ? transition * factor : N(0.0);
    correction = kind == CONSTANT ? N(0.0) : jump * factor;
  }
  // adding 0 would turn -0 into 0
  fold->image = correction != N(0.0) ? map.image + correction : map.image;
  bool spoiled = !finite || !IS_FINITE(fold->transition);
  bool spoiled_end = filtering && !IS_FINITE(fold->image);
  bool spoiled_image = filtering && !IS_FINITE(map.image);
  return !IS_FINITE(correction) << LOST | spoiled << SPOILED | spoiled_end << SPOILED_END |
         spoiled_image << SPOILED_IMAGE;
}

// Folds the maps of all segments. whole [6][D]: transition, image, noise, information, precision, and the
// largest scaled distance of an anchor from the image that comes to it, or NaN; what [3]: whether the
// whole is a filter, whether it is constant, and how often it overflowed and became constant. One group.
KERNEL BOUNDS void fold_filters(
    GLOBAL const number* RESTRICT anchors, GLOBAL const number* RESTRICT images,
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL const int* RESTRICT kinds,
    GLOBAL const number* RESTRICT shrinking, GLOBAL const number* lambda_of,
    GLOBAL number* RESTRICT whole, GLOBAL int* RESTRICT what, int segments) {
  ARRAY(maps, 3 * AHEAD * D);
  ARRAY(marks, TURNS * MARKS);
  number lambda = lambda_of[0];
  bool filters = kinds[0] == DAMPED;
  bool zero = kinds[0] == CONSTANT;
  int dropped = 0;
  Fold folds[OWN];
  EACH_OWN(p, i) {
    folds[p].transition = zero ? N(0.0) : ENTRY(jacobians, i, 0);
    folds[p].image = images[i];
    folds[p].noise = filters ? N(1.0) : N(0.0);
    folds[p].information = N(0.0);
    folds[p].precision = filters ? lambda : N(0.0);
    folds[p].largest = N(0.0);
  }
  EACH(i, TURNS * MARKS) marks[i] = N(0.0);
  BARRIER;
  int ahead = AHEAD;
  int turn = 0;
  for (int from = 1; from < segments;) {
    int taken = segments - from < ahead ? segments - from : ahead;
    FETCH(maps, from, taken)
    int next_kind = kinds[from];
    Fold begun[OWN];
    UNROLL for (int p = 0; p < OWN; p++) begun[p] = folds[p];
    bool now_filters = filters;
    bool now_zero = zero;
    int found = 0;
    for (int t = 0; t < taken; t++) {
      int kind = next_kind;
      if (t + 1 < taken) next_kind = kinds[from + t + 1];
      bool filtering = now_filters || kind == DAMPED;
      bool affine = !filtering && !now_zero && kind != CONSTANT;
      EACH_OWN(p, i) found |= then(&folds[p], fetched(maps, t, i), kind, filtering, affine, lambda);
      now_filters = filtering;
      now_zero = !filtering && !affine;
    }
    SHARED number* mark = marks + turn * MARKS;
    turn = (turn + 1) % TURNS;
    EACH(m, MARKS) marks[turn * MARKS + m] = N(0.0);
    UNROLL for (int m = 0; m < MARKS; m++) {
      if (found >> m & 1) mark[m] = N(1.0);
    }
    BARRIER;
    bool lost = mark[LOST] != N(0.0);
    bool overflowed = mark[SPOILED] != N(0.0) || mark[lost ? SPOILED_IMAGE : SPOILED_END] != N(0.0);
    bool fails = lost || overflowed;
    if (fails && ahead > 1) {
      UNROLL for (int p = 0; p < OWN; p++) folds[p] = begun[p];
      ahead = 1;
    } else {
      EACH_OWN(p, i) {
        if (lost) folds[p].image = images[(size_t)from * D + i];
        if (overflowed) {
          folds[p].transition = N(0.0);
          folds[p].noise = N(0.0);
          folds[p].information = N(0.0);
          folds[p].precision = N(0.0);
        }
      }
      dropped += overflowed;
      filters = now_filters && !overflowed;
      zero = now_zero || overflowed;
      from += taken;
      if (fails) ahead = AHEAD;
    }
  }
  EACH_OWN(p, i) {
    whole[i] = folds[p].transition;
    whole[D + i] = folds[p].image;
    whole[2 * D + i] = folds[p].noise;
    whole[3 * D + i] = folds[p].information;
    whole[4 * D + i] = folds[p].precision;
    whole[5 * D + i] = folds[p].largest;
  }
  if (ITEM == 0) {
    what[0] = filters;
    what[1] = zero;
    what[2] = dropped;
  }
}

// The filtered means before all segments, means [segments][D]. start [2][D]: the mean before the first and
// the variances of its error; kinds: what becomes of the segments. Where there is a way `back`, also the
// means after them, predicted [segments][D], and the gains of the smoother, gains [segments][D], all of the
// last segment first. One group.
KERNEL BOUNDS void filter(
    GLOBAL const number* RESTRICT anchors, GLOBAL const number* RESTRICT images,
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL const int* RESTRICT kinds,
    GLOBAL const number* RESTRICT shrinking, GLOBAL const number* lambda_of,
    GLOBAL const number* RESTRICT start, GLOBAL number* means, GLOBAL number* predicted,
    GLOBAL number* gains, int segments, int back) {
  ARRAY(maps, 3 * AHEAD * D);
  ARRAY(lost, TURNS);
  number lambda = lambda_of[0];
  number mean[OWN];
  number variance[OWN];
  EACH_OWN(p, i) {
    mean[p] = start[i];
    variance[p] = start[D + i];
  }
  EACH(i, TURNS) lost[i] = N(0.0);
  BARRIER;
  int ahead = AHEAD;
  int turn = 0;
  for (int from = 0; from < segments;) {
    int taken = segments - from < ahead ? segments - from : ahead;
    FETCH(maps, from, taken)
    int next_kind = kinds[from];
    number mean_begun[OWN];
    number variance_begun[OWN];
    UNROLL for (int p = 0; p < OWN; p++) {
      mean_begun[p] = mean[p];
      variance_begun[p] = variance[p];
    }
    bool finite = true;
    for (int t = 0; t < taken; t++) {
      int kind = next_kind;
      if (t + 1 < taken) next_kind = kinds[from + t + 1];
      EACH_OWN(p, i) {
        Map map = fetched(maps, t, i);
        number factor = kind & MOVES ? map.factor : N(0.0);
        number here = mean[p];
        number spread = kind & IS_EXACT ? N(0.0) : variance[p];
        if (kind & OBSERVES) {
          number shrink = N(1.0) + spread * lambda;
          number inverse = N(1.0) / shrink;
          number moved = here - map.anchor + spread * N(0.0);
          number shrunk_move = quotient(moved, shrink, inverse);
          number shrunk_spread = quotient(spread, shrink, inverse);
          if (!(USUAL_DIVISOR(shrink) & USUAL(moved) & USUAL(spread))) {
            shrunk_move = moved / shrink;
            shrunk_spread = spread / shrink;
          }
          here = map.anchor + shrunk_move;
          spread = shrunk_spread;
        }
        number correction = kind & MOVES ? (here - map.anchor) * factor : N(0.0);
        finite = finite && IS_FINITE(correction);
        // adding 0 would turn -0 into 0
        mean[p] = correction != N(0.0) ? map.image + correction : map.image;
        if (kind & SPREADS) {
          variance[p] = kind & IS_EXACT ? N(1.0) : N(1.0) + factor * factor * spread;
        } else {
          variance[p] = spread * factor * factor;
        }
        size_t to = (size_t)(back ? segments - 1 - from - t : from + t) * D + i;
        means[to] = here;
        if (back) {
          predicted[to] = mean[p];
          gains[to] = factor * (spread / variance[p]);
        }
      }
    }
    if (!finite) lost[turn] = N(1.0);
    int next_turn = (turn + 1) % TURNS;
    if (ITEM == 0) lost[next_turn] = N(0.0);
    BARRIER;
    bool fails = lost[turn] != N(0.0);
    turn = next_turn;
    if (fails && ahead > 1) {
      UNROLL for (int p = 0; p < OWN; p++) {
        mean[p] = mean_begun[p];
        variance[p] = variance_begun[p];
      }
      ahead = 1;
    } else {
      if (fails) {
        EACH_OWN(p, i) {
          mean[p] = images[(size_t)from * D + i];
          if (back) predicted[(size_t)(segments - 1 - from) * D + i] = mean[p];
        }
        ahead = AHEAD;
      }
      from += taken;
    }
  }
}
