// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The arithmetic of the tree, with a monoid that forgives nothing. */
class TreeScanTest {
  private static final long SEED = 7;

  private static TreeScan<Intervals> scan(int leaves, int fanIn) {
    return new TreeScan<>(new ScanTree(leaves, fanIn), Intervals::combine);
  }

  private static List<TreeRun<Intervals>> leafRuns(TreeScan<Intervals> scan, int from, int to) {
    return scan.leaves(from, LongStream.range(from, to).mapToObj(Intervals::leaf).iterator());
  }

  /** Cuts {@code leaves} leaves at random places, some of them the same: empty runs. */
  private static int[] cuts(Random random, int leaves, int parts) {
    int[] cuts = new int[parts + 1];
    for (int i = 1; i < parts; i++) {
      cuts[i] = random.nextInt(leaves + 1);
    }
    cuts[parts] = leaves;
    java.util.Arrays.sort(cuts);
    return cuts;
  }

  @Test
  void everyPrefixIsRightForEveryLengthFanInAndDealing() {
    for (int leaves = 1; leaves <= 300; leaves++) {
      for (int fanIn = 2; fanIn <= 9; fanIn++) {
        Random random = new Random(SEED + leaves * 10L + fanIn);
        int parts = 1 + random.nextInt(20);
        int[] cuts = cuts(random, leaves, parts);
        TreeScan<Intervals> scan = scan(leaves, fanIn);
        List<TreeRun<Intervals>> runs = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
          runs.add(scan.merge(leafRuns(scan, cuts[part], cuts[part + 1])));
        }
        String where = "leaves " + leaves + ", fan-in " + fanIn + ", parts " + parts;
        TreeRun<Intervals> whole = scan.merge(runs);
        assertThat(whole.elements()).as(where).containsExactly(new Intervals(0, leaves));
        List<List<Long>> before =
            scan.descend(
                runs,
                List.of(0L),
                (element, state) -> state == element.from() ? element.to() : -1L);
        for (int part = 0; part < parts; part++) {
          List<List<Long>> states =
              scan.descend(
                  leafRuns(scan, cuts[part], cuts[part + 1]),
                  before.get(part),
                  (element, state) -> state == element.from() ? element.to() : -1L);
          for (int i = 0; i < states.size(); i++) {
            assertThat(states.get(i)).as(where).containsExactly((long) cuts[part] + i);
          }
        }
      }
    }
  }

  @Test
  void aFanInBeyondTheLeavesIsOneNodeOverThemAll() {
    for (int leaves = 2; leaves <= 50; leaves++) {
      for (int fanIn : new int[] {leaves, leaves + 1, Integer.MAX_VALUE}) {
        ScanTree tree = new ScanTree(leaves, fanIn);
        List<ScanTree.Node> children = tree.children(tree.root());

        assertThat(tree.root().level()).isEqualTo(1);
        assertThat(children).hasSize(leaves).allMatch(child -> child.level() == 0);
        assertThat(children).extracting(ScanTree.Node::index).isSorted();
      }
    }
  }

  @Test
  void aRunHoldsFewNodesHoweverLongItIs() {
    for (int fanIn : new int[] {2, 3, 8}) {
      ScanTree tree = new ScanTree(100_000, fanIn);
      int bound = 2 * (fanIn - 1) * (int) Math.ceil(Math.log(100_000) / Math.log(fanIn)) + 1;
      Random random = new Random(SEED);
      for (int i = 0; i < 200; i++) {
        int[] cuts = cuts(random, 100_000, 3);
        assertThat(TreeRun.nodes(tree, cuts[1], cuts[2])).hasSizeLessThanOrEqualTo(bound);
      }
    }
  }

  @Test
  void mergingInSeveralStepsGivesTheSameNodesWithTheSameBits() {
    // floating-point addition is not associative: equal bits mean equal bracketing
    TreeScan<Double> sum = new TreeScan<>(new ScanTree(137, 3), Double::sum);
    Random random = new Random(SEED);
    List<Double> leaves = random.doubles(137).boxed().toList();
    double whole = sum.merge(sum.leaves(0, leaves.iterator())).elements().get(0);
    for (int trial = 0; trial < 50; trial++) {
      int[] cuts = cuts(random, 137, 8);
      List<TreeRun<Double>> runs = new ArrayList<>();
      for (int part = 0; part < 8; part++) {
        runs.add(
            sum.merge(
                sum.leaves(cuts[part], leaves.subList(cuts[part], cuts[part + 1]).iterator())));
      }
      TreeRun<Double> left = sum.merge(runs.subList(0, 5));
      TreeRun<Double> right = sum.merge(runs.subList(5, 8));
      assertThat(sum.merge(List.of(left, right)).elements()).containsExactly(whole);
    }
  }

  @Test
  void runsThatAreNotAdjacentAreRefused() {
    TreeScan<Intervals> scan = scan(10, 2);
    List<TreeRun<Intervals>> runs =
        List.of(leafRuns(scan, 0, 1).get(0), leafRuns(scan, 2, 3).get(0));
    assertThatThrownBy(() -> scan.merge(runs)).hasMessageContaining("leaf 2 where leaf 1 is next");
  }

  @Test
  void nothingButEmptyRunsMergeToAnEmptyRun() {
    assertThat(scan(5, 2).merge(List.of(TreeRun.empty(), TreeRun.empty())).isEmpty()).isTrue();
  }
}
