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
// Most of it is chains of operations that wait for each other: what counts is how long one takes. Where
// rows are eliminated or reflected, an item has a column in its registers, the next row always first, and
// what a step shows to all goes through shared memory. What a segment needs of global memory is fetched
// before.
//
// Set by the host: D, SHARES (whether matrices have room in shared memory).
#include "distances.h"

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

// The matrices of a group, one after the other: those of two systems of equations, L L^T X = B, and others.
// I + S S^T for the noise's S^T = sqrt(lambda) U^T, and I + S^T S
#define SUM 0
#define TURNED_SUM 1
// right-hand sides: U^T and S^T, and for the other sum sqrt(lambda) I
#define NOISE 2
#define CROSS 3
#define PULL 4
#define TRANSITION 5
#define PRECISION 6
#define BACK 7
// the transpose of a segment's Jacobian, and before that of CROSS
#define TURNED 8
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

// Columns that an item has in its registers, or numbers of a state: p of OWN is number e of n. Those that
// are not there are 0, since a compiler holds registers for what may have a value from before.
#define OWN ((2 * D + ITEMS - 1) / ITEMS)
#define EACH_OWN(p, e, n) \
  UNROLL for (int p = 0, e = ITEM; p < OWN; p++, e += ITEMS) if (e < (n))
#define EACH_ITEM(p, e) UNROLL for (int p = 0, e = ITEM; p < OWN; p++, e += ITEMS)
#if D <= 100
#define UNROLL_COLUMN UNROLL
#else
#define UNROLL_COLUMN
#endif

// Numbers of a column that are eliminated at once, or not at all where there are no more of them.
#define PART 4
// What a step of an elimination shows to all: factors of the rows to come [2 turns][2 systems][D - 1], and
// behind them the next diagonal number before the step; or one of a factorization: mirrors [2 turns][2 sums]
// [D + 2], and their norms behind them. The turns are those of even and odd steps, so that one can be set
// while the other is still read.
#define FACTORS_PITCH ((D + 1) / 2 * 2)
#define MIRRORS_PITCH ((D + 3) / 2 * 2)
#define SHOWN (4 * D + 12)

// Registers have no room for a long mirror beside a column: it is read again for each use.
#if D <= 32
#define MIRROR SHARED const number*
#else
#define MIRROR SHARED const volatile number*
#endif

// Rows and columns of a product that an item takes at once, and how many such tiles a product has. A
// number that is loaded serves a whole row or column of a tile.
#define ROWS (D < 16 ? 1 : D < 32 ? 2 : 4)
#define COLUMNS (D < 32 ? 1 : 4)
#define WIDTH ((D + COLUMNS - 1) / COLUMNS)
#define TILES ((D + ROWS - 1) / ROWS * WIDTH)
#define EACH_OF_TILE(q) UNROLL for (int q = 0; q < ROWS * COLUMNS; q++)
#if D <= 16
#define UNROLL_PRODUCT UNROLL
#else
#define UNROLL_PRODUCT UNROLL_SOME
#endif

// What a product with root * I gives: a sum that began with 0 is not -0.
FN number times(number root, number a) { return root * a + N(0.0); }

// Row r and column c of tile e, at most the last.
FN int row_of(int e, int r) {
  int i = e / WIDTH * ROWS + r;
  return i < D ? i : D - 1;
}
FN int column_of(int e, int c) {
  int j = e % WIDTH + c * WIDTH;
  return j < D ? j : D - 1;
}
// Where number q of tile e lies in a matrix.
FN int place_of(int e, int q) { return row_of(e, q / COLUMNS) * D + column_of(e, q % COLUMNS); }

// Adds to the sums of tile e the products of rows, whose rows lie `down` apart and their numbers `across`,
// with columns.
FN void add_products(
    number* sums, int e, PLACE const number* rows, int down, int across, PLACE const number* columns) {
  UNROLL_PRODUCT for (int m = 0; m < D; m++) {
    number factors[COLUMNS];
    UNROLL for (int c = 0; c < COLUMNS; c++) factors[c] = columns[m * D + column_of(e, c)];
    UNROLL for (int r = 0; r < ROWS; r++) {
      number factor = rows[row_of(e, r) * down + m * across];
      UNROLL for (int c = 0; c < COLUMNS; c++) {
        sums[r * COLUMNS + c] = FMA(factor, factors[c], sums[r * COLUMNS + c]);
      }
    }
  }
}

// Writes a tile of a product.
FN void multiply(
    PLACE number* to, int e, PLACE const number* rows, int down, int across, PLACE const number* columns) {
  number sums[ROWS * COLUMNS];
  EACH_OF_TILE(q) sums[q] = N(0.0);
  add_products(sums, e, rows, down, across, columns);
  EACH_OF_TILE(q) to[place_of(e, q)] = sums[q];
}

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

// Writes the first `systems` systems of equations, and to BACK the transition that is seen. The numbers of
// NOISE and TRANSITION are those that the item has written itself.
FN void prepare(PLACE number* work, number seen, number root, int systems) {
  EACH(e, SQUARE) {
    number cross = times(seen, MATRIX(NOISE)[e]);
    MATRIX(CROSS)[e] = cross;
    MATRIX(TURNED)[e % D * D + e / D] = cross;
    if (systems > 1) {
      MATRIX(PULL)[e] = e / D == e % D ? root : N(0.0);
      MATRIX(BACK)[e] = times(seen, MATRIX(TRANSITION)[e]);
    }
  }
  WORK_BARRIER;
  EACH(e, systems * TILES) {
    int tile = e % TILES;
    number sums[ROWS * COLUMNS];
    EACH_OF_TILE(q) sums[q] = place_of(tile, q) % (D + 1) == 0 ? N(1.0) : N(0.0);
    PLACE const number* columns = MATRIX(e < TILES ? TURNED : CROSS);
    add_products(sums, tile, MATRIX(e < TILES ? CROSS : TURNED), D, 1, columns);
    EACH_OF_TILE(q) MATRIX(e < TILES ? SUM : TURNED_SUM)[place_of(tile, q)] = sums[q];
  }
  WORK_BARRIER;
}

// The matrix that column e of the systems belongs to, and which system that is.
FN int matrix_of(int e, int systems) { return e < D ? SUM : e / D + 2 - systems; }
FN int system_of(int which) { return which == TURNED_SUM || which == PULL ? 1 : 0; }

// Eliminates the rows after row i by the head of a column, its first number over its pivot, and their factors.
#define ELIMINATE(column, i, factors, head) \
  UNROLL_COLUMN for (int begin = 0; begin < D - 1; begin += PART) { \
    if (i + begin < D - 1) { \
      UNROLL for (int s = begin; s < (begin + PART < D - 1 ? begin + PART : D - 1); s++) { \
        column[s] = FMA(-(factors)[s], head, column[s + 1]); \
      } \
    } \
  }

// Factors the sums and replaces the right-hand sides B by L^-1 B. L^T is left in the sums. Each item finds the
// next diagonal number itself: that saves a second barrier.
FN void eliminate(PLACE number* work, SHARED number* shown, int systems) {
  number column[OWN][D];
  number head[OWN];
  number square[OWN];
  int width = (systems > 1 ? 5 : 3) * D;
  EACH_ITEM(p, e) {
    int which = matrix_of(e, systems);
    PLACE const number* from = MATRIX(which) + e % D;
    UNROLL_COLUMN for (int s = 0; s < D; s++) column[p][s] = e < width ? from[s * D] : N(0.0);
    head[p] = N(0.0);
    square[p] = e < width ? MATRIX(system_of(which) == 0 ? SUM : TURNED_SUM)[0] : N(0.0);
  }
  // all have their columns and the first diagonal number before one of them is overwritten
  WORK_BARRIER;
  for (int i = 0; i < D; i++) {
    SHARED number* factors = shown + i % 2 * 2 * FACTORS_PITCH;
    EACH_OWN(p, e, width) {
      int which = matrix_of(e, systems);
      int j = e % D;
      bool sums = e < systems * D;
      // keeps NaN
      number pivot = ROOT(square[p] <= N(1.0) ? N(1.0) : square[p]);
      head[p] = sums && j == i ? pivot : column[p][0] / pivot;
      if (!sums || j >= i) MATRIX(which)[i * D + j] = head[p];
      if (sums && j > i) factors[e / D * FACTORS_PITCH + j - i - 1] = head[p];
      if (sums && j == i + 1) factors[e / D * FACTORS_PITCH + D - 1] = column[p][1 % D];
    }
    BARRIER;
    EACH_OWN(p, e, width) {
      SHARED const number* mine = factors + system_of(matrix_of(e, systems)) * FACTORS_PITCH;
      square[p] = FMA(-mine[0], mine[0], mine[D - 1]);
      ELIMINATE(column[p], i, mine, head[p])
    }
  }
#if 5 * D > OWN * ITEMS
  // columns that no item had room for follow
  WORK_BARRIER;
  for (int e = OWN * ITEMS + ITEM; e < width; e += ITEMS) {
    int which = matrix_of(e, systems);
    PLACE number* right = MATRIX(which) + e % D;
    PLACE const number* factor = MATRIX(system_of(which) == 0 ? SUM : TURNED_SUM);
    UNROLL_COLUMN for (int s = 0; s < D; s++) column[0][s] = right[s * D];
    for (int i = 0; i < D; i++) {
      head[0] = column[0][0] / factor[i * D + i];
      right[i * D] = head[0];
      ELIMINATE(column[0], i, factor + i * D + i + 1, head[0])
    }
  }
#endif
}

// Shows a column that others are to be reflected by, and its norm; the rest of it, from number `from` on, is
// not in registers.
FN void show(const number* column, SHARED number* mirror, PLACE const number* rest, int from, int last) {
  number squares = N(0.0);
  UNROLL_COLUMN for (int s = 0; s <= D; s++) {
    mirror[s] = column[s];
    squares = FMA(column[s], column[s], squares);
  }
  for (int j = from; j < last; j++) squares = FMA(rest[j * D], rest[j * D], squares);
  mirror[D + 1] = ROOT(squares);
}

// Writes the factors L^T of X X^T + Y Y^T, zeros below their diagonals: to NOISE for the rows of X^T in CROSS
// and Y = I, and where `sums` is 2 also to PRECISION for the rows of X^T in BACK and of Y^T in PRECISION
// itself. `lower`: whether that Y is lower, as I is.
//
// Columns of a lower Y are still zero, up to row k, beyond the column k: an item has D + 1 numbers of
// its own, those of X^T from row k on and those of Y^T up to row k. The others lie where they are.
FN void factor_sums(PLACE number* work, SHARED number* shown, int sums, bool lower) {
  number column[OWN][D + 1];
  EACH_ITEM(p, e) {
    int i = e % D;
    PLACE const number* from = MATRIX(e < D ? CROSS : BACK) + i;
    UNROLL_COLUMN for (int s = 0; s < D; s++) column[p][s] = e < sums * D ? from[s * D] : N(0.0);
    column[p][D] = e < D ? (i == 0 ? N(1.0) : N(0.0)) : e < sums * D ? MATRIX(PRECISION)[i] : N(0.0);
    if (i == 0 && e < sums * D) {
      int last = e < D || lower ? 1 : D;
      show(column[p], shown + e / D * MIRRORS_PITCH, MATRIX(PRECISION), 1, last);
    }
  }
  WORK_BARRIER;
  for (int k = 0; k < D; k++) {
    EACH_OWN(p, e, sums * D) {
      int i = e % D;
      MIRROR mirror = shown + (k % 2 * 2 + e / D) * MIRRORS_PITCH;
      SHARED number* next_mirror = shown + ((k + 1) % 2 * 2 + e / D) * MIRRORS_PITCH;
      PLACE number* rest = MATRIX(PRECISION);
      PLACE number* to = MATRIX(e < D ? NOISE : PRECISION) + k * D + i;
      int last = e < D || lower ? k + 1 : D;
      PLACE const number* joining = rest + (k + 1 < D ? k + 1 : k) * D + i;
      number joins = e >= D ? *joining : i == k + 1 ? N(1.0) : N(0.0);
      if (i < k) *to = N(0.0);
      if (i >= k) {
        number norm = mirror[D + 1];
        number head = mirror[0];
        number end = head > N(0.0) ? -norm : norm;
        // there may be nothing to reflect
        bool reflects = norm != N(0.0);
        number sum = FMA(head - end, column[p][0], N(0.0));
        UNROLL_COLUMN for (int s = 1; s <= D; s++) sum = FMA(mirror[s], column[p][s], sum);
        // beside the sum, which does not wait for it
        number scale = N(1.0) / (norm * (norm + ABS(head)));
        for (int j = k + 1; j < last; j++) sum = FMA(rest[j * D + k], rest[j * D + i], sum);
        number along = sum * scale;
        if (i == k) {
          *to = reflects ? end : head;
        } else if (reflects) {
          *to = FMA(-(head - end), along, column[p][0]);
          UNROLL_COLUMN for (int s = 1; s <= D; s++) {
            column[p][s - 1] = FMA(-mirror[s], along, column[p][s]);
          }
          for (int j = k + 1; j < last; j++) {
            rest[j * D + i] = FMA(-rest[j * D + k], along, rest[j * D + i]);
            joins = *joining;
          }
        } else {
          *to = column[p][0];
          UNROLL_COLUMN for (int s = 1; s <= D; s++) column[p][s - 1] = column[p][s];
        }
        column[p][D] = joins;
        if (i == k + 1) show(column[p], next_mirror, rest + i, k + 2, last > k + 1 ? D : 0);
      }
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
