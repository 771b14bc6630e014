// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.scan.Action;
import dev.deerpark.scan.Intervals;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.Tuple2;

/** The scan on real Spark, with the interval monoid, which forgives nothing. */
@ExtendWith(SharedSession.class)
class TreePrefixScanIT {
  private static final long SEED = 13;

  /** A state is the end of what was scanned so far; anything but the next interval spoils it. */
  private static final Action<Intervals, Long> FORWARD =
      (interval, end) -> interval.from() == end ? interval.to() : -1000L;

  private static final Action<Intervals, Long> BACKWARD =
      (interval, begin) -> interval.to() == begin ? interval.from() : -1000L;

  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    spark = TestSession.local();
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** Where elements are cut into partitions; equal neighbours make an empty one. */
  private static final class Cuts extends Partitioner {
    private final int[] cuts;

    Cuts(int[] cuts) {
      this.cuts = cuts;
    }

    @Override
    public int numPartitions() {
      return cuts.length - 1;
    }

    @Override
    public int getPartition(Object element) {
      int partition = 0;
      while (cuts[partition + 1] <= (Long) element) {
        partition++;
      }
      return partition;
    }
  }

  private static JavaRDD<Intervals> intervals(int[] cuts, long seed) {
    List<Tuple2<Long, Intervals>> leaves = new ArrayList<>();
    LongStream.range(0, cuts[cuts.length - 1])
        .forEach(i -> leaves.add(new Tuple2<>(i, Intervals.leaf(i))));
    return context
        .parallelizePairs(leaves, 2)
        .partitionBy(new Cuts(cuts))
        .values()
        .mapPartitionsWithIndex(
            (partition, part) -> {
              List<Intervals> sorted = new ArrayList<>();
              part.forEachRemaining(sorted::add);
              sorted.sort(java.util.Comparator.comparing(Intervals::from));
              // late and early tasks, differently in every attempt and pass
              Thread.sleep(new Random(seed ^ partition).nextInt(8));
              return sorted.iterator();
            },
            true);
  }

  private static void everyPrefixIsRight(int[] cuts, int fanIn, boolean tree, long seed) {
    int leaves = cuts[cuts.length - 1];
    String run = leaves + " leaves, cuts " + java.util.Arrays.toString(cuts) + ", fan-in " + fanIn;
    JavaRDD<Intervals> elements = intervals(cuts, seed);
    ScanPlan plan = tree ? ScanPlan.tree(cuts.length - 1, "test") : ScanPlan.flat("test");
    TreePrefixScan<Intervals, Long> forward =
        TreePrefixScan.over(elements, Intervals::combine, FORWARD, fanIn).with(plan);
    try (ScanPass<Intervals, Long> pass = forward.up(elements)) {
      assertThat(pass.down(elements, 0L).collect())
          .as("forward, " + run)
          .isEqualTo(LongStream.range(0, leaves).boxed().toList());
    }
    TreePrefixScan<Intervals, Long> backward =
        TreePrefixScan.over(
                elements, (later, earlier) -> Intervals.combine(earlier, later), BACKWARD, fanIn)
            .with(plan)
            .backward();
    try (ScanPass<Intervals, Long> pass = backward.up(elements)) {
      if (leaves > 0) {
        assertThat(pass.whole()).as(run).isEqualTo(new Intervals(0, leaves));
      }
      assertThat(pass.down(elements, (long) leaves).collect())
          .as("backward, " + run)
          .isEqualTo(LongStream.rangeClosed(1, leaves).boxed().toList());
    }
  }

  @Test
  void everyPrefixIsRightForwardsAndBackwardsOnBothPlans() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < Integer.getInteger("deerpark.scan.trials", 40); trial++) {
      int leaves = random.nextInt(301);
      int[] cuts = random.ints(1 + random.nextInt(20) + 1, 0, leaves + 1).sorted().toArray();
      cuts[0] = 0;
      cuts[cuts.length - 1] = leaves;
      everyPrefixIsRight(cuts, 2 + random.nextInt(8), trial % 2 == 0, SEED + trial);
    }
  }

  @Test
  void emptyPartitionsInFrontInTheMiddleAndAtTheEndAreNoMatter() {
    for (boolean tree : new boolean[] {false, true}) {
      everyPrefixIsRight(new int[] {0, 0, 0, 5, 9}, 2, tree, SEED);
      everyPrefixIsRight(new int[] {0, 3, 3, 3, 3, 9}, 3, tree, SEED);
      everyPrefixIsRight(new int[] {0, 4, 9, 9, 9}, 2, tree, SEED);
      everyPrefixIsRight(new int[] {0, 0, 0}, 2, tree, SEED);
      everyPrefixIsRight(new int[] {0, 1}, 2, tree, SEED);
    }
  }

  @Test
  void severalLevelsAreClimbedAndDescended() {
    int[] cuts = java.util.stream.IntStream.rangeClosed(0, 80).map(i -> i * 3 / 2).toArray();
    JavaRDD<Intervals> elements = intervals(cuts, SEED);
    TreePrefixScan<Intervals, Long> scan =
        TreePrefixScan.over(elements, Intervals::combine, FORWARD, 4)
            .with(new ScanPlan(2, "pairs: 80, 40, 20, 10"));
    try (ScanPass<Intervals, Long> pass = scan.up(elements)) {
      assertThat(pass.down(elements, 0L).collect())
          .isEqualTo(LongStream.range(0, 120).boxed().toList());
      assertThat(context.getPersistentRDDs()).hasSize(3);
    }
    assertThat(context.getPersistentRDDs()).isEmpty();
  }

  @Test
  void theExampleOfTheDocumentationIsTrue() {
    JavaRDD<Integer> lengths =
        context.parallelize(List.of("a", "bbb", "cc"), 2).map(String::length);
    TreePrefixScan<Integer, Integer> scan =
        TreePrefixScan.over(lengths, Integer::sum, (length, sum) -> sum + length, 8);
    JavaRDD<Integer> before = scan.up(lengths).down(lengths, 0);
    assertThat(before.collect()).containsExactly(0, 1, 4);
  }

  @Test
  void sumsHaveTheSameBitsForAnyPartitionsAndPlan() {
    List<Double> numbers = new Random(SEED).doubles(1000, -1, 1).boxed().toList();
    List<Double> reference = null;
    for (int partitions : new int[] {1, 2, 7, 64}) {
      JavaRDD<Double> elements = context.parallelize(numbers, partitions);
      for (ScanPlan plan : List.of(ScanPlan.flat("test"), ScanPlan.tree(partitions, "test"))) {
        TreePrefixScan<Double, Double> scan =
            TreePrefixScan.over(elements, Double::sum, Double::sum, 5);
        try (ScanPass<Double, Double> pass = scan.with(plan).up(elements)) {
          List<Double> prefixes = pass.down(elements, 0.0).collect();
          reference = reference == null ? prefixes : reference;
          assertThat(prefixes).as("%d partitions, %s", partitions, plan).isEqualTo(reference);
        }
      }
    }
  }

  @Test
  void anRddOfAnotherShapeIsRefused() {
    JavaRDD<Integer> three = context.parallelize(Collections.nCopies(9, 1), 3);
    TreePrefixScan<Integer, Integer> scan =
        TreePrefixScan.over(three, Integer::sum, Integer::sum, 2);
    assertThatThrownBy(() -> scan.up(three.coalesce(2)))
        .hasMessageContaining("2 partitions for a scan over 3");
  }
}
