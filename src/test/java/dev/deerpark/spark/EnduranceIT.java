// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.TestSpec;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.IterationRecord;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.spark.scan.ScanPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a long run holds late is what it held early. */
@EnabledIfSystemProperty(named = "deerpark.faults", matches = "all")
@Timeout(300)
@ExtendWith(SharedSession.class)
class EnduranceIT {
  private static final long SEED = 17;
  private static final int EARLY = 100;
  private static final int LATE = 300;
  private static final long MEBIBYTE = 1 << 20;

  /** Spark keeps a little of every job for its status; an iterate a sweep would be 200 MiB. */
  private static final long MOST_HEAP = 24 * MEBIBYTE;

  /** The process also grows as the heap takes pages that it had not touched before. */
  private static final long MOST_RESIDENT = 256 * MEBIBYTE;

  /** Segments of one step, far more than iterations, so that no sweep settles the last. */
  private static final Layout LAYOUT = new Layout(0, 16_384, 1, 1024, 2, 4);

  /** Chaotic: its iterate is one of 1 MiB of start states that no sweep settles. */
  private static final TestSpec MODEL = new TestSpec(8, 2, 4, SEED);

  /** As many iterations as segments, with which no solve is given up as hopeless. */
  private static final int NEVER = 20_000;

  @TempDir static Path work;

  /** Ends a solve. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * What a run holds after an iteration, in bytes.
   *
   * @param heap in use after collections of garbage
   * @param direct buffers outside of the heap
   * @param resident memory of the process; 0 where the system does not say
   * @param persisted RDDs
   * @param blocks of RDDs in memory or on disk
   */
  private record Holdings(long heap, long direct, long resident, int persisted, int blocks) {

    static Holdings now(JavaSparkContext context) {
      return new Holdings(
          heapAfterCollection(),
          ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
              .mapToLong(BufferPoolMXBean::getMemoryUsed)
              .sum(),
          residentSet(),
          context.getPersistentRDDs().size(),
          SparkEnv.get().blockManager().getMatchingBlockIds(BlockId::isRDD).size());
    }

    /** Spark drops some of what has become garbage in its own time, so the least of a few. */
    private static long heapAfterCollection() {
      MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
      long least = Long.MAX_VALUE;
      for (int attempt = 0; attempt < 5; attempt++) {
        System.gc();
        least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        try {
          Thread.sleep(200);
        } catch (InterruptedException ended) {
          throw new IllegalStateException(ended);
        }
      }
      return least;
    }

    private static long residentSet() {
      Path status = Path.of("/proc/self/status");
      if (!Files.exists(status)) {
        return 0;
      }
      try (Stream<String> lines = Files.lines(status)) {
        return lines
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void threeHundredIterationsHoldNoMoreThanOneHundred() {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(TestSession.local().sparkContext());
    context.setCheckpointDir(work.toUri().toString());
    Map<Integer, Holdings> after = new HashMap<>();
    SolveListener weighing =
        new SolveListener() {
          @Override
          public void finished(List<IterationRecord> history) {
            if (history.size() == EARLY || history.size() == LATE) {
              after.put(history.size(), Holdings.now(context));
            }
            if (history.size() == LATE) {
              throw new Enough();
            }
          }
        };
    List<InputBlock> blocks = TestSequences.normal(LAYOUT, 2, Precision.DOUBLE, SEED);
    JavaRDD<InputBlock> inputs = context.parallelize(blocks, LAYOUT.partitions()).cache();
    try (SparkEngine engine =
        new SparkEngine(
            context,
            LAYOUT,
            SweepRule.bitwise(Precision.DOUBLE, 1e-12),
            ScanPlan.flat("test"),
            new ReferenceKernels(MODEL, Precision.DOUBLE),
            inputs,
            new double[MODEL.size()])) {
      Solver solver = new Solver(new SolverOptions(Method.JACOBI, 1e-12, NEVER), weighing);
      assertThatThrownBy(() -> solver.solve(engine)).isInstanceOf(Enough.class);
    }
    inputs.unpersist();
    Holdings early = after.get(EARLY);
    Holdings late = after.get(LATE);
    String both = "%s, then %s".formatted(early, late);
    assertThat(late.persisted()).as(both).isEqualTo(early.persisted()).isEqualTo(2);
    assertThat(late.blocks()).as(both).isEqualTo(early.blocks()).isEqualTo(2 * 2);
    assertThat(late.heap() - early.heap()).as("heap: " + both).isLessThan(MOST_HEAP);
    assertThat(late.direct() - early.direct()).as("buffers: " + both).isLessThan(MEBIBYTE);
    assertThat(late.resident() - early.resident()).as("process: " + both).isLessThan(MOST_RESIDENT);
  }
}
