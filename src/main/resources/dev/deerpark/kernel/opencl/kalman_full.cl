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
// Set by the host: D, SHARES (whether matrices have room in shared memory).
#define CONSTANT 0
#define AFFINE 1
#define DAMPED 2
#define SQUARE (D * D)

// What a filter makes of a segment: whether its image depends on its start, which is observed or exact, and
// whether it adds noise.
#define MOVES 1
#define OBSERVES 2
#define IS_EXACT 4
#define SPREADS 8
#define JACOBIAN(i, k) (kind == CONSTANT ? N(0.0) : ENTRY(jacobian, (i) * D + (k), segment))

// The matrices of a group, one after the other: those of two systems of equations, L L^T X = B, and others.
// I + S S^T for the noise's S^T = sqrt(lambda) U^T, and the right-hand sides U^T and S^T
#define SUM 0
#define NOISE 1
#define CROSS 2
// I + S^T S, and sqrt(lambda) I
#define TURNED_SUM 3
#define PULL 4
#define TRANSITION 5
#define PRECISION 6
#define BACK 7
#define UNIT 8
#define MATRICES 9
#define MATRIX(which) (work + (which) * SQUARE)

#if SHARES
#define PLACE SHARED
#define WORK(given) ARRAY(work, MATRICES * SQUARE)
#define WORK_BARRIER BARRIER
#else
#define PLACE GLOBAL
#define WORK(given) GLOBAL number* work = given
#define WORK_BARRIER BARRIER_OF_ALL
#endif

// What a product with root * I gives: a sum that began with 0 is not -0.
FN number times(number root, number a) { return root * a + N(0.0); }

// Writes the first `systems` systems of equations, and to BACK the transition that is seen.
FN void prepare(PLACE number* work, number seen, number root, int systems) {
  EACH(e, SQUARE) {
    MATRIX(CROSS)[e] = times(seen, MATRIX(NOISE)[e]);
    if (systems > 1) {
      MATRIX(PULL)[e] = e / D == e % D ? root : N(0.0);
      MATRIX(BACK)[e] = times(seen, MATRIX(TRANSITION)[e]);
    }
  }
  WORK_BARRIER;
  EACH(e, SQUARE) {
    int i = e / D;
    int j = e % D;
    number sum = i == j ? N(1.0) : N(0.0);
    number turned = sum;
    for (int k = 0; k < D; k++) {
      sum = FMA(MATRIX(CROSS)[i * D + k], MATRIX(CROSS)[j * D + k], sum);
      if (systems > 1) turned = FMA(MATRIX(CROSS)[k * D + i], MATRIX(CROSS)[k * D + j], turned);
    }
    MATRIX(SUM)[e] = sum;
    if (systems > 1) MATRIX(TURNED_SUM)[e] = turned;
  }
  WORK_BARRIER;
}

// Factors the sums and replaces the right-hand sides B by L^-1 B. L^T is left above the sums' diagonals.
FN void eliminate(PLACE number* work, int systems) {
  int width = (systems > 1 ? 5 : 3) * D;
  for (int i = 0; i < D; i++) {
    EACH(e, width) {
      int which = e / D;
      int j = e % D;
      int sum = which < TURNED_SUM ? SUM : TURNED_SUM;
      number square = MATRIX(sum)[i * D + i];
      // keeps NaN
      number pivot = ROOT(square <= N(1.0) ? N(1.0) : square);
      if (which != sum || j > i) MATRIX(which)[i * D + j] = MATRIX(which)[i * D + j] / pivot;
    }
    WORK_BARRIER;
    EACH(e, (D - 1 - i) * width) {
      int row = i + 1 + e / width;
      int which = e % width / D;
      int j = e % D;
      number factor = MATRIX(which < TURNED_SUM ? SUM : TURNED_SUM)[i * D + row];
      MATRIX(which)[row * D + j] =
          FMA(-factor, MATRIX(which)[i * D + j], MATRIX(which)[row * D + j]);
    }
    WORK_BARRIER;
  }
}

// Writes the factors L^T of X X^T + Y Y^T, with anything below their diagonals, for the rows of X^T in
// CROSS and of Y^T in UNIT, and where `sums` is 2 also in BACK and PRECISION. `lower`: whether the latter's
// Y is lower, as UNIT is. along [2][D], ends [2].
FN void factor_sums(
    PLACE number* work, SHARED number* along, SHARED number* ends, int sums, bool lower) {
  for (int k = 0; k < D; k++) {
    EACH(e, sums * D) {
      int i = e % D;
      PLACE const number* first = MATRIX(e < D ? CROSS : BACK);
      PLACE const number* second = MATRIX(e < D ? UNIT : PRECISION);
      // columns of a lower Y are still zero, up to row k, beyond the column k
      int last = e < D || lower ? k + 1 : D;
      if (i >= k) {
        number squares = N(0.0);
        for (int j = k; j < D; j++) squares = FMA(first[j * D + k], first[j * D + k], squares);
        for (int j = 0; j < last; j++) squares = FMA(second[j * D + k], second[j * D + k], squares);
        number norm = ROOT(squares);
        number head = first[k * D + k];
        number end = head > N(0.0) ? -norm : norm;
        number mirror = head - end;
        if (i == k) {
          // 0 where there is nothing to reflect
          along[e] = norm == N(0.0) ? N(0.0) : mirror;
          ends[e / D] = norm == N(0.0) ? head : end;
        } else {
          number scale = N(1.0) / (norm * (norm + ABS(head)));
          number sum = FMA(mirror, first[k * D + i], N(0.0));
          for (int j = k + 1; j < D; j++) sum = FMA(first[j * D + k], first[j * D + i], sum);
          for (int j = 0; j < last; j++) sum = FMA(second[j * D + k], second[j * D + i], sum);
          along[e] = sum * scale;
        }
      }
    }
    WORK_BARRIER;
    int rows = 2 * D - k;
    EACH(e, sums * rows * D) {
      int sum = e / D / rows;
      int j = k + e / D - sum * rows;
      int i = e % D;
      PLACE number* row =
          j < D ? MATRIX(sum == 0 ? CROSS : BACK) + j * D : MATRIX(sum == 0 ? UNIT : PRECISION) + (j - D) * D;
      number mirror = along[sum * D + k];
      if (i > k && mirror != N(0.0)) row[i] = FMA(j == k ? -mirror : -row[k], along[sum * D + i], row[i]);
      if (i == k && j == k) row[i] = ends[sum];
    }
    WORK_BARRIER;
  }
}

// Folds the maps of all segments. results [3][D][D]: transition and the transposed factors of noise and
// precision, and room for matrices where SHARES is not; whole [3][D]: image, information, and the largest
// scaled distance of an anchor from the image that comes to it, or NaN; what [3]: whether the whole is a
// filter, whether it is constant, and how often it overflowed and became constant. One group.
KERNEL BOUNDS void fold_filters(
    GLOBAL const number* RESTRICT anchors, GLOBAL const number* RESTRICT images,
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL const int* RESTRICT kinds,
    GLOBAL const number* RESTRICT shrinking, GLOBAL const number* RESTRICT lambda_of,
    GLOBAL number* RESTRICT whole, GLOBAL int* RESTRICT what, GLOBAL number* results, int segments) {
  ARRAY(shared, 11 * D + 6);
  WORK(results);
  SHARED number* image = shared;
  SHARED number* information = image + D;
  SHARED number* next_information = information + D;
  SHARED number* largest = next_information + D;
  SHARED number* jump = largest + D;
  SHARED number* shifted = jump + D;
  SHARED number* pulled = shifted + D;
  SHARED number* pushed = pulled + D;
  SHARED number* correction = pushed + D;
  SHARED number* along = correction + D;
  SHARED number* ends = along + 2 * D;
  // of segments with odd and even numbers, so that one can be set while the other is still read
  SHARED number* lost = ends + 2;
  SHARED number* overflowed = lost + 2;
  number lambda_root = ROOT(lambda_of[0]);
  bool filters = kinds[0] == DAMPED;
  bool zero = kinds[0] == CONSTANT;
  bool lower = true;
  int dropped = 0;
  EACH(i, D) {
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
  if (ITEM < 2) {
    lost[ITEM] = N(-1.0);
    overflowed[ITEM] = N(-1.0);
  }
  WORK_BARRIER;
  for (int segment = 1; segment < segments; segment++) {
    GLOBAL const STORED* jacobian = jacobians + (size_t)segment * SQUARE;
    int kind = kinds[segment];
    bool filtering = filters || kind == DAMPED;
    bool conditions = filters && kind == DAMPED;
    number root = kind == DAMPED ? lambda_root : N(0.0);
    number seen = conditions ? root : N(0.0);
    EACH(i, D) {
      number anchor = anchors[(size_t)segment * D + i];
      number distance = ABS(anchor - image[i]) / (N(1.0) + ABS(image[i]));
      // keeps NaN
      if (distance > largest[i] || distance != distance) largest[i] = distance;
      number moved = image[i] - anchor;
      shifted[i] = kind == DAMPED ? N(0.0) - times(root, times(root, moved)) : N(0.0);
      jump[i] = moved + N(0.0);
    }
    prepare(work, seen, root, 2);
    eliminate(work, 2);
    // the transition and the jump, observed
    EACH(e, SQUARE) {
      number sum = N(0.0);
      for (int m = 0; m < D; m++) {
        sum = FMA(MATRIX(CROSS)[e / D * D + m], MATRIX(BACK)[m * D + e % D], sum);
      }
      MATRIX(SUM)[e] = sum;
    }
    EACH(i, D) {
      number sum = N(0.0);
      number turned = N(0.0);
      for (int m = 0; m < D; m++) {
        sum = FMA(MATRIX(CROSS)[i * D + m], times(seen, jump[m]), sum);
        turned = FMA(MATRIX(NOISE)[i * D + m], shifted[m], turned);
      }
      pulled[i] = sum;
      pushed[i] = turned;
    }
    WORK_BARRIER;
    EACH(e, SQUARE) {
      number sum = N(0.0);
      for (int m = 0; m < D; m++) {
        sum = FMA(MATRIX(NOISE)[m * D + e / D], MATRIX(SUM)[m * D + e % D], sum);
      }
      MATRIX(TURNED_SUM)[e] = MATRIX(TRANSITION)[e] - sum;
    }
    EACH(i, D) {
      number sum = N(0.0);
      number turned = N(0.0);
      for (int m = 0; m < D; m++) {
        sum = FMA(pulled[m], MATRIX(NOISE)[m * D + i], sum);
        turned = FMA(pushed[m], MATRIX(CROSS)[m * D + i], turned);
      }
      jump[i] = jump[i] - sum;
      shifted[i] = shifted[i] - times(seen, turned);
    }
    WORK_BARRIER;
    // through the segment, and back to the first start
    EACH(e, SQUARE) {
      int i = e / D;
      int j = e % D;
      number moved = N(0.0);
      number noise = N(0.0);
      number back = N(0.0);
      for (int m = 0; m < D; m++) {
        moved = FMA(JACOBIAN(i, m), MATRIX(TURNED_SUM)[m * D + j], moved);
        noise = FMA(MATRIX(NOISE)[i * D + m], JACOBIAN(j, m), noise);
        back = FMA(MATRIX(PULL)[i * D + m], MATRIX(TRANSITION)[m * D + j], back);
      }
      MATRIX(SUM)[e] = moved;
      MATRIX(CROSS)[e] = noise;
      MATRIX(BACK)[e] = back;
      MATRIX(UNIT)[e] = i == j ? N(1.0) : N(0.0);
    }
    EACH(i, D) {
      number sum = N(0.0);
      number shift = N(0.0);
      for (int m = 0; m < D; m++) {
        sum = FMA(JACOBIAN(i, m), jump[m], sum);
        shift = FMA(shifted[m], MATRIX(TRANSITION)[m * D + i], shift);
      }
      correction[i] = sum;
      if (!IS_FINITE(sum)) lost[segment & 1] = segment;
      next_information[i] = shift + information[i];
    }
    WORK_BARRIER;
    // what stays as it is where nothing is summed
    EACH(e, SQUARE) {
      MATRIX(TRANSITION)[e] = MATRIX(SUM)[e];
      MATRIX(NOISE)[e] = MATRIX(CROSS)[e];
      MATRIX(PULL)[e] = root != N(0.0) ? MATRIX(BACK)[e] : MATRIX(PRECISION)[e];
    }
    WORK_BARRIER;
    factor_sums(work, along, ends, 2, lower);
    EACH(e, SQUARE) {
      bool below = e % D < e / D;
      if (kind == DAMPED) MATRIX(NOISE)[e] = below ? N(0.0) : MATRIX(CROSS)[e];
      MATRIX(PRECISION)[e] = !conditions ? MATRIX(PULL)[e] : below ? N(0.0) : MATRIX(BACK)[e];
      bool finite = IS_FINITE(MATRIX(TRANSITION)[e]);
      if (filtering) {
        finite = finite && IS_FINITE(MATRIX(NOISE)[e]) && IS_FINITE(MATRIX(PRECISION)[e]);
      }
      if (!finite) overflowed[segment & 1] = segment;
    }
    EACH(i, D) {
      number end = images[(size_t)segment * D + i];
      // adding 0 would turn -0 into 0
      bool corrects = kind != CONSTANT && lost[segment & 1] != segment && correction[i] != N(0.0);
      image[i] = corrects ? end + correction[i] : end;
      bool finite = !filtering || (IS_FINITE(image[i]) && IS_FINITE(next_information[i]));
      if (!finite) overflowed[segment & 1] = segment;
    }
    WORK_BARRIER;
    bool kept = overflowed[segment & 1] != segment;
    dropped += !kept;
    zero = !kept || (!filtering && (zero || kind == CONSTANT));
    filters = filtering && kept;
    lower = conditions || (lower && kind != DAMPED);
    EACH(i, D) information[i] = filters ? next_information[i] : N(0.0);
    EACH(e, SQUARE) {
      if (zero) MATRIX(TRANSITION)[e] = N(0.0);
      if (!filters) {
        MATRIX(NOISE)[e] = N(0.0);
        MATRIX(PRECISION)[e] = N(0.0);
      }
    }
    WORK_BARRIER;
  }
  EACH(i, D) {
    whole[i] = image[i];
    whole[D + i] = information[i];
    whole[2 * D + i] = largest[i];
  }
  EACH(e, SQUARE) {
    results[e] = MATRIX(TRANSITION)[e];
    results[SQUARE + e] = MATRIX(NOISE)[e];
    results[2 * SQUARE + e] = MATRIX(PRECISION)[e];
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

#define MOVED(i, k) (kind & MOVES ? ENTRY(jacobian, (i) * D + (k), segment) : N(0.0))

// The filtered means before all segments, means [segments][D]. start [1 + D][D]: the mean before the first
// and the transposed factor of its error; kinds: what becomes of the segments. Where there is a way `back`,
// also the means after them, predicted [segments][D], and the gains of the smoother, gains [segments][D][D],
// all of the last segment first. room for matrices where SHARES is not. One group.
KERNEL BOUNDS void filter(
    GLOBAL const number* RESTRICT anchors, GLOBAL const number* RESTRICT images,
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL const int* RESTRICT kinds,
    GLOBAL const number* RESTRICT shrinking, GLOBAL const number* RESTRICT lambda_of,
    GLOBAL const number* RESTRICT start, GLOBAL number* means, GLOBAL number* predicted,
    GLOBAL number* gains, GLOBAL number* room, int segments, int back) {
  ARRAY(shared, 6 * D + 4);
  WORK(room);
  SHARED number* mean = shared;
  SHARED number* jump = mean + D;
  SHARED number* pulled = jump + D;
  SHARED number* correction = pulled + D;
  SHARED number* along = correction + D;
  SHARED number* ends = along + 2 * D;
  SHARED number* lost = ends + 2;
  number lambda_root = ROOT(lambda_of[0]);
  EACH(i, D) mean[i] = start[i];
  EACH(e, SQUARE) MATRIX(NOISE)[e] = start[D + e];
  if (ITEM < 2) lost[ITEM] = N(-1.0);
  WORK_BARRIER;
  for (int segment = 0; segment < segments; segment++) {
    GLOBAL const STORED* jacobian = jacobians + (size_t)segment * SQUARE;
    int kind = kinds[segment];
    size_t to = back ? segments - 1 - segment : segment;
    number root = kind & OBSERVES ? lambda_root : N(0.0);
    EACH(i, D) jump[i] = N(0.0) + (mean[i] - anchors[(size_t)segment * D + i]);
    EACH(e, SQUARE) {
      if (kind & IS_EXACT) MATRIX(NOISE)[e] = N(0.0);
    }
    WORK_BARRIER;
    prepare(work, root, root, 1);
    eliminate(work, 1);
    EACH(i, D) {
      number sum = N(0.0);
      for (int m = 0; m < D; m++) sum = FMA(MATRIX(CROSS)[i * D + m], times(root, jump[m]), sum);
      pulled[i] = sum;
    }
    WORK_BARRIER;
    EACH(i, D) {
      size_t at = (size_t)segment * D + i;
      number sum = N(0.0);
      for (int m = 0; m < D; m++) sum = FMA(pulled[m], MATRIX(NOISE)[m * D + i], sum);
      if (kind & OBSERVES) mean[i] = (jump[i] - sum) + anchors[at];
      means[to * D + i] = mean[i];
      jump[i] = mean[i] - anchors[at];
    }
    WORK_BARRIER;
    EACH(e, SQUARE) {
      int i = e / D;
      int j = e % D;
      number noise = N(0.0);
      for (int m = 0; m < D; m++) noise = FMA(MATRIX(NOISE)[i * D + m], MOVED(j, m), noise);
      MATRIX(CROSS)[e] = noise;
      MATRIX(UNIT)[e] = i == j ? N(1.0) : N(0.0);
    }
    EACH(i, D) {
      number sum = N(0.0);
      for (int m = 0; m < D; m++) sum = FMA(MOVED(i, m), jump[m], sum);
      correction[i] = sum;
      if (!IS_FINITE(sum)) lost[segment & 1] = segment;
    }
    WORK_BARRIER;
    EACH(e, back ? SQUARE : 0) {
      number sum = N(0.0);
      for (int m = 0; m < D; m++) {
        sum = FMA(MATRIX(CROSS)[m * D + e / D], MATRIX(NOISE)[m * D + e % D], sum);
      }
      MATRIX(SUM)[e] = sum;
    }
    WORK_BARRIER;
    EACH(e, SQUARE) MATRIX(NOISE)[e] = MATRIX(CROSS)[e];
    WORK_BARRIER;
    factor_sums(work, along, ends, 1, true);
    EACH(e, SQUARE) {
      if (kind & SPREADS) MATRIX(NOISE)[e] = e % D < e / D ? N(0.0) : MATRIX(CROSS)[e];
    }
    EACH(i, D) {
      size_t at = (size_t)segment * D + i;
      // adding 0 would turn -0 into 0
      bool corrects = kind & MOVES && lost[segment & 1] != segment && correction[i] != N(0.0);
      mean[i] = corrects ? images[at] + correction[i] : images[at];
      if (back) predicted[to * D + i] = mean[i];
    }
    WORK_BARRIER;
    EACH(j, back ? D : 0) gain(MATRIX(SUM), MATRIX(NOISE), gains + to * SQUARE, j);
    WORK_BARRIER;
  }
}
