// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// Products of a group's matrices, in double: tiles of a product in the registers of its items, every sum in
// the order of its terms.
//
// Set by the host: D, ITEMS, SHARES (whether matrices have room in shared memory).

#define SQUARE (D * D)

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
