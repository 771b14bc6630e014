// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.base.Precision;
import dev.deerpark.io.file.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The tensors of a weights file, taken one by one by the code that knows which ones must be there.
 */
final class Tensors {
  private final String file;
  private final Map<String, Tensor> tensors;
  private final Precision precision;
  private final SortedSet<String> unused;

  /**
   * @param file its name in messages
   * @param precision in which the values are used
   */
  Tensors(String file, Map<String, Tensor> tensors, Precision precision) {
    this.file = file;
    this.tensors = tensors;
    this.precision = precision;
    this.unused = new TreeSet<>(tensors.keySet());
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /**
   * The values of a tensor, row-major, in a fresh array.
   *
   * @throws BadInputException if it is missing, has another shape, or has a value that is not
   *     finite, in the precision in which it is used
   */
  double[] take(String name, long... shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw refused(
          name, "is missing; " + prefix(name) + "the file has " + Names.list(tensors.keySet()));
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
      if (!Double.isFinite(precision.round(values[i]))) {
        throw refused(
            name,
            "has "
                + values[i]
                + " at "
                + position(i, shape)
                + ", which is too large for float; give --precision double");
      }
    }
    return values;
  }

  /**
   * Advice for the case that exactly one tensor, of a layer or of a cell, has a name that ends with
   * the expected one.
   */
  private String prefix(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    String ofCell = last.replaceAll("_l0$", "");
    List<String> prefixes =
        tensors.keySet().stream()
            .filter(other -> other.endsWith("." + last) || other.endsWith("." + ofCell))
            .map(other -> other.substring(0, other.lastIndexOf('.') + 1))
            .toList();
    return prefixes.size() == 1
        ? "say \"prefix\": \"" + Names.cut(prefixes.get(0)) + "\" for the one of that name; "
        : "";
  }

  /**
   * @param sidecar whose field {@code dtype} is {@code float32} or {@code float64}
   * @throws BadInputException if a tensor has another type
   */
  void requireType(JsonObject sidecar) {
    String type = sidecar.text("dtype");
    if (!type.equals("float32") && !type.equals("float64")) {
      throw sidecar.refused(
          "dtype", "is '" + Names.cut(type) + "'; supported are float32, float64");
    }
    tensors.forEach(
        (name, tensor) -> {
          if (tensor.wide() != type.equals("float64")) {
            throw sidecar.refused(
                "dtype",
                String.format(
                    Locale.ROOT,
                    "is %s, but the tensor '%s' is %s",
                    type,
                    Names.cut(name),
                    tensor.wide() ? "float64" : "float32"));
          }
        });
  }

  /**
   * @throws BadInputException if there are tensors that were not taken
   */
  void refuseUnused() {
    if (!unused.isEmpty()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s has %s tensors that its sidecar does not explain: %s. %s",
              file,
              unused.size(),
              Names.list(unused),
              advice()));
    }
  }

  private String advice() {
    return unused.stream().anyMatch(name -> name.matches(".*_l([1-9]\\d*|\\d+_reverse)"))
        ? "Say by \"num_layers\" and \"bidirectional\" how many layers and directions a gru, lstm or rnn"
            + " has."
        : "Leave them out, or name them in the sidecar where they are a readout.";
  }

  private BadInputException refused(String name, String sentence) {
    return new BadInputException(file + ": the tensor '" + Names.cut(name) + "' " + sentence + ".");
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
