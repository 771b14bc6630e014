package dev.deerpark.kernel.jvm;

/** One loop over the numbers of a state in double, vector by vector: a part of a step. */
interface DoubleLoop {
  /**
   * @param state before the step
   * @param next after it
   */
  void run(double[] state, double[] next);

  /**
   * Runs the parts of a step. That three or more different ones come by this call keeps the
   * compiler from putting them into one method, which would be past its limit: from there on every
   * vector is an object.
   */
  static void run(DoubleLoop[] loops, double[] state, double[] next) {
    for (DoubleLoop loop : loops) {
      loop.run(state, next);
    }
  }
}
