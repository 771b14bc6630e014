// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.model.Safetensors.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The tensors of a weights file, taken one by one by who knows what must be there. */
final class Tensors {
  private final String file;
  private final Map<String, Tensor> tensors;
  private final SortedSet<String> unused;

  Tensors(String file, Map<String, Tensor> tensors) {
    this.file = file;
    this.tensors = tensors;
    this.unused = new TreeSet<>(tensors.keySet());
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /**
   * The values of a tensor, row-major, in a fresh array.
   *
   * @throws BadInputException if it is missing, has another shape, or has a value that is not
   *     finite
   */
  double[] take(String name, long... shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw refused(name, "is missing; the file has " + tensors.keySet());
    }
    List<Long> expected = Arrays.stream(shape).boxed().toList();
    if (!tensor.shape().equals(expected)) {
      throw refused(name, "has the shape " + tensor.shape() + " instead of " + expected);
    }
    unused.remove(name);
    double[] values = tensor.values();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw refused(name, "has " + values[i] + " at " + position(i, shape));
      }
    }
    return values;
  }

  /**
   * @throws BadInputException if there are tensors that nobody took
   */
  void refuseUnused() {
    if (!unused.isEmpty()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s has %d tensors that its sidecar does not explain: %s. Leave them out, or name them"
                  + " in the sidecar where they are a readout.",
              file,
              unused.size(),
              unused));
    }
  }

  private BadInputException refused(String name, String sentence) {
    return new BadInputException(file + ": the tensor '" + name + "' " + sentence + ".");
  }

  private static String position(int index, long[] shape) {
    long[] position = new long[shape.length];
    long rest = index;
    for (int i = shape.length - 1; i >= 0; i--) {
      position[i] = rest % shape[i];
      rest /= shape[i];
    }
    return Arrays.toString(position);
  }
}
