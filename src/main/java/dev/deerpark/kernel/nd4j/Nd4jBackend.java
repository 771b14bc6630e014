// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.Activation;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Makes sure that ND4J is there and computes, before a run relies on it. */
final class Nd4jBackend {
  private static final double DIFFERENCE = 1e-9;

  private Nd4jBackend() {}

  /**
   * What ND4J's build for CUDA has machine code for; it has none that a newer GPU could translate.
   */
  private static final String CAPABILITIES =
      "3.7 to 8.6 alone (V100, T4, A100, A10, L4, but no H100)";

  /** The backend for CUDA; the other is for processors. */
  private static final String CUDA = "JCublasBackend";

  /**
   * Multiplies a random matrix by the same vector in every column and applies an activation, as the
   * products come from a library of the maker's and all else is ND4J's own; on one native thread: a
   * task has one core.
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
      ArrayActivations.apply(Activation.TANH, product);
      Batch.read(product, numbers);
    } catch (NoClassDefFoundError | ExceptionInInitializerError missing) {
      throw refused("it is not on the class path, or has no backend for this machine", missing);
    } catch (Exception | UnsatisfiedLinkError failure) {
      throw refused("its first operations failed: " + failure.getMessage() + hint(), failure);
    }
    requireProduct(size, matrix, vector, numbers);
  }

  private static void requireProduct(int size, double[] matrix, double[] vector, double[] numbers) {
    double[] expected = Dense.multiply(size, matrix, vector);
    for (int at = 0; at < numbers.length; at++) {
      int row = at % size;
      if (!(Math.abs(numbers[at] - Math.tanh(expected[row])) < DIFFERENCE * size)) {
        throw refused("its product of two matrices is wrong" + hint(), null);
      }
      if (numbers[at] != numbers[row]) {
        throw refused(
            "its matrix products treat the columns differently for " + size + " units", null);
      }
    }
  }

  private static String hint() {
    return capabilities(Nd4j.getBackend().getClass().getSimpleName());
  }

  /** What to know of a backend whose operations fail; empty for processors. */
  static String capabilities(String backend) {
    return backend.equals(CUDA)
        ? ", and its CUDA build has machine code for compute capability " + CAPABILITIES
        : "";
  }

  private static IllegalStateException refused(String why, Throwable cause) {
    return new IllegalStateException(
        "The nd4j kernel needs ND4J on each executor, but "
            + why
            + ". Add org.nd4j:nd4j-native-platform:"
            + Nd4jKernels.VERSION
            + " by --packages, or org.nd4j:nd4j-cuda-11.6-platform:"
            + Nd4jKernels.VERSION
            + " where GPUs have a compute capability of 3.7 to 8.6; or leave --kernel out.",
        cause);
  }
}
