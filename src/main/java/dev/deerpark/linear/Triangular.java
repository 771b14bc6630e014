package dev.deerpark.linear;

/**
 * Lower triangular factors of symmetric positive matrices, and solving with them. Nothing here ever
 * inverts a matrix. Matrices are row-major; above its diagonal a factor holds zeros.
 */
public final class Triangular {
  private Triangular() {}

  /**
   * The Cholesky factor {@code L} of {@code I + S S^T = L L^T}. It exists for every finite {@code
   * S}: no eigenvalue is below 1.
   *
   * @param s {@code [n][n]}, not modified
   * @return {@code [n][n]}; not finite where the product overflows
   */
  public static double[] ofIdentityPlus(int n, double[] s) {
    double[] factor = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? 1 : 0;
        for (int k = 0; k < n; k++) {
          sum = Math.fma(s[i * n + k], s[j * n + k], sum);
        }
        for (int k = 0; k < j; k++) {
          sum = Math.fma(-factor[i * n + k], factor[j * n + k], sum);
        }
        // rounding of a large S S^T must not take away what the identity guarantees
        factor[i * n + j] = i == j ? Math.sqrt(Math.max(sum, 1)) : sum / factor[j * n + j];
      }
    }
    return factor;
  }

  /**
   * The lower triangular {@code R} with {@code R R^T = X X^T + Y Y^T}, by reflections of the rows
   * of {@code [X Y]}: a sum of covariances, never formed.
   *
   * @param x {@code [n][n]}, not modified
   * @param y {@code [n][n]}, not modified
   */
  public static double[] ofSum(int n, double[] x, double[] y) {
    int width = 2 * n;
    double[] rows = new double[n * width];
    for (int i = 0; i < n; i++) {
      System.arraycopy(x, i * n, rows, i * width, n);
      System.arraycopy(y, i * n, rows, i * width + n, n);
    }
    double[] factor = new double[n * n];
    for (int k = 0; k < n; k++) {
      reflect(rows, k, n, width);
      for (int i = k; i < n; i++) {
        factor[i * n + k] = rows[i * width + k];
      }
    }
    return factor;
  }

  /** The Householder reflection that leaves of row k nothing right of the diagonal. */
  private static void reflect(double[] rows, int k, int n, int width) {
    int pivot = k * width + k;
    int length = width - k;
    double norm = Math.sqrt(dot(rows, pivot, pivot, length));
    if (norm == 0) {
      return;
    }
    double[] mirror = new double[length];
    System.arraycopy(rows, pivot, mirror, 0, length);
    double end = mirror[0] > 0 ? -norm : norm;
    mirror[0] -= end;
    double scale = 1 / (norm * (norm + Math.abs(rows[pivot])));
    for (int i = k + 1; i < n; i++) {
      int at = i * width + k;
      double along = 0;
      for (int j = 0; j < length; j++) {
        along = Math.fma(rows[at + j], mirror[j], along);
      }
      along *= scale;
      for (int j = 0; j < length; j++) {
        rows[at + j] = Math.fma(-along, mirror[j], rows[at + j]);
      }
    }
    rows[pivot] = end;
  }

  private static double dot(double[] array, int a, int b, int length) {
    double sum = 0;
    for (int j = 0; j < length; j++) {
      sum = Math.fma(array[a + j], array[b + j], sum);
    }
    return sum;
  }

  /**
   * Solves {@code L^T X = B}.
   *
   * @param factor {@code [n][n]}: L
   * @param columns of B
   * @param right {@code [n][columns]}: B, overwritten with X
   */
  public static void solveTransposed(int n, double[] factor, int columns, double[] right) {
    for (int i = n - 1; i >= 0; i--) {
      int row = i * columns;
      for (int k = i + 1; k < n; k++) {
        double entry = factor[k * n + i];
        for (int j = 0, from = k * columns; j < columns; j++) {
          right[row + j] = Math.fma(-entry, right[from + j], right[row + j]);
        }
      }
      double pivot = factor[i * n + i];
      for (int j = 0; j < columns; j++) {
        right[row + j] /= pivot;
      }
    }
  }

  /**
   * Solves {@code L X = B}.
   *
   * @param factor {@code [n][n]}: L
   * @param columns of B
   * @param right {@code [n][columns]}: B, overwritten with X
   */
  public static void solve(int n, double[] factor, int columns, double[] right) {
    for (int i = 0; i < n; i++) {
      int row = i * columns;
      for (int k = 0; k < i; k++) {
        double entry = factor[i * n + k];
        for (int j = 0, from = k * columns; j < columns; j++) {
          right[row + j] = Math.fma(-entry, right[from + j], right[row + j]);
        }
      }
      double pivot = factor[i * n + i];
      for (int j = 0; j < columns; j++) {
        right[row + j] /= pivot;
      }
    }
  }
}
