package dev.deerpark.app;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.Precision;
import java.util.Locale;

/**
 * What a run keeps on the executors between sweeps, and what it sends.
 *
 * @param inputBytes all inputs
 * @param iterateBytes one version of the iterate: start states, ends, Jacobians and meeting marks;
 *     two are kept
 * @param elementBytes one element of the scan
 */
record MemoryPlan(long inputBytes, long iterateBytes, long elementBytes) {

  static MemoryPlan of(
      Layout layout, int width, int stateSize, JacobianForm form, int marks, Precision precision) {
    long perSegment = 2L * stateSize + form.entries(stateSize) + (long) marks * stateSize;
    return new MemoryPlan(
        Math.multiplyExact(layout.steps(), (long) width * precision.bytes()),
        Math.multiplyExact(layout.segments(), Double.BYTES * perSegment),
        Double.BYTES * (2L * stateSize + form.entries(stateSize)));
  }

  /** All that is kept at a time. */
  long keptBytes() {
    return inputBytes + 2 * iterateBytes;
  }

  /** A number of bytes as people read it. */
  static String text(long bytes) {
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit + 1 < units.length) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
