package dev.deerpark.solve;

/** Watches a run. */
public interface SolveListener {

  /** Called before each sweep. */
  default void starting(int iteration) {}

  /** Called after each sweep. */
  default void finished(IterationRecord record) {}

  /** Watches nothing. */
  SolveListener NONE = new SolveListener() {};
}
