// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.TestSpec;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Method;
import dev.deerpark.spark.scan.ScanPlan;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** The oracle and the cluster's engine for one small problem, in float. */
final class TestEngines {
  static final long SEED = 5;
  static final SweepRule RULE = SweepRule.of(Precision.FLOAT, 1e-6);
  static final TestSpec MODEL = new TestSpec(6, 2, 1.2, SEED);

  private final JavaSparkContext context;

  TestEngines(JavaSparkContext context) {
    this.context = context;
  }

  static Layout layout(Method method, int partitions) {
    return method == Method.SEQUENTIAL
        ? new Layout(0, 500, 10, 1, partitions, 3)
        : new Layout(0, 500, 2, 5, partitions, 3);
  }

  /** The blocks of a layout in its partitions, cached; the caller unpersists them. */
  JavaRDD<InputBlock> inputs(Layout layout) {
    return context
        .parallelize(TestSequences.normal(layout, 2, Precision.FLOAT, SEED), layout.partitions())
        .cache();
  }

  static LocalEngine oracle(Layout layout, SweepRule rule, KernelFactory kernels) {
    return new LocalEngine(
        layout,
        rule,
        kernels,
        TestSequences.normal(layout, 2, Precision.FLOAT, SEED),
        new double[MODEL.size()]);
  }

  SparkEngine cluster(
      Layout layout,
      SweepRule rule,
      ScanPlan plan,
      KernelFactory kernels,
      JavaRDD<InputBlock> inputs) {
    return new SparkEngine(context, layout, rule, plan, kernels, inputs, new double[MODEL.size()]);
  }
}
