// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.bench;

import dev.deerpark.app.bench.BenchCase.Timed;
import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.measure.Measured;
import dev.deerpark.app.measure.MeasuredKernels;
import dev.deerpark.app.measure.NormalSeries;
import dev.deerpark.app.measure.RandomNetworks;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.recurrence.Model;
import dev.deerpark.report.Versions;
import dev.deerpark.settings.BenchSettings;
import dev.deerpark.settings.GeneratedNetwork;
import dev.deerpark.settings.GeneratedNetwork.Kind;
import dev.deerpark.settings.MethodNames;
import dev.deerpark.solve.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The use case of the command {@code bench}: how much faster the methods are than the tuned
 * sequential loop, and than PyTorch, on this machine, in turns within one run.
 */
public final class Bench {
  private static final String LOOP = "loop";
  private static final List<Optional<Method>> IN_JAX =
      List.of(Optional.of(Method.DEER), Optional.of(Method.QUASI_DEER));

  private final JavaSparkContext context;
  private final BenchSettings settings;
  private final Console console;

  /**
   * @param spark is left running
   * @param settings as from {@link BenchSettings#of}
   * @param console hears what happens
   */
  public Bench(SparkSession spark, BenchSettings settings, Console console) {
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
    this.console = console;
  }

  /**
   * Measures everything and prints a table for each state size.
   *
   * @return {@link ExitStatus#NOT_CONVERGED} if a method did not converge, whose time would mean
   *     nothing
   * @throws dev.deerpark.base.BadInputException where Python cannot be used
   */
  public ExitStatus run() {
    console.line(Versions.current().toString());
    settings.values().differing().forEach(value -> console.line("  " + value));
    settings.python().map(PythonTimer::new).ifPresent(PythonTimer::require);
    Configuration hadoop = context.hadoopConfiguration();
    Path folder = new Path(System.getProperty("java.io.tmpdir"));
    try (WorkDirectory work = WorkDirectory.in(folder, hadoop, console)) {
      work.takeCheckpoints(context);
      boolean converged = true;
      for (int stateSize : settings.stateSizes()) {
        for (int steps : settings.lengths(stateSize)) {
          converged &= measure(stateSize, steps);
        }
      }
      return converged ? ExitStatus.DONE : ExitStatus.NOT_CONVERGED;
    }
  }

  /** Measures all of one size, and returns whether every method converged. */
  private boolean measure(int stateSize, int steps) {
    Precision precision = settings.precision();
    Model network =
        RandomNetworks.of(new GeneratedNetwork(Kind.GRU, stateSize, 1), settings.seed());
    KernelFactory kernels =
        MeasuredKernels.select(
            context,
            settings.kernel(),
            "--kernel",
            network,
            precision,
            context.defaultParallelism(),
            console);
    Measured measured =
        new Measured(
            context,
            "deerpark bench",
            new NormalSeries(steps, RandomNetworks.INPUTS, precision, settings.seed()),
            kernels,
            new double[stateSize],
            SweepRule.of(precision, settings.tolerance()));
    console.line("");
    console.line(
        String.format(
            Locale.ROOT,
            "GRU of %d units, %,d steps, %s, %s kernel, %d cores",
            stateSize,
            steps,
            precision.name().toLowerCase(Locale.ROOT),
            kernels.name(),
            context.defaultParallelism()));
    Map<String, List<Timed>> timed =
        turns(new BenchCase(measured, settings.segmentLength()), settings.methods(stateSize));
    console.line(
        String.format(
            Locale.ROOT, "  %-14s %10s  %-26s", "", "seconds", "loop's time over it (range)"));
    timed.forEach((name, times) -> console.line(line(name, times, timed.get(LOOP))));
    againstSequential(timed);
    settings
        .python()
        .ifPresent(python -> measure(new PythonTimer(python), stateSize, steps, timed.get(LOOP)));
    return timed.values().stream().flatMap(List::stream).allMatch(Timed::converged);
  }

  /** What libraries of Python take, and JAX for those of the papers' methods that it has. */
  private void measure(PythonTimer python, int stateSize, int steps, List<Timed> loops) {
    printed("torch", python.torch(stateSize, steps, settings), loops);
    for (Optional<Method> method : settings.methods(stateSize)) {
      if (IN_JAX.contains(method)) {
        String name = "jax " + method.get().label();
        printed(name, python.jax(method.get(), stateSize, steps, settings), loops);
      }
    }
  }

  private void printed(String name, List<Timed> times, List<Timed> loops) {
    console.line(
        times.isEmpty()
            ? String.format(Locale.ROOT, "  %-14s not in this Python", name)
            : line(name, times, loops));
  }

  /** Everything once to warm up, and then in turns, so that what slows the machine slows all. */
  private Map<String, List<Timed>> turns(BenchCase network, List<Optional<Method>> methods) {
    Map<String, List<Timed>> timed = new LinkedHashMap<>();
    for (int turn = 0; turn <= settings.repeats(); turn++) {
      keep(timed, turn, LOOP, network.loop());
      for (Optional<Method> method : methods) {
        keep(timed, turn, MethodNames.of(method), network.method(method));
      }
    }
    return timed;
  }

  private static void keep(
      Map<String, List<Timed>> timed, int turn, String name, Timed measurement) {
    if (turn > 0) {
      timed.computeIfAbsent(name, unknown -> new ArrayList<>()).add(measurement);
    }
  }

  /** How much faster the method is that was chosen than the loop on the cluster. */
  private void againstSequential(Map<String, List<Timed>> timed) {
    List<Timed> chosen = timed.get(MethodNames.of(Optional.empty()));
    List<Timed> sequential = timed.get(Method.SEQUENTIAL.label());
    if (chosen == null || sequential == null) {
      return;
    }
    double[] ratios = ratios(sequential, chosen);
    console.line(
        String.format(
            Locale.ROOT,
            "  sequential over auto: %.2f (%.2f to %.2f)",
            quantile(ratios, 0.5),
            quantile(ratios, 0),
            quantile(ratios, 1)));
  }

  /** Times over others, of the same turns. */
  private static double[] ratios(List<Timed> times, List<Timed> others) {
    double[] ratios = new double[others.size()];
    for (int turn = 0; turn < ratios.length; turn++) {
      ratios[turn] = times.get(turn % times.size()).seconds() / others.get(turn).seconds();
    }
    return ratios;
  }

  private static String line(String name, List<Timed> times, List<Timed> loops) {
    for (Timed time : times) {
      if (!time.converged()) {
        return String.format(Locale.ROOT, "  %-14s %s", name, time.what());
      }
    }
    double[] ratios = ratios(loops, times);
    Timed median = median(times);
    return String.format(
        Locale.ROOT,
        "  %-14s %10.3f  %6.2f (%.2f to %.2f)   %s",
        name,
        median.seconds(),
        quantile(ratios, 0.5),
        quantile(ratios, 0),
        quantile(ratios, 1),
        median.what());
  }

  /** The repeat with the median time, whose words tell of the same run; the first are slower. */
  static Timed median(List<Timed> times) {
    return times.stream()
        .sorted(Comparator.comparingDouble(Timed::seconds))
        .toList()
        .get(times.size() / 2);
  }

  private static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(part * (sorted.length - 1))];
  }
}
