// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// Systems of equations with sums of squares, and factors of such sums, kept by the rows of their transposes.
//
// Most of it is chains of operations that wait for each other: what counts is how long one takes. Where
// rows are eliminated or reflected, an item has a column in its registers, the next row always first, and
// what a step shows to all goes through shared memory.
#include "products.h"

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
