// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.FilteredMaps;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.JacobianUse;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.opencl.Workspace.Role;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.MapFold;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/** Jacobians in an array of a device. */
final class DeviceJacobians implements HeldJacobians {
  /** Vectors that the arithmetic on maps takes, at most. */
  private static final int VECTORS = 11;

  /** Of entries, and of norms. */
  private static final int LIMITS = 2;

  private final Workspace workspace;
  private final MapPrograms programs;
  private final JacobianForm form;
  private final JacobianUse use;
  private final int size;
  private final int segments;
  private final DeviceArray jacobians;
  private final int replaced;

  /**
   * @param workspace that holds the array
   * @param request what was walked: in the form of the Jacobians, diagonal or full
   * @param jacobians {@code [S][E]}, finite
   * @param replaced how many of them were not finite
   */
  DeviceJacobians(
      Workspace workspace,
      MapPrograms programs,
      WalkRequest request,
      JacobianUse use,
      DeviceArray jacobians,
      int replaced) {
    this.workspace = workspace;
    this.programs = programs;
    this.form = request.form();
    this.use = use;
    this.size = request.stateSize();
    this.segments = request.segments();
    this.jacobians = jacobians;
    this.replaced = replaced;
  }

  /** Bytes that the arithmetic on a block's maps takes beside their Jacobians, at most. */
  static long workBytes(WalkRequest request, JacobianUse use) {
    int size = request.stateSize();
    long segments = request.segments();
    JacobianForm form = request.form();
    long entries = form.entries(size);
    long whole = 2 * entries + FilterProgram.roomNumbers(form, size) + (long) VECTORS * size;
    long back = use.smooths() ? segments * (entries + 2L * size) : 0;
    return Double.BYTES * (3 * segments * size + 4 * segments + whole + back);
  }

  DeviceArray array() {
    return jacobians;
  }

  @Override
  public int replaced() {
    return replaced;
  }

  @Override
  public MapFold fold(States anchors, States images, boolean[] constant) {
    return maps(anchors, images, constant).fold(anchors.get(0), images.get(0));
  }

  @Override
  public States along(States anchors, States images, boolean[] constant, double[] start) {
    return maps(anchors, images, constant).before(start);
  }

  private DeviceMaps maps(States anchors, States images, boolean[] constant) {
    int[] flags = new int[constant.length];
    Arrays.setAll(flags, segment -> constant[segment] ? 1 : 0);
    AffineProgram.Maps maps = write(anchors, images, flags);
    return new DeviceMaps(workspace, programs.affine(form, use), maps, form, size, constant);
  }

  @Override
  public MapFold fold(FilteredMaps given) {
    return filters(given, DeviceFilters.kinds(given)).fold(given.anchors().get(0));
  }

  @Override
  public States filtered(FilteredMaps given, Belief start, int known) {
    return filters(given, DeviceFilters.traits(given, start, known)).means(start);
  }

  @Override
  public AnchoredMap backward(FilteredMaps given, Belief start, int known) {
    DeviceMaps back = back(given, start, known);
    double[] predicted = workspace.read(back.maps().anchors(), size);
    double[] observed = workspace.read(back.maps().images(), size);
    return (AnchoredMap) back.fold(predicted, observed).whole();
  }

  @Override
  public States smoothed(FilteredMaps given, Belief start, int known, double[] later) {
    States after = back(given, start, known).beforeAndAfter(later);
    States means = States.zeros(segments, size);
    for (int segment = 0; segment < segments; segment++) {
      means.set(segment, after.get(segments - segment));
    }
    return means;
  }

  private DeviceMaps back(FilteredMaps given, Belief start, int known) {
    int[] traits = DeviceFilters.traits(given, start, known);
    return filters(given, traits).backward(start, traits, programs.gains(form));
  }

  private DeviceFilters filters(FilteredMaps given, int[] what) {
    AffineProgram.Maps maps = write(given.anchors(), given.images(), what);
    return new DeviceFilters(
        workspace, programs.filters(form, use), maps, given.lambda(), form, size, segments);
  }

  @Override
  public States times(States vectors) {
    workspace.begin();
    DeviceArray given = workspace.write(Role.STARTS, vectors.array());
    DeviceArray products = workspace.doubles(Role.ENDS, vectors.array().length);
    AffineProgram program = programs.affine(form, use);
    program.times(workspace.queue(), jacobians, shrinking(program), given, products, segments);
    return new States(workspace.read(products, vectors.array().length), size);
  }

  @Override
  public double[] growth() {
    workspace.begin();
    DeviceArray grown = workspace.doubles(Role.STATES, 2L * segments);
    programs.affine(form, use).growth(workspace.queue(), jacobians, grown, segments);
    return workspace.read(grown, 2 * segments);
  }

  private AffineProgram.Maps write(States anchors, States images, int[] flags) {
    workspace.begin();
    return new AffineProgram.Maps(
        workspace.write(Role.STARTS, anchors.array()),
        workspace.write(Role.ENDS, images.array()),
        jacobians,
        workspace.write(Role.SEGMENTS, flags),
        shrinking(programs.affine(form, use)));
  }

  /** What makes the Jacobians smaller, as {@link AffineProgram.Maps} has it. */
  private DeviceArray shrinking(AffineProgram program) {
    boolean limitsNorms = form == JacobianForm.DENSE;
    double[] numbers = new double[LIMITS + (use.shrinks() ? segments : 0)];
    Arrays.fill(numbers, use.factor());
    numbers[0] = limitsNorms ? Double.POSITIVE_INFINITY : use.limit();
    numbers[1] = use.limit();
    DeviceArray array = workspace.write(Role.SHRINKING, numbers);
    if (use.shrinks() && limitsNorms) {
      program.limit(workspace.queue(), jacobians, array, segments);
    }
    return array;
  }

  @Override
  public double[] keep(States starts) {
    // other kernels' queues may be the next to read them
    workspace.queue().finish();
    workspace.keep(jacobians, starts.array());
    return new double[0];
  }

  @Override
  public void close() {
    workspace.free(jacobians);
  }
}
