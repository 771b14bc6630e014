// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// Scalar Kalman filters side by side, one for each number of a state, with the diagonals of Jacobians
// where a walk left them. Every operation is that of DiagonalKalmanMap and AnchoredMap, in double, in the
// order of time.
//
// Anchors and images [segments][D]; jacobians [segments][D], finite; kinds [segments]: what the map of
// a segment is. A damped one observes its start with precision lambda and adds noise of variance 1.
//
// Set by the host: D.
#define CONSTANT 0
#define AFFINE 1
#define DAMPED 2

// What a filter makes of a segment: whether its image depends on its start, which is observed or exact, and
// whether it adds noise.
#define MOVES 1
#define OBSERVES 2
#define IS_EXACT 4
#define SPREADS 8

// Folds the maps of all segments. whole [6][D]: transition, image, noise, information, precision, and the
// largest scaled distance of an anchor from the image that comes to it, or NaN; what [3]: whether the
// whole is a filter, whether it is constant, and how often it overflowed and became constant. One group.
KERNEL BOUNDS void fold_filters(
    GLOBAL const number* RESTRICT anchors, GLOBAL const number* RESTRICT images,
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL const int* RESTRICT kinds,
    GLOBAL const number* RESTRICT shrinking, GLOBAL const number* RESTRICT lambda_of,
    GLOBAL number* RESTRICT whole, GLOBAL int* RESTRICT what, int segments) {
  ARRAY(shared, 11 * D + 4);
  SHARED number* transition = shared;
  SHARED number* image = transition + D;
  SHARED number* noise = image + D;
  SHARED number* information = noise + D;
  SHARED number* precision = information + D;
  SHARED number* largest = precision + D;
  SHARED number* next_transition = largest + D;
  SHARED number* next_noise = next_transition + D;
  SHARED number* next_information = next_noise + D;
  SHARED number* next_precision = next_information + D;
  SHARED number* correction = next_precision + D;
  // of segments with odd and even numbers, so that one can be set while the other is still read
  SHARED number* lost = correction + D;
  SHARED number* overflowed = lost + 2;
  number lambda = lambda_of[0];
  bool filters = kinds[0] == DAMPED;
  bool zero = kinds[0] == CONSTANT;
  int dropped = 0;
  EACH(i, D) {
    transition[i] = zero ? N(0.0) : ENTRY(jacobians, i, 0);
    image[i] = images[i];
    noise[i] = filters ? N(1.0) : N(0.0);
    information[i] = N(0.0);
    precision[i] = filters ? lambda : N(0.0);
    largest[i] = N(0.0);
  }
  if (ITEM < 4) lost[ITEM] = N(-1.0);
  BARRIER;
  for (int segment = 1; segment < segments; segment++) {
    int kind = kinds[segment];
    bool filtering = filters || kind == DAMPED;
    bool affine = !filtering && !zero && kind != CONSTANT;
    number added = kind == DAMPED ? N(1.0) : N(0.0);
    number seen = kind == DAMPED ? lambda : N(0.0);
    EACH(i, D) {
      size_t at = (size_t)segment * D + i;
      number factor = kind == CONSTANT ? N(0.0) : ENTRY(jacobians, at, segment);
      number jump = image[i] - anchors[at];
      number distance = ABS(anchors[at] - image[i]) / (N(1.0) + ABS(image[i]));
      // keeps NaN
      if (distance > largest[i] || distance != distance) largest[i] = distance;
      if (filtering) {
        number shrink = N(1.0) + noise[i] * seen;
        next_transition[i] = factor / shrink * transition[i];
        correction[i] = factor * (jump + noise[i] * N(0.0)) / shrink;
        next_noise[i] = factor * factor * (noise[i] / shrink) + added;
        next_information[i] = transition[i] * (N(0.0) - seen * jump) / shrink + information[i];
        next_precision[i] = transition[i] * transition[i] * (seen / shrink) + precision[i];
      } else {
        next_transition[i] = affine ? transition[i] * factor : N(0.0);
        correction[i] = kind == CONSTANT ? N(0.0) : jump * factor;
      }
      if (!IS_FINITE(correction[i])) lost[segment & 1] = segment;
    }
    BARRIER;
    EACH(i, D) {
      number end = images[(size_t)segment * D + i];
      // adding 0 would turn -0 into 0
      bool corrects = lost[segment & 1] != segment && correction[i] != N(0.0);
      image[i] = corrects ? end + correction[i] : end;
      bool finite = IS_FINITE(next_transition[i]);
      if (filtering) {
        finite = finite && IS_FINITE(image[i]) && IS_FINITE(next_noise[i]) &&
                 IS_FINITE(next_information[i]) && IS_FINITE(next_precision[i]);
      }
      if (!finite) overflowed[segment & 1] = segment;
    }
    BARRIER;
    bool kept = overflowed[segment & 1] != segment;
    dropped += !kept;
    filters = filtering && kept;
    zero = !kept || (!filtering && !affine);
    EACH(i, D) {
      transition[i] = zero ? N(0.0) : next_transition[i];
      noise[i] = filters ? next_noise[i] : N(0.0);
      information[i] = filters ? next_information[i] : N(0.0);
      precision[i] = filters ? next_precision[i] : N(0.0);
    }
  }
  EACH(i, D) {
    whole[i] = transition[i];
    whole[D + i] = image[i];
    whole[2 * D + i] = noise[i];
    whole[3 * D + i] = information[i];
    whole[4 * D + i] = precision[i];
    whole[5 * D + i] = largest[i];
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
    GLOBAL const number* RESTRICT shrinking, GLOBAL const number* RESTRICT lambda_of,
    GLOBAL const number* RESTRICT start, GLOBAL number* means, GLOBAL number* predicted,
    GLOBAL number* gains, int segments, int back) {
  ARRAY(shared, 4 * D + 2);
  SHARED number* mean = shared;
  SHARED number* variance = mean + D;
  SHARED number* correction = variance + D;
  SHARED number* observed = correction + D;
  SHARED number* lost = observed + D;
  number lambda = lambda_of[0];
  EACH(i, D) {
    mean[i] = start[i];
    variance[i] = start[D + i];
  }
  if (ITEM < 2) lost[ITEM] = N(-1.0);
  BARRIER;
  for (int segment = 0; segment < segments; segment++) {
    int kind = kinds[segment];
    size_t to = (size_t)(back ? segments - 1 - segment : segment) * D;
    EACH(i, D) {
      size_t at = (size_t)segment * D + i;
      if (kind & IS_EXACT) variance[i] = N(0.0);
      if (kind & OBSERVES) {
        number shrink = N(1.0) + variance[i] * lambda;
        number moved = mean[i] - anchors[at] + variance[i] * N(0.0);
        mean[i] = anchors[at] + moved / shrink;
        variance[i] = variance[i] / shrink;
      }
      means[to + i] = mean[i];
      observed[i] = variance[i];
      correction[i] = kind & MOVES ? (mean[i] - anchors[at]) * ENTRY(jacobians, at, segment) : N(0.0);
      if (!IS_FINITE(correction[i])) lost[segment & 1] = segment;
    }
    BARRIER;
    EACH(i, D) {
      size_t at = (size_t)segment * D + i;
      // adding 0 would turn -0 into 0
      bool corrects = lost[segment & 1] != segment && correction[i] != N(0.0);
      mean[i] = corrects ? images[at] + correction[i] : images[at];
      number factor = kind & MOVES ? ENTRY(jacobians, at, segment) : N(0.0);
      if (kind & SPREADS) {
        variance[i] = kind & IS_EXACT ? N(1.0) : N(1.0) + factor * factor * variance[i];
      } else {
        variance[i] = variance[i] * factor * factor;
      }
      if (back) {
        predicted[to + i] = mean[i];
        gains[to + i] = factor * (observed[i] / variance[i]);
      }
    }
  }
}
