// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.settings.option.SolverForms;
import dev.deerpark.solve.Method;
import java.util.List;
import java.util.Optional;

/**
 * The names of the methods on the command line: the methods' own names, and {@code auto} for no
 * method.
 */
public final class MethodNames {

  private static final String AUTO = "auto";

  private MethodNames() {}

  /** The name of a method; {@code auto} for none. */
  public static String of(Optional<Method> method) {
    return method.map(Method::label).orElse(AUTO);
  }

  /**
   * The method named by an option; empty for {@code auto}.
   *
   * @throws dev.deerpark.base.BadInputException where no method has the name
   */
  static Optional<Method> method(TypedValues typed, Option option, String name) {
    Optional<Method> method = Method.named(name);
    if (method.isEmpty() && !name.equals(AUTO)) {
      throw typed.refused(option, "the known methods are " + SolverForms.methods());
    }
    return method;
  }

  /** Whether segments are as long as the method makes them, where nothing else is said. */
  public static boolean choosesSegmentLength(Optional<Method> method) {
    return method.map(Method::choosesSegmentLength).orElse(true);
  }

  /** The methods named by an option. */
  static List<Optional<Method>> methods(TypedValues typed, Option option) {
    return typed.list(option).stream().map(name -> method(typed, option, name)).toList();
  }
}
