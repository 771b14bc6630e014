// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// Kalman filters with full covariances, with the Jacobians where a walk left them. Every operation is that
// of KalmanFold, DenseBelief and FactorRows, in double, in the order of time: factors of covariances are
// kept by the rows of their transposes, U^T and Z^T.
//
// Anchors and images [segments][D]; jacobians [segments][D][D], finite; kinds [segments]: what the map of
// a segment is. A damped one observes its start with precision lambda and adds noise of variance 1. Every
// segment goes through the same operations: without an observation, or without noise so far, they are
// those with zeros, and what they must not change is kept.
//
// What a segment needs of global memory is fetched before.
//
// Set by the host: D, SHARES (whether matrices have room in shared memory).
#include "distances.h"
#include "factors.h"

#define CONSTANT 0
#define AFFINE 1
#define DAMPED 2

// What a filter makes of a segment: whether its image depends on its start, which is observed or exact, and
// whether it adds noise.
#define MOVES 1
#define OBSERVES 2
#define IS_EXACT 4
#define SPREADS 8

// Fetches the numbers of a segment's Jacobian, and puts them to TURNED; where they are too many for
// registers, all at once.
#define PIECES ((SQUARE + ITEMS - 1) / ITEMS)
#if PIECES <= 16
#define FETCH(coming, segment, moves) \
  STORED coming[PIECES]; \
  UNROLL for (int p = 0; p < PIECES; p++) { \
    int e = p * ITEMS + ITEM; \
    coming[p] = (moves) && e < SQUARE ? jacobians[(size_t)(segment) * SQUARE + e] : 0; \
  }
#define PUT(coming, segment, moves) \
  UNROLL for (int p = 0; p < PIECES; p++) { \
    int e = p * ITEMS + ITEM; \
    if (e < SQUARE) MATRIX(TURNED)[e % D * D + e / D] = (moves) ? ENTRY(coming, p, segment) : N(0.0); \
  }
#else
#define FETCH(coming, segment, moves)
#define PUT(coming, segment, moves) \
  UNROLL_SOME for (int e = ITEM; e < SQUARE; e += ITEMS) { \
    size_t at = (size_t)(segment) * SQUARE + e; \
    MATRIX(TURNED)[e % D * D + e / D] = (moves) ? ENTRY(jacobians, at, segment) : N(0.0); \
  }
#endif

// Folds the maps of all segments. results [3][D][D]: transition and the transposed factors of noise and
// precision, and room for matrices where SHARES is not; whole [3][D]: image, information, and the largest
// scaled distance of an anchor from the image that comes to it, or NaN; what [3]: whether the whole is a
// filter, whether it is constant, and how often it overflowed and became constant. One group.
KERNEL BOUNDS void fold_filters(
    GLOBAL const number* RESTRICT anchors, GLOBAL const number* RESTRICT images,
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL const int* RESTRICT kinds,
    GLOBAL const number* RESTRICT shrinking, GLOBAL const number* lambda_of,
    GLOBAL number* RESTRICT whole, GLOBAL int* RESTRICT what, GLOBAL number* results, int segments) {
  ARRAY(shared, SHOWN + 7 * D + 4);
  WORK(results);
  SHARED number* shown = shared;
  // between the steps that show anything there
  SHARED number* pulled = shown;
  SHARED number* pushed = pulled + D;
  SHARED number* image = shown + SHOWN;
  SHARED number* information = image + D;
  SHARED number* next_information = information + D;
  SHARED number* largest = next_information + D;
  SHARED number* jump = largest + D;
  SHARED number* shifted = jump + D;
  SHARED number* correction = shifted + D;
  // of segments with odd and even numbers, so that one can be set while the other is still read
  SHARED number* lost = correction + D;
  SHARED number* overflowed = lost + 2;
  number lambda_root = ROOT(lambda_of[0]);
  bool filters = kinds[0] == DAMPED;
  bool zero = kinds[0] == CONSTANT;
  bool lower = true;
  int dropped = 0;
  EACH_OWN(p, i, D) {
    image[i] = images[i];
    information[i] = N(0.0);
    largest[i] = N(0.0);
  }
  EACH(e, SQUARE) {
    number unit = filters && e % D == e / D ? N(1.0) : N(0.0);
    MATRIX(TRANSITION)[e] = zero ? N(0.0) : ENTRY(jacobians, e, 0);
    MATRIX(NOISE)[e] = unit;
    MATRIX(PRECISION)[e] = unit * lambda_root;
  }
  EACH(i, 2) {
    lost[i] = N(-1.0);
    overflowed[i] = N(-1.0);
  }
  int coming_kind = 1 < segments ? kinds[1] : 0;
  number coming_anchor[OWN];
  number coming_image[OWN];
  EACH_OWN(p, i, D) {
    coming_anchor[p] = 1 < segments ? anchors[D + i] : N(0.0);
    coming_image[p] = 1 < segments ? images[D + i] : N(0.0);
  }
  BARRIER;
  for (int segment = 1; segment < segments; segment++) {
    int kind = coming_kind;
    bool filtering = filters || kind == DAMPED;
    bool conditions = filters && kind == DAMPED;
    number root = kind == DAMPED ? lambda_root : N(0.0);
    number seen = conditions ? root : N(0.0);
    number end[OWN];
    FETCH(coming, segment, kind != CONSTANT)
    if (segment + 1 < segments) coming_kind = kinds[segment + 1];
    EACH_OWN(p, i, D) {
      largest[i] = further(largest[i], coming_anchor[p], image[i]);
      number moved = image[i] - coming_anchor[p];
      shifted[i] = kind == DAMPED ? N(0.0) - times(root, times(root, moved)) : N(0.0);
      jump[i] = moved + N(0.0);
      end[p] = coming_image[p];
      if (segment + 1 < segments) {
        coming_anchor[p] = anchors[(size_t)(segment + 1) * D + i];
        coming_image[p] = images[(size_t)(segment + 1) * D + i];
      }
    }
    prepare(work, seen, root, 2);
    eliminate(work, shown, 2);
    PUT(coming, segment, kind != CONSTANT)
    WORK_BARRIER;
    // the transition and the jump, observed
    EACH(e, TILES + 2 * D) {
      if (e < TILES) {
        multiply(MATRIX(SUM), e, MATRIX(CROSS), D, 1, MATRIX(BACK));
      } else {
        bool pulls = e < TILES + D;
        int i = e - TILES - (pulls ? 0 : D);
        number sum = N(0.0);
        UNROLL_PRODUCT for (int m = 0; m < D; m++) {
          number factor = pulls ? times(seen, jump[m]) : shifted[m];
          sum = FMA(MATRIX(pulls ? CROSS : NOISE)[i * D + m], factor, sum);
        }
        (pulls ? pulled : pushed)[i] = sum;
      }
    }
    WORK_BARRIER;
    EACH(e, TILES + 2 * D) {
      if (e < TILES) {
        number sums[ROWS * COLUMNS];
        EACH_OF_TILE(q) sums[q] = N(0.0);
        add_products(sums, e, MATRIX(NOISE), 1, D, MATRIX(SUM));
        EACH_OF_TILE(q) {
          int at = place_of(e, q);
          MATRIX(TURNED_SUM)[at] = MATRIX(TRANSITION)[at] - sums[q];
        }
      } else {
        bool pulls = e < TILES + D;
        int i = e - TILES - (pulls ? 0 : D);
        number sum = N(0.0);
        UNROLL_PRODUCT for (int m = 0; m < D; m++) {
          sum = FMA((pulls ? pulled : pushed)[m], MATRIX(pulls ? NOISE : CROSS)[m * D + i], sum);
        }
        if (pulls) jump[i] = jump[i] - sum;
        if (!pulls) shifted[i] = shifted[i] - times(seen, sum);
      }
    }
    WORK_BARRIER;
    // through the segment, and back to the first start
    EACH(e, 3 * TILES + 2 * D) {
      if (e < 3 * TILES) {
        int which = e / TILES;
        PLACE const number* rows = MATRIX(which == 0 ? TURNED : which == 1 ? NOISE : PULL);
        PLACE const number* columns = MATRIX(which == 0 ? TURNED_SUM : which == 1 ? TURNED : TRANSITION);
        PLACE number* to = MATRIX(which == 0 ? SUM : which == 1 ? CROSS : BACK);
        multiply(to, e % TILES, rows, which == 0 ? 1 : D, which == 0 ? D : 1, columns);
      } else {
        bool moves = e < 3 * TILES + D;
        int i = e - 3 * TILES - (moves ? 0 : D);
        number sum = N(0.0);
        UNROLL_PRODUCT for (int m = 0; m < D; m++) {
          sum = FMA((moves ? jump : shifted)[m], MATRIX(moves ? TURNED : TRANSITION)[m * D + i], sum);
        }
        if (moves && !IS_FINITE(sum)) lost[segment & 1] = segment;
        if (moves) correction[i] = sum;
        if (!moves) next_information[i] = sum + information[i];
      }
    }
    WORK_BARRIER;
    factor_sums(work, shown, conditions ? 2 : kind == DAMPED ? 1 : 0, lower);
    EACH(e, SQUARE) {
      MATRIX(TRANSITION)[e] = MATRIX(SUM)[e];
      if (kind != DAMPED) MATRIX(NOISE)[e] = MATRIX(CROSS)[e];
      if (kind == DAMPED && !conditions) MATRIX(PRECISION)[e] = MATRIX(BACK)[e];
      bool finite = IS_FINITE(MATRIX(TRANSITION)[e]);
      if (filtering) {
        finite = finite && IS_FINITE(MATRIX(NOISE)[e]) && IS_FINITE(MATRIX(PRECISION)[e]);
      }
      if (!finite) overflowed[segment & 1] = segment;
    }
    EACH_OWN(p, i, D) {
      // adding 0 would turn -0 into 0
      bool corrects = kind != CONSTANT && lost[segment & 1] != segment && correction[i] != N(0.0);
      image[i] = corrects ? end[p] + correction[i] : end[p];
      bool finite = !filtering || (IS_FINITE(image[i]) && IS_FINITE(next_information[i]));
      if (!finite) overflowed[segment & 1] = segment;
    }
    BARRIER;
    bool kept = overflowed[segment & 1] != segment;
    dropped += !kept;
    zero = !kept || (!filtering && (zero || kind == CONSTANT));
    filters = filtering && kept;
    lower = conditions || (lower && kind != DAMPED);
    EACH_OWN(p, i, D) information[i] = filters ? next_information[i] : N(0.0);
    EACH(e, zero || !filters ? SQUARE : 0) {
      if (zero) MATRIX(TRANSITION)[e] = N(0.0);
      if (!filters) {
        MATRIX(NOISE)[e] = N(0.0);
        MATRIX(PRECISION)[e] = N(0.0);
      }
    }
  }
  WORK_BARRIER;
  EACH_OWN(p, i, D) {
    whole[i] = image[i];
    whole[D + i] = information[i];
    whole[2 * D + i] = largest[i];
  }
  EACH(e, SQUARE) {
    number transition = MATRIX(TRANSITION)[e];
    number noise = MATRIX(NOISE)[e];
    number precision = MATRIX(PRECISION)[e];
    results[e] = transition;
    results[SQUARE + e] = noise;
    results[2 * SQUARE + e] = precision;
  }
  if (ITEM == 0) {
    what[0] = filters;
    what[1] = zero;
    what[2] = dropped;
  }
}

// Row j of a gain, the transpose of L^-T L^-1 B, for B, which is overwritten, and L^T.
FN void gain(PLACE number* right, PLACE const number* factor, GLOBAL number* gains, int j) {
  for (int i = 0; i < D; i++) {
    number sum = right[i * D + j];
    for (int k = 0; k < i; k++) sum = FMA(-factor[k * D + i], right[k * D + j], sum);
    right[i * D + j] = sum / factor[i * D + i];
  }
  for (int i = D - 1; i >= 0; i--) {
    number sum = right[i * D + j];
    for (int k = i + 1; k < D; k++) sum = FMA(-factor[i * D + k], right[k * D + j], sum);
    right[i * D + j] = sum / factor[i * D + i];
    gains[j * D + i] = right[i * D + j];
  }
}

// The filtered means before all segments, means [segments][D]. start [1 + D][D]: the mean before the first
// and the transposed factor of its error; kinds: what becomes of the segments. Where there is a way `back`,
// also the means after them, predicted [segments][D], and the gains of the smoother, gains [segments][D][D],
// all of the last segment first. room for matrices where SHARES is not. One group.
KERNEL BOUNDS void filter(
    GLOBAL const number* RESTRICT anchors, GLOBAL const number* RESTRICT images,
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL const int* RESTRICT kinds,
    GLOBAL const number* RESTRICT shrinking, GLOBAL const number* lambda_of,
    GLOBAL const number* RESTRICT start, GLOBAL number* means, GLOBAL number* predicted,
    GLOBAL number* gains, GLOBAL number* room, int segments, int back) {
  ARRAY(shared, SHOWN + 3 * D + 2);
  WORK(room);
  SHARED number* shown = shared;
  // between the steps that show anything there
  SHARED number* pulled = shown;
  SHARED number* mean = shown + SHOWN;
  SHARED number* jump = mean + D;
  SHARED number* correction = jump + D;
  SHARED number* lost = correction + D;
  number lambda_root = ROOT(lambda_of[0]);
  int coming_kind = 0 < segments ? kinds[0] : 0;
  number coming_anchor[OWN];
  number coming_image[OWN];
  EACH_OWN(p, i, D) {
    mean[i] = start[i];
    coming_anchor[p] = 0 < segments ? anchors[i] : N(0.0);
    coming_image[p] = 0 < segments ? images[i] : N(0.0);
  }
  EACH(e, SQUARE) MATRIX(NOISE)[e] = start[D + e];
  EACH(i, 2) lost[i] = N(-1.0);
  BARRIER;
  for (int segment = 0; segment < segments; segment++) {
    int kind = coming_kind;
    size_t to = back ? segments - 1 - segment : segment;
    number root = kind & OBSERVES ? lambda_root : N(0.0);
    number anchor[OWN];
    number end[OWN];
    FETCH(coming, segment, kind & MOVES)
    if (segment + 1 < segments) coming_kind = kinds[segment + 1];
    EACH_OWN(p, i, D) {
      anchor[p] = coming_anchor[p];
      end[p] = coming_image[p];
      jump[i] = N(0.0) + (mean[i] - anchor[p]);
      if (segment + 1 < segments) {
        coming_anchor[p] = anchors[(size_t)(segment + 1) * D + i];
        coming_image[p] = images[(size_t)(segment + 1) * D + i];
      }
    }
    EACH(e, kind & IS_EXACT ? SQUARE : 0) MATRIX(NOISE)[e] = N(0.0);
    prepare(work, root, root, 1);
    eliminate(work, shown, 1);
    PUT(coming, segment, kind & MOVES)
    WORK_BARRIER;
    EACH(i, D) {
      number sum = N(0.0);
      UNROLL_PRODUCT for (int m = 0; m < D; m++) {
        sum = FMA(MATRIX(CROSS)[i * D + m], times(root, jump[m]), sum);
      }
      pulled[i] = sum;
    }
    WORK_BARRIER;
    EACH_OWN(p, i, D) {
      number sum = N(0.0);
      UNROLL_PRODUCT for (int m = 0; m < D; m++) sum = FMA(pulled[m], MATRIX(NOISE)[m * D + i], sum);
      if (kind & OBSERVES) mean[i] = (jump[i] - sum) + anchor[p];
      means[to * D + i] = mean[i];
      jump[i] = mean[i] - anchor[p];
    }
    BARRIER;
    EACH(e, TILES + D) {
      if (e < TILES) {
        multiply(MATRIX(CROSS), e, MATRIX(NOISE), D, 1, MATRIX(TURNED));
      } else {
        int i = e - TILES;
        number sum = N(0.0);
        UNROLL_PRODUCT for (int m = 0; m < D; m++) sum = FMA(MATRIX(TURNED)[m * D + i], jump[m], sum);
        correction[i] = sum;
        if (!IS_FINITE(sum)) lost[segment & 1] = segment;
      }
    }
    WORK_BARRIER;
    EACH(e, back ? TILES : 0) multiply(MATRIX(SUM), e, MATRIX(CROSS), 1, D, MATRIX(NOISE));
    WORK_BARRIER;
    factor_sums(work, shown, kind & SPREADS ? 1 : 0, true);
    EACH(e, kind & SPREADS ? 0 : SQUARE) MATRIX(NOISE)[e] = MATRIX(CROSS)[e];
    EACH_OWN(p, i, D) {
      // adding 0 would turn -0 into 0
      bool corrects = kind & MOVES && lost[segment & 1] != segment && correction[i] != N(0.0);
      mean[i] = corrects ? end[p] + correction[i] : end[p];
      if (back) predicted[to * D + i] = mean[i];
    }
    WORK_BARRIER;
    EACH(j, back ? D : 0) gain(MATRIX(SUM), MATRIX(NOISE), gains + to * SQUARE, j);
    WORK_BARRIER;
  }
}
