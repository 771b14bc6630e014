// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.api.java.function.Function2;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.Tuple2;
import scala.Tuple3;

/** Each operation against Spark's own, over partitions of which some are empty. */
@ExtendWith(SharedSession.class)
class RddOperationsIT {
  private static JavaRDD<Integer> numbers;
  private static JavaRDD<Integer> squares;

  @BeforeAll
  static void start() {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(TestSession.local().sparkContext());
    numbers = context.parallelize(IntStream.range(0, 5).boxed().toList(), 7);
    squares = numbers.map(number -> number * number);
  }

  @Test
  void mapsElementByElement() {
    assertThat(RddOperations.map(numbers, number -> number + 0.5).collect())
        .isEqualTo(numbers.map(number -> number + 0.5).collect());
  }

  @Test
  void mapsPartitionByPartition() {
    FlatMapFunction<Iterator<Integer>, Integer> count = RddOperationsIT::count;
    assertThat(RddOperations.mapPartitions(numbers, count).collect())
        .isEqualTo(numbers.mapPartitions(count).collect());
  }

  private static Iterator<Integer> count(Iterator<Integer> elements) {
    List<Integer> all = new ArrayList<>();
    elements.forEachRemaining(all::add);
    return List.of(all.size()).iterator();
  }

  @Test
  void tellsAFunctionTheNumberOfItsPartition() {
    Function2<Integer, Iterator<Integer>, Iterator<Integer>> number =
        (partition, elements) -> List.of(partition).iterator();
    assertThat(RddOperations.mapPartitionsWithIndex(numbers, number).collect())
        .isEqualTo(numbers.mapPartitionsWithIndex(number, false).collect());
  }

  @Test
  void pairsNeighbours() {
    assertThat(RddOperations.zip(numbers, squares).collect())
        .isEqualTo(numbers.zip(squares).map(pair -> pair).collect());
  }

  @Test
  void refusesToPairPartitionsOfDifferentLengths() {
    JavaRDD<Integer> fewer = numbers.filter(number -> number != 3);
    assertThatThrownBy(() -> RddOperations.zip(numbers, fewer).collect())
        .hasMessageContaining("partitions of different lengths cannot be zipped");
  }

  @Test
  void mapsThreeSideBySide() {
    JavaRDD<Integer> cubes = numbers.map(number -> number * number * number);
    assertThat(RddOperations.mapZipped(numbers, squares, cubes, three -> three).collect())
        .isEqualTo(
            numbers
                .zip(squares)
                .zip(cubes)
                .map(all -> new Tuple3<>(all._1()._1(), all._1()._2(), all._2()))
                .collect());
    JavaRDD<Integer> fewer = cubes.filter(number -> number != 27);
    assertThatThrownBy(
            () -> RddOperations.mapZipped(numbers, squares, fewer, three -> three).collect())
        .hasMessageContaining("partitions of different lengths cannot be zipped");
  }

  @Test
  void combinesPartitions() {
    FlatMapFunction2<Iterator<Integer>, Iterator<Integer>, Integer> second =
        (first, other) -> other;
    assertThat(RddOperations.zipPartitions(numbers, squares, second).collect())
        .isEqualTo(squares.collect());
  }

  @Test
  void movesKeysToTheirPartitions() {
    JavaRDD<Tuple2<Integer, Integer>> keyed = numbers.zip(squares).map(pair -> pair);
    HashPartitioner byKey = new HashPartitioner(3);
    int[] partitions = {0, 1, 2};
    assertThat(RddOperations.partitionBy(keyed, byKey).collectPartitions(partitions))
        .isEqualTo(JavaPairRDD.fromJavaRDD(keyed).partitionBy(byKey).collectPartitions(partitions));
  }

  @Test
  void collectsInOrder() {
    assertThat(RddOperations.collect(numbers)).isEqualTo(numbers.collect());
    for (int partition = 0; partition < numbers.getNumPartitions(); partition++) {
      assertThat(RddOperations.collectPartition(numbers, partition))
          .isEqualTo(numbers.collectPartitions(new int[] {partition})[0]);
    }
  }

  @Test
  void letsAFailurePassAsItWasThrown() {
    JavaRDD<Integer> failing = RddOperations.map(numbers, RddOperationsIT::fail);
    assertThatThrownBy(failing::collect).rootCause().isInstanceOf(IOException.class);
  }

  private static int fail(int number) throws IOException {
    throw new IOException("no disk");
  }
}
