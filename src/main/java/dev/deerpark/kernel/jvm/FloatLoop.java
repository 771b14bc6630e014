package dev.deerpark.kernel.jvm;

/**
 * One loop over all numbers of a state in float. That there are three or more behind one call keeps
 * the compiler from putting them into one method, which would be past its limit: from there on
 * every vector is an object.
 */
interface FloatLoop {
  /**
   * @param state before the step
   * @param next after it
   */
  void run(float[] state, float[] next);
}
