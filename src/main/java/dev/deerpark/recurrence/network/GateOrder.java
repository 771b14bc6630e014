// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

/**
 * Reorders stacked gates. An order is a word with one letter per gate: ONNX stacks a GRU as {@code
 * zrn} and an LSTM as {@code iofg} where PyTorch has {@code rzn} and {@code ifgo}.
 */
public final class GateOrder {
  private GateOrder() {}

  /**
   * The same weights in another order, in fresh arrays.
   *
   * @param given the order of the layer's gates
   * @param wanted the same letters in the order wanted
   * @throws IllegalArgumentException if the words are not both orders of the layer's gates
   */
  public static LayerWeights rearrange(LayerWeights layer, String given, String wanted) {
    layer.requireGates(given.length(), "the order " + given + " for a layer");
    return new LayerWeights(
        layer.gates(),
        layer.inputSize(),
        layer.hiddenSize(),
        rearrange(layer.inputWeight(), given, wanted),
        rearrange(layer.hiddenWeight(), given, wanted),
        rearrange(layer.inputBias(), given, wanted),
        rearrange(layer.hiddenBias(), given, wanted));
  }

  /**
   * The same numbers in another order, in a fresh array.
   *
   * @param stacked a block of the same length for each gate
   * @param given the order of the blocks
   * @param wanted the same letters in the order wanted
   * @throws IllegalArgumentException if the words are not both orders of the blocks
   */
  public static double[] rearrange(double[] stacked, String given, String wanted) {
    if (given.length() != wanted.length()
        || given.chars().distinct().count() != given.length()
        || wanted.chars().anyMatch(gate -> given.indexOf(gate) < 0)
        || wanted.chars().distinct().count() != wanted.length()
        || stacked.length % given.length() != 0) {
      throw new IllegalArgumentException(
          stacked.length + " numbers from the order " + given + " to the order " + wanted);
    }
    int block = stacked.length / given.length();
    double[] rearranged = new double[stacked.length];
    for (int gate = 0; gate < wanted.length(); gate++) {
      int from = given.indexOf(wanted.charAt(gate));
      System.arraycopy(stacked, from * block, rearranged, gate * block, block);
    }
    return rearranged;
  }
}
