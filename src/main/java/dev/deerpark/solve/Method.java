package dev.deerpark.solve;

import dev.deerpark.recurrence.JacobianForm;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The methods by the names that the papers and the command line give them. */
public enum Method {
  SEQUENTIAL("sequential", FormPolicy.always(JacobianForm.ZERO), false),
  JACOBI("jacobi", FormPolicy.always(JacobianForm.ZERO), false),
  PICARD("picard", FormPolicy.always(JacobianForm.IDENTITY), false),
  QUASI_DEER("quasi-deer", FormPolicy.always(JacobianForm.DIAGONAL), false),
  DEER("deer", FormPolicy.always(JacobianForm.DENSE), false),
  SHOOTING("shooting", FormPolicy.asNeeded(), true);

  private final String label;
  private final FormPolicy forms;
  private final boolean longSegments;

  Method(String label, FormPolicy forms, boolean longSegments) {
    this.label = label;
    this.forms = forms;
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

  /**
   * Whether its segments are long unless said otherwise; the papers' methods have segments of one
   * step.
   */
  public boolean longSegments() {
    return longSegments;
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
