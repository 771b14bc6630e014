// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.recurrence.JacobianForm;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The methods, under their names in the papers and on the command line. */
public enum Method {
  SEQUENTIAL("sequential", FormPolicy.always(JacobianForm.ZERO), false, false),
  JACOBI("jacobi", FormPolicy.always(JacobianForm.ZERO), false, false),
  PICARD("picard", FormPolicy.always(JacobianForm.IDENTITY), false, false),
  QUASI_DEER("quasi-deer", FormPolicy.always(JacobianForm.DIAGONAL), false, false),
  DEER("deer", FormPolicy.always(JacobianForm.DENSE), false, false),
  QUASI_ELK("quasi-elk", FormPolicy.always(JacobianForm.DIAGONAL), true, false),
  ELK("elk", FormPolicy.always(JacobianForm.DENSE), true, false),
  SHOOTING("shooting", FormPolicy.bySize(), false, true);

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

  /** The choice of Jacobians for each sweep. */
  public FormPolicy forms() {
    return forms;
  }

  /** Whether it has Jacobians, on which damping acts. */
  public boolean hasJacobians() {
    return forms.largest().longEntries(1) > 0;
  }

  /** Whether it is damped by a Kalman filter by default. */
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

  /** Whether its segments are long by default; the papers' methods have segments of one step. */
  public boolean longSegments() {
    return longSegments;
  }

  /** Whether its segment length is chosen where none is given; otherwise it is one step. */
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
