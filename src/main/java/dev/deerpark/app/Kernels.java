package dev.deerpark.app;

import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Model;
import dev.deerpark.sequence.BadInputException;
import dev.deerpark.sequence.Precision;
import dev.deerpark.settings.KernelChoice;

/**
 * Chooses what walks the segments, once for all executors: two kernels round differently, so an
 * executor that cannot run the chosen one is an error there.
 *
 * @param vectors whether this Java virtual machine has the Vector API
 * @param console hears where the slow kernel stands in for the fast one
 */
record Kernels(boolean vectors, Console console) {

  /**
   * @throws BadInputException where the fast kernel is asked for and cannot run
   */
  KernelFactory choose(KernelChoice choice, Model model, Precision precision) {
    boolean known = JvmKernels.supports(model.spec());
    if (choice == KernelChoice.JVM) {
      require(known, model);
    }
    if (choice == KernelChoice.REFERENCE || !known) {
      return new ReferenceKernels(model.spec(), precision);
    }
    if (vectors) {
      return new JvmKernels(model.spec(), precision);
    }
    console.warning(
        "The reference kernel walks, many times slower than the jvm kernel: this Java virtual"
            + " machine has no Vector API. Add "
            + JvmKernels.FLAG
            + " to spark.driver.extraJavaOptions and spark.executor.extraJavaOptions.");
    return new ReferenceKernels(model.spec(), precision);
  }

  private void require(boolean known, Model model) {
    if (!known) {
      throw new BadInputException(
          "--kernel jvm: it has no model of type "
              + model.type()
              + ". Leave --kernel out, or give --kernel reference.");
    }
    if (!vectors) {
      throw new BadInputException(
          "--kernel jvm: this Java virtual machine has no Vector API. Add "
              + JvmKernels.FLAG
              + " to spark.driver.extraJavaOptions and spark.executor.extraJavaOptions, or leave"
              + " --kernel out.");
    }
  }
}
