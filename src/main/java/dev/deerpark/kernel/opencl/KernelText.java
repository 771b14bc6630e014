// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.recurrence.JacobianForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source of a model's walk, and the options that it is compiled by. */
final class KernelText {
  private static final String ROUNDING = "-cl-fp32-correctly-rounded-divide-sqrt";
  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"([a-z0-9_.]+)\"$");

  private KernelText() {}

  /** The frame with a model's text. */
  static String source(DeviceModel model) {
    return String.join(
        "\n",
        read("dialect.h"),
        read("activations.h"),
        read("matrix.h"),
        read("walk.h"),
        read("restarts.h"),
        read(model.text() + ".cl"),
        read("walk.cl"));
  }

  /** A text of arithmetic on maps. */
  static String ofMaps(String text) {
    return String.join("\n", read("dialect.h"), read("jacobians.h"), read(text));
  }

  /**
   * The options of a walk.
   *
   * @param restarts whether it may come to restarts
   */
  static String options(
      DeviceModel model, JacobianForm form, boolean restarts, Precision precision, Tile tile) {
    List<String> constants = new ArrayList<>(tile.constants());
    constants.addAll(model.choices());
    constants.add("D=" + model.stateSize());
    constants.add("I=" + model.inputSize());
    constants.add("RESTARTS=" + (restarts ? 1 : 0));
    constants.add("DOUBLE=" + (precision == Precision.DOUBLE ? 1 : 0));
    constants.add(
        "FORM="
            + switch (form) {
              case ZERO, IDENTITY, SECANT -> 0;
              case DIAGONAL -> 1;
              case DENSE -> 2;
            });
    String rounding = precision == Precision.FLOAT ? ROUNDING + " " : "";
    return rounding + "-D" + String.join(" -D", constants);
  }

  /**
   * The options of arithmetic on maps, in double.
   *
   * @param size D
   * @param items of a group
   * @param own constants of the text, {@code NAME=number}
   */
  static String options(
      MapPrograms.Key key, int size, int items, GroupLimits limits, String... own) {
    List<String> constants = new ArrayList<>(List.of(own));
    constants.add("D=" + size);
    constants.add("STORED=" + (key.stored() == Precision.FLOAT ? "float" : "double"));
    constants.add("SHRINKS=" + (key.shrinks() ? 1 : 0));
    constants.add("ITEMS=" + items);
    constants.add("DOUBLE=1");
    constants.add("SPILLED=0");
    constants.add("PROCESSOR=" + (limits.processor() ? 1 : 0));
    return "-D" + String.join(" -D", constants);
  }

  /** A text with those that it includes in their places: compilers find no files. */
  private static String read(String name) {
    Matcher includes = INCLUDE.matcher(resource(name));
    return includes.replaceAll(
        (MatchResult include) -> Matcher.quoteReplacement(read(include.group(1))));
  }

  private static String resource(String name) {
    try (InputStream in = KernelText.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The kernel text " + name + " is not in the jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
