// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.recurrence.JacobianForm;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The methods by the names that the papers and the command line give them. */
public enum Method {
  SEQUENTIAL("sequential", FormPolicy.always(JacobianForm.ZERO), false, false),
  JACOBI("jacobi", FormPolicy.always(JacobianForm.ZERO), false, false),
  PICARD("picard", FormPolicy.always(JacobianForm.IDENTITY), false, false),
  QUASI_DEER("quasi-deer", FormPolicy.always(JacobianForm.DIAGONAL), false, false),
  DEER("deer", FormPolicy.always(JacobianForm.DENSE), false, false),
  QUASI_ELK("quasi-elk", FormPolicy.always(JacobianForm.DIAGONAL), true, false),
  ELK("elk", FormPolicy.always(JacobianForm.DENSE), true, false),
  SHOOTING("shooting", FormPolicy.asNeeded(), false, true);

  private final String label;
  private final FormPolicy forms;
  private final boolean filters;
  private final boolean longSegments;

  Method(String label, FormPolicy forms, boolean filters, boolean longSegments) {
    this.label = label;
    this.forms = forms;
    this.filters = filters;
    this.longSegments = longSegments;
  }

  /** The name on the command line. */
  public String label() {
    return label;
  }

  /** Which Jacobians each sweep takes. */
  public FormPolicy forms() {
    return forms;
  }

  /** Whether it has Jacobians, which damping acts on. */
  public boolean hasJacobians() {
    return forms.largest().longEntries(1) > 0;
  }

  /** Whether it is damped by a Kalman filter unless said otherwise. */
  public boolean filters() {
    return filters;
  }

  /**
   * The lambda that the published code of ELK (arXiv 2407.19115) takes for Jacobians of this
   * method's form.
   */
  public double publishedLambda() {
    return forms.largest() == JacobianForm.DIAGONAL ? 1e-2 : 1e-6;
  }

  /**
   * Whether its segments are long unless said otherwise; the papers' methods have segments of one
   * step.
   */
  public boolean longSegments() {
    return longSegments;
  }

  /** Whether the length of its segments is chosen where none is given; else it is one step. */
  public boolean choosesSegmentLength() {
    return longSegments || this == SEQUENTIAL;
  }

  /** The method of this name, if there is one. */
  public static Optional<Method> named(String label) {
    return Arrays.stream(values()).filter(method -> method.label.equals(label)).findFirst();
  }

  /** All names, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(Method::label).collect(Collectors.joining(", "));
  }
}
