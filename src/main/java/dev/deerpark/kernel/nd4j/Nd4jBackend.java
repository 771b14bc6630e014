// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.linear.Dense;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Makes sure that ND4J is there and computes, before a run relies on it. */
final class Nd4jBackend {
  private static final double DIFFERENCE = 1e-9;

  private Nd4jBackend() {}

  /**
   * Multiplies a random matrix by the same vector in every column, on one native thread: a task has
   * one core.
   *
   * @param size order of the matrix
   * @throws IllegalStateException where ND4J is missing or cannot compute, or treats columns
   *     differently; the message says what to do
   */
  static void require(int size) {
    double[] matrix = new Random(size).doubles((long) size * size, -1, 1).toArray();
    double[] vector = new Random(-size).doubles(size, -1, 1).toArray();
    double[] numbers = new double[size * Batch.WIDTH];
    try {
      Nd4j.getEnvironment().setMaxThreads(1);
      Nd4j.getEnvironment().setMaxMasterThreads(1);
      INDArray product = Batch.zeros(size);
      Nd4j.gemm(
          Batch.matrix(matrix, 0, size, size),
          Batch.everywhere(vector, 0, size),
          product,
          false,
          false,
          1,
          0);
      Batch.read(product, numbers);
    } catch (NoClassDefFoundError | ExceptionInInitializerError missing) {
      throw refused("it is not on the class path, or has no backend for this machine", missing);
    } catch (Exception | UnsatisfiedLinkError failure) {
      throw refused("its first operation failed: " + failure.getMessage(), failure);
    }
    requireProduct(size, matrix, vector, numbers);
  }

  private static void requireProduct(int size, double[] matrix, double[] vector, double[] numbers) {
    double[] expected = Dense.multiply(size, matrix, vector);
    for (int at = 0; at < numbers.length; at++) {
      int row = at % size;
      if (!(Math.abs(numbers[at] - expected[row]) < DIFFERENCE * size)) {
        throw refused("its product of two matrices is wrong", null);
      }
      if (numbers[at] != numbers[row]) {
        throw refused(
            "its matrix products treat the columns differently for " + size + " units", null);
      }
    }
  }

  private static IllegalStateException refused(String why, Throwable cause) {
    return new IllegalStateException(
        "The nd4j kernel needs ND4J on each executor, but "
            + why
            + ". Add org.nd4j:nd4j-native-platform:"
            + Nd4jKernels.VERSION
            + " by --packages, or org.nd4j:nd4j-cuda-11.6-platform:"
            + Nd4jKernels.VERSION
            + " where GPUs have a compute capability from 3.7 to 8.6; or leave --kernel out.",
        cause);
  }
}
