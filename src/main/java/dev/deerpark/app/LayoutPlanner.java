package dev.deerpark.app;

import dev.deerpark.io.TrajectoryRows;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.BadInputException;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.LayoutSettings;
import dev.deerpark.solve.Dynamics;
import dev.deerpark.solve.Method;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Cuts a series: what the user fixed stays, the rest is chosen. Segment length and block size
 * follow from the series, the model and the number of cores; the report gives both, and given as
 * options they bring the same bits anywhere.
 */
final class LayoutPlanner {
  /** A segment of so many burn-ins costs a small part more than its length. */
  private static final int BURN_INS_PER_SEGMENT = 12;

  /** Of a longer segment the burn-in is no smaller a part. */
  private static final int BURN_INS_AT_MOST = 100;

  /**
   * Blocks to aim at where cores do not ask for more: enough to deal evenly to a few dozen tasks.
   */
  private static final int BLOCKS = 64;

  private static final int SEGMENTS_PER_CORE = 4;

  /** Numbers of one kind that a block should hold at most: 32 MiB of doubles. */
  private static final long BLOCK_NUMBERS = 1 << 22;

  /**
   * Numbers of the states that a task holds while it writes, 128 MiB of floats: rows leave in the
   * order of time, so that segments which are walked side by side are held whole.
   */
  private static final long HELD_NUMBERS = TrajectoryRows.HELD / Float.BYTES;

  /** The same for full Jacobians, which shooting takes where none do not settle: 512 MiB. */
  private static final long WIDEST_NUMBERS = 1 << 26;

  /**
   * Inputs that a partition should hold at most, 256 MiB of floats: Spark keeps all of a partition
   * in memory or none of it.
   */
  private static final long PARTITION_NUMBERS = 1 << 26;

  /** A partition becomes a file, and Spark numbers files with five digits. */
  private static final int MOST_PARTITIONS = 100_000;

  private final long firstTime;
  private final long steps;
  private final int width;
  private final KernelFactory kernels;
  private final Method method;
  private final Optional<Dynamics> dynamics;
  private final int cores;

  /**
   * A layout with the words that go with it.
   *
   * @param burnIn steps that bring a walk to the trajectory from anywhere; empty where that is not
   *     known
   */
  record Planned(Layout layout, String segmentReason, OptionalInt burnIn, long probeSteps) {}

  /**
   * @param steps of the series
   * @param inputs numbers that the model reads a step
   */
  LayoutPlanner(
      long firstTime,
      long steps,
      int inputs,
      KernelFactory kernels,
      Method method,
      Optional<Dynamics> dynamics,
      int cores) {
    this.firstTime = firstTime;
    this.steps = steps;
    this.width = Math.max(1, inputs);
    this.kernels = kernels;
    this.method = method;
    this.dynamics = dynamics;
    this.cores = cores;
  }

  Planned plan(OptionalInt segmentLength, LayoutSettings settings, int stateSize) {
    Choice choice;
    int blockSegments;
    if (method == Method.SEQUENTIAL) {
      int block = settings.blockSteps().orElse(sequentialBlock());
      choice = new Choice(block, "one segment a block: walked one after the other");
      blockSegments = 1;
    } else {
      choice = segment(segmentLength, stateSize);
      blockSegments = blockSegments(choice.length(), settings.blockSteps(), stateSize);
    }
    Layout layout =
        new Layout(firstTime, steps, choice.length(), blockSegments, 1, settings.fanIn());
    int partitions = partitions(settings.partitions(), layout);
    return new Planned(
        layout.withPartitions(partitions),
        choice.reason(),
        burnIn(choice.length()),
        dynamics.map(Dynamics::steps).orElse(0L));
  }

  private record Choice(int length, String reason) {}

  /** Twice the longest way to the trajectory that was seen. */
  private OptionalInt leastBurnIn() {
    OptionalInt memory = dynamics.map(Dynamics::memory).orElse(OptionalInt.empty());
    return memory.isPresent() && method.longSegments()
        ? OptionalInt.of(2 * memory.getAsInt())
        : OptionalInt.empty();
  }

  /** That, or a hundredth of a segment: what it costs is little against a second walk. */
  private OptionalInt burnIn(int segmentLength) {
    return leastBurnIn().isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(
            Math.min(
                Math.max(leastBurnIn().getAsInt(), segmentLength / BURN_INS_AT_MOST),
                segmentLength));
  }

  private Choice segment(OptionalInt given, int stateSize) {
    if (given.isPresent()) {
      return new Choice((int) Math.min(given.getAsInt(), steps), "as given");
    }
    return method.longSegments() ? fromDynamics(stateSize) : new Choice(1, "the method's own");
  }

  /**
   * Long enough to forget, and as many as all lanes of all cores walk at once, or so many times.
   */
  private Choice fromDynamics(int stateSize) {
    long together = (long) Math.max(SEGMENTS_PER_CORE, kernels.lanes()) * cores;
    OptionalInt burnIn = leastBurnIn();
    if (burnIn.isEmpty()) {
      long share = ceilDiv(steps, (long) SEGMENTS_PER_CORE * cores);
      int length = (int) Math.max(1, Math.min(share, share(BLOCKS)));
      return new Choice(length, "the start is not forgotten");
    }
    long longest = Math.max(1, BLOCK_NUMBERS / (kernels.lanes() * width));
    long held = Math.max(1, HELD_NUMBERS / ((long) kernels.lanes() * stateSize));
    long least = Math.min((long) BURN_INS_PER_SEGMENT * burnIn.getAsInt(), share(cores));
    // Shorter segments for the sake of the writing, but none of which the burn-in is a large part.
    long wanted =
        Math.min(ceilDiv(steps, together * held), Math.max(1, steps / (together * 2 * least)));
    long rounds = Math.max(wanted, ceilDiv(steps, together * longest));
    long even = ceilDiv(steps, together * rounds);
    int length = (int) Math.max(even, Math.min(least, longest));
    return new Choice(
        length,
        String.format(
            "after %,d steps from anywhere a walk is on course", burnIn(length).getAsInt()));
  }

  private long share(int parts) {
    return ceilDiv(steps, parts);
  }

  private int blockSegments(int segmentLength, OptionalInt blockSteps, int stateSize) {
    if (blockSteps.isPresent()) {
      int given = blockSteps.getAsInt();
      if (given % segmentLength != 0) {
        throw new BadInputException(
            String.format(
                "--block-steps %d is no multiple of the segment length %d. Give a multiple, such as"
                    + " %d, or leave it out.",
                given, segmentLength, (int) ceilDiv(given, segmentLength) * segmentLength));
      }
      return withinArrays(given / segmentLength, stateSize);
    }
    long segments = ceilDiv(steps, segmentLength);
    long even = ceilDiv(segments, Math.max(BLOCKS, 4L * cores));
    long lanes = Math.min(kernels.lanes(), ceilDiv(segments, cores));
    JacobianForm form = method.forms().next(java.util.List.of());
    long numbersPerSegment =
        Math.max(2L * stateSize + form.entries(stateSize), (long) segmentLength * width);
    long widest = WIDEST_NUMBERS / Math.max(1, JacobianForm.DENSE.entries(stateSize));
    long most = Math.min(BLOCK_NUMBERS / numbersPerSegment, widest);
    long whole = lanes * Math.max(1, ceilDiv(even, lanes));
    return (int) Math.max(1, Math.min(whole, most));
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
    int partitions = given.orElseGet(() -> evenPartitions(layout));
    if (partitions > MOST_PARTITIONS) {
      throw new BadInputException(
          String.format(
              "--partitions %d: the names of at most %,d files sort in order. Give fewer.",
              partitions, MOST_PARTITIONS));
    }
    return partitions;
  }

  /** One for each core, or so many times that. */
  private int evenPartitions(Layout layout) {
    long rounds = Math.max(1, ceilDiv(steps * width, PARTITION_NUMBERS * cores));
    return (int) Math.min(Math.min(rounds * cores, layout.blocks()), MOST_PARTITIONS);
  }

  private int sequentialBlock() {
    return (int) Math.min(share(BLOCKS), BLOCK_NUMBERS / width);
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
