// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

/**
 * Affine maps {@code x -> image + diagonal (x - anchor)} of rows of D numbers, in flat arrays.
 * Where {@code x} is the anchor, it is sent to the image as it is, with the sign of its zeros.
 *
 * @param size D
 * @param anchors {@code [S][D]}, shared
 * @param images {@code [S][D]}, shared
 * @param diagonals {@code [S][D]}, shared
 */
public record DiagonalMaps(int size, double[] anchors, double[] images, double[] diagonals) {

  /** {@code diagonal (x - anchor)} for the number {@code at} of these arrays. */
  public double correction(int at, double x) {
    return (x - anchors[at]) * diagonals[at];
  }

  /** What becomes of a number. */
  public double image(int at, double correction) {
    // image + correction, where -0 + 0 stays -0
    return images[at] - (0 - correction);
  }

  /** {@code |anchor - x| / (1 + |x|)}. */
  public double scaledDistance(int at, double x) {
    return Math.abs(anchors[at] - x) / (1 + Math.abs(x));
  }
}
