package dev.deerpark.app;

import dev.deerpark.engine.SweepRule;
import dev.deerpark.io.SeriesSource;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.BadInputException;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.LayoutSettings;
import dev.deerpark.solve.ForgettingProbe;
import dev.deerpark.solve.Method;
import java.util.OptionalInt;

/**
 * Cuts a series: what the user fixed stays, the rest is chosen. Segment length and block size
 * follow from the series, the model and the number of cores; the report gives both, and given as
 * options they bring the same bits anywhere.
 */
final class LayoutPlanner {
  /** A segment of so many memories is re-walked for a small part of its length. */
  private static final int MEMORIES_PER_SEGMENT = 16;

  /**
   * Blocks to aim at where cores do not ask for more: enough to deal evenly to a few dozen tasks.
   */
  private static final int BLOCKS = 64;

  private static final int SEGMENTS_PER_CORE = 4;

  /** Numbers of one kind that a block should hold at most: 32 MiB of doubles. */
  private static final long BLOCK_NUMBERS = 1 << 22;

  /** The same for full Jacobians, which shooting takes where none do not settle: 512 MiB. */
  private static final long WIDEST_NUMBERS = 1 << 26;

  /** A partition becomes a file, and Spark numbers files with five digits. */
  private static final int MOST_PARTITIONS = 100_000;

  private static final int PROBE_STEPS = 8192;

  private final SeriesSource source;
  private final Normalisation normalisation;
  private final KernelFactory kernels;
  private final SweepRule rule;
  private final Method method;
  private final double[] start;
  private final int cores;

  /** A layout with the words that go with it. */
  record Planned(Layout layout, String segmentReason, long probeSteps) {}

  LayoutPlanner(
      SeriesSource source,
      Normalisation normalisation,
      KernelFactory kernels,
      SweepRule rule,
      Method method,
      double[] start,
      int cores) {
    this.source = source;
    this.normalisation = normalisation;
    this.kernels = kernels;
    this.rule = rule;
    this.method = method;
    this.start = start;
    this.cores = cores;
  }

  Planned plan(OptionalInt segmentLength, LayoutSettings settings, int stateSize) {
    Choice choice;
    int blockSegments;
    if (method == Method.SEQUENTIAL) {
      int block = settings.blockSteps().orElse(sequentialBlock());
      choice = new Choice(block, "one segment a block: walked one after the other", 0);
      blockSegments = 1;
    } else {
      choice = segment(segmentLength);
      blockSegments = blockSegments(choice.length(), settings.blockSteps(), stateSize);
    }
    Layout layout =
        new Layout(
            source.firstTime(),
            source.steps(),
            choice.length(),
            blockSegments,
            1,
            settings.fanIn());
    int partitions = partitions(settings.partitions(), layout);
    return new Planned(layout.withPartitions(partitions), choice.reason(), choice.probeSteps());
  }

  private record Choice(int length, String reason, long probeSteps) {}

  private Choice segment(OptionalInt given) {
    if (given.isPresent()) {
      return new Choice((int) Math.min(given.getAsInt(), source.steps()), "as given", 0);
    }
    return method.longSegments() ? probed() : new Choice(1, "the method's own", 0);
  }

  /** Long enough to forget, short enough to fill every core. */
  private Choice probed() {
    int sampled = (int) Math.max(2, Math.min(PROBE_STEPS, source.steps() / 8));
    long middle = (source.steps() - sampled) / 2;
    ForgettingProbe probe = new ForgettingProbe(kernels.create(), rule, start);
    InputBlock sample = source.sample(middle, sampled, normalisation, rule.precision());
    OptionalInt memory = probe.longestMemory(sample);
    long share = Math.max(1, source.steps() / ((long) SEGMENTS_PER_CORE * cores));
    if (memory.isEmpty()) {
      int length = (int) Math.max(1, Math.min(share, ceilDiv(source.steps(), BLOCKS)));
      return new Choice(
          length,
          String.format("the start is not forgotten within %,d steps", sampled),
          probe.steps());
    }
    long wanted = powerOfTwo((long) MEMORIES_PER_SEGMENT * memory.getAsInt());
    long least = Math.min(source.steps(), 2L * memory.getAsInt());
    int length = (int) Math.max(least, Math.min(wanted, share));
    return new Choice(
        length,
        String.format("the start is forgotten within %,d steps", memory.getAsInt()),
        probe.steps());
  }

  private int blockSegments(int segmentLength, OptionalInt blockSteps, int stateSize) {
    if (blockSteps.isPresent()) {
      int steps = blockSteps.getAsInt();
      if (steps % segmentLength != 0) {
        throw new BadInputException(
            String.format(
                "--block-steps %d is no multiple of the segment length %d. Give a multiple, such as"
                    + " %d, or leave it out.",
                steps, segmentLength, (int) ceilDiv(steps, segmentLength) * segmentLength));
      }
      return withinArrays(steps / segmentLength, stateSize);
    }
    long segments = ceilDiv(source.steps(), segmentLength);
    long even = ceilDiv(segments, Math.max(BLOCKS, 4L * cores));
    long lanes = Math.min(kernels.lanes(), ceilDiv(segments, cores));
    JacobianForm form = method.forms().next(java.util.List.of());
    long numbersPerSegment =
        Math.max(
            2L * stateSize + form.entries(stateSize),
            (long) segmentLength * Math.max(1, normalisation.mean().length));
    long widest = WIDEST_NUMBERS / Math.max(1, JacobianForm.DENSE.entries(stateSize));
    long most = Math.min(BLOCK_NUMBERS / numbersPerSegment, widest);
    return (int) Math.max(1, Math.min(Math.max(even, lanes), most));
  }

  /** Shooting may come to full Jacobians, so every layout must have room for them in its arrays. */
  private static int withinArrays(int blockSegments, int stateSize) {
    long most = Integer.MAX_VALUE / JacobianForm.DENSE.entries(stateSize);
    if (blockSegments > most) {
      throw new BadInputException(
          String.format(
              "--block-steps makes blocks of %,d segments; with states of %d numbers a block holds"
                  + " at most %,d. Give fewer steps, or leave it out.",
              blockSegments, stateSize, most));
    }
    return blockSegments;
  }

  private int partitions(OptionalInt given, Layout layout) {
    int partitions = given.orElse(Math.min(Math.min(cores, layout.blocks()), MOST_PARTITIONS));
    if (partitions > MOST_PARTITIONS) {
      throw new BadInputException(
          String.format(
              "--partitions %d: the names of at most %,d files sort in order. Give fewer.",
              partitions, MOST_PARTITIONS));
    }
    return partitions;
  }

  private int sequentialBlock() {
    long width = Math.max(1, normalisation.mean().length);
    return (int) Math.min(ceilDiv(source.steps(), BLOCKS), BLOCK_NUMBERS / width);
  }

  private static long powerOfTwo(long atLeast) {
    return Long.highestOneBit(Math.max(1, 2 * atLeast - 1));
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
