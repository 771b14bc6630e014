package dev.deerpark.linear;

/**
 * Products of square row-major matrices and vectors. Outputs are overwritten and may not be one of
 * the inputs.
 */
public final class Dense {
  private Dense() {}

  /**
   * {@code product = left * right}.
   *
   * @param n order of the matrices
   * @param left {@code [n][n]}, not modified
   * @param right {@code [n][n]}, not modified
   * @param product {@code [n][n]}, overwritten
   */
  public static void multiply(int n, double[] left, double[] right, double[] product) {
    for (int i = 0; i < n; i++) {
      int row = i * n;
      java.util.Arrays.fill(product, row, row + n, 0.0);
      for (int k = 0; k < n; k++) {
        double factor = left[row + k];
        int from = k * n;
        for (int j = 0; j < n; j++) {
          product[row + j] = Math.fma(factor, right[from + j], product[row + j]);
        }
      }
    }
  }

  /**
   * {@code product = matrix * vector}, for a matrix that starts at {@code offset} in a longer
   * array.
   *
   * @param n order of the matrix
   * @param matrix holds {@code [n][n]} from {@code offset}, not modified
   * @param vector {@code [n]}, not modified
   * @param product {@code [n]}, overwritten
   */
  public static void multiplyVector(
      int n, double[] matrix, int offset, double[] vector, double[] product) {
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0, at = offset + i * n; j < n; j++) {
        sum = Math.fma(matrix[at + j], vector[j], sum);
      }
      product[i] = sum;
    }
  }

  /** Whether every entry is neither infinite nor NaN. */
  public static boolean isFinite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
