// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import dev.deerpark.app.run.Subject;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.OpenResources;
import dev.deerpark.base.Precision;
import dev.deerpark.io.table.ReadFailure;
import dev.deerpark.io.table.format.EarlierResult;
import dev.deerpark.io.table.series.StateTable;
import dev.deerpark.io.trajectory.NetworkSchema;
import dev.deerpark.io.trajectory.StatesFolder;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.plan.KernelSelection;
import dev.deerpark.plan.KernelSelection.Gpus;
import dev.deerpark.plan.KernelSelection.Machines;
import dev.deerpark.recurrence.Model;
import dev.deerpark.settings.KernelChoice;
import dev.deerpark.settings.OutputSettings.Emit;
import dev.deerpark.settings.SolverSettings;
import dev.deerpark.settings.streaming.StreamSettings;
import dev.deerpark.spark.kernel.RunKernels;
import dev.deerpark.spark.streaming.ForwardNetwork;
import dev.deerpark.spark.streaming.NonFiniteResults;
import dev.deerpark.spark.streaming.SeriesStream;
import dev.deerpark.spark.streaming.StreamTimes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A model over rows that arrive as a stream. It gives the bits of the sequential loop of the same
 * kernel and precision, whatever the micro-batches are, and keeps the state of each series in the
 * checkpoint of the query:
 *
 * <pre>{@code
 * StreamingEvaluation evaluation =
 *     StreamingEvaluation.of(spark, Map.of("model", "model.json", "series-column", "station"));
 * StreamingQuery query =
 *     evaluation.apply(stream).writeStream().option("checkpointLocation", "checkpoint").start("out");
 * }</pre>
 *
 * <p>It also takes a table that is no stream, and then evaluates the series in it side by side,
 * each by the loop. Closing it releases its kernels on the driver; queries over it must have ended.
 */
public final class StreamingEvaluation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamingEvaluation.class);

  private final SparkSession spark;
  private final StreamSettings settings;
  private final StreamedModel model;
  private final ForwardNetwork network;
  private final String arithmetic;
  private final NonFiniteResults nonFinite = new NonFiniteResults();
  private final Consumer<String> warning;
  private final OutputWatch watch;
  private final AtomicBoolean closed = new AtomicBoolean();

  private StreamingEvaluation(
      SparkSession spark,
      StreamSettings settings,
      StreamedModel model,
      ForwardNetwork network,
      String arithmetic,
      Consumer<String> warning) {
    this.spark = spark;
    this.settings = settings;
    this.model = model;
    this.network = network;
    this.arithmetic = arithmetic;
    this.warning = warning;
    this.watch = new OutputWatch(spark, nonFinite, warning);
  }

  /**
   * An evaluation by these options.
   *
   * @param options the names of {@link StreamSettings#OPTIONS} without their dashes, such as {@code
   *     model}, {@code time-column} and {@code series-column}; others are taken from the session's
   *     configuration, {@code spark.deerpark.*}
   * @throws BadInputException for an unknown option, an invalid value, or a model that cannot be
   *     read or streamed
   */
  public static StreamingEvaluation of(SparkSession spark, Map<String, String> options) {
    Map<String, String> configuration =
        new HashMap<>(CollectionConverters.asJava(spark.conf().getAll()));
    return of(spark, StreamSettings.of(options, configuration));
  }

  /**
   * The same by checked settings.
   *
   * @throws BadInputException for a model that cannot be read or streamed
   */
  public static StreamingEvaluation of(SparkSession spark, StreamSettings settings) {
    return of(spark, settings, LOG::warn);
  }

  /**
   * The same for one who is told of warnings.
   *
   * @param warning gets sentences, in any thread
   */
  static StreamingEvaluation of(
      SparkSession spark, StreamSettings settings, Consumer<String> warning) {
    StreamedModel model =
        StreamedModel.load(settings.run(), spark.sparkContext().hadoopConfiguration());
    boolean outputs = settings.run().output().emit().contains(Emit.OUTPUTS);
    if (settings.run().output().emit().size() == 1 && outputs && model.output().isEmpty()) {
      throw new BadInputException(
          "--emit outputs: the model "
              + model.reading().name()
              + " has no readout. Emit its states.");
    }
    List<KernelFactory> kernels =
        model.nodes().stream().map(node -> kernels(settings, node.model())).toList();
    Precision precision = settings.run().solver().precision();
    String arithmetic = arithmetic(kernels, precision);
    List<RunKernels> opened =
        RunKernels.all(JavaSparkContext.fromSparkContext(spark.sparkContext()), kernels);
    List<ForwardNetwork.Node> nodes =
        IntStream.range(0, opened.size())
            .mapToObj(node -> node(model.nodes().get(node), precision, opened.get(node)))
            .toList();
    ForwardNetwork network =
        new ForwardNetwork(
            precision,
            model.reading().normalisation(),
            nodes,
            outputs ? model.output().orElse(null) : null);
    return new StreamingEvaluation(spark, settings, model, network, arithmetic, warning);
  }

  private static ForwardNetwork.Node node(
      StreamedModel.Part part, Precision precision, RunKernels kernels) {
    double[] start = Arrays.stream(part.initialState()).map(precision::round).toArray();
    return new ForwardNetwork.Node(start, part.feed(), kernels);
  }

  /** One series is walked step by step, for which a GPU is no help; opencl has the bits of jvm. */
  private static KernelFactory kernels(StreamSettings settings, Model model) {
    SolverSettings solver = settings.run().solver();
    KernelChoice choice =
        solver.kernel() == KernelChoice.OPENCL ? KernelChoice.JVM : solver.kernel();
    KernelSelection selection =
        KernelSelection.of(
            choice,
            model,
            solver.precision(),
            solver.deviceMemory(),
            new Machines(JvmKernels.isAvailable(), Gpus.NONE));
    selection.warning().ifPresent(LOG::warn);
    return selection.factory();
  }

  private static String arithmetic(List<KernelFactory> kernels, Precision precision) {
    List<String> names = kernels.stream().map(KernelFactory::name).distinct().toList();
    return String.join(" and ", names)
        + (names.size() == 1 ? " kernel in " : " kernels in ")
        + precision.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The result of each row: the series where there are several, the time, and the states and
   * outputs as arrays, with the names and types that a batch run writes. Every series begins with
   * the state in the file of the option {@code initial-state}, or in its folder with the states of
   * many series, where it is given, else as the model does.
   *
   * @param rows a stream, or a table that is none
   * @throws BadInputException for columns that cannot be used, states that cannot be read or do not
   *     fit, and a session whose state store is none that {@code transformWithState} works with
   * @throws IllegalStateException where this is closed
   */
  public Dataset<Row> apply(Dataset<Row> rows) {
    Optional<String> file = settings.run().input().initialState();
    if (file.isPresent()
        && StatesFolder.isFolder(file.get(), spark.sparkContext().hadoopConfiguration())) {
      String folder = file.get();
      Dataset<Row> states = ReadFailure.named(folder, () -> EarlierResult.read(spark, folder));
      long unconverged = ReadFailure.named(folder, () -> StateTable.unconverged(states));
      if (unconverged > 0) {
        warning.accept(StateTable.unconvergedSentence(unconverged, folder));
      }
      return apply(rows, states);
    }
    if (file.isPresent() && settings.series().isPresent()) {
      throw new BadInputException(
          "--initial-state: a file holds the state of one series, but --series-column says that"
              + " there are several. Give the folder of their states.");
    }
    SeriesStream stream = stream(rows);
    StateFiles files = stateFiles();
    return stream.results(rows, file.map(path -> files.read(path, times(rows).type())));
  }

  /**
   * The same from given states.
   *
   * @param states a table with the columns of the series (where there are several), the time and
   *     the states, such as {@link #statesAt} gives, or a result with states of {@link #apply} or a
   *     batch run. The latest of each series counts; other series begin as the model does. A query
   *     that goes on from its checkpoint has its own and reads none of these
   */
  public Dataset<Row> apply(Dataset<Row> rows, Dataset<Row> states) {
    return stream(rows).results(rows, Optional.of(states));
  }

  /**
   * The states in the checkpoint of a query over {@link #apply}, which may still run: one row for
   * each series, with its time, the digest of the model, the arithmetic, the values that it has
   * consumed last, and the states as arrays of double.
   *
   * @param checkpoint the location of the query's checkpoint
   */
  public Dataset<Row> statesAt(String checkpoint) {
    return stream(List.of(), StreamTimes.INDEXES).statesAt(spark, checkpoint);
  }

  /**
   * Writes the state in a checkpoint as {@code --final-state} does, for the {@code --initial-state}
   * of a batch run.
   *
   * @param file on any file system that Hadoop knows
   * @param overwrite whether a file that exists may be replaced
   * @throws BadInputException where the checkpoint has several series, or the file cannot be
   *     written
   */
  public void writeState(String checkpoint, String file, boolean overwrite) {
    stateFiles().write(statesAt(checkpoint), file, overwrite);
  }

  private StateFiles stateFiles() {
    return new StateFiles(spark, model, settings.run().input().timeColumn(), warning);
  }

  private SeriesStream stream(Dataset<Row> rows) {
    if (closed.get()) {
      throw new IllegalStateException(
          "The streaming evaluation is closed, and its kernels with it: close it once the queries"
              + " over it have ended, or make another.");
    }
    List<String> others =
        Arrays.stream(rows.columns())
            .filter(column -> !column.equals(settings.run().input().timeColumn()))
            .filter(column -> !settings.series().equals(Optional.of(column)))
            .toList();
    return stream(
        Subject.withColumns(model.reading(), settings.run().input(), () -> others).columns(),
        times(rows));
  }

  /**
   * @throws BadInputException for a column that is missing or holds no times
   */
  private StreamTimes times(Dataset<Row> rows) {
    String column = settings.run().input().timeColumn();
    return StreamTimes.of(
        column,
        SeriesStream.column(rows, column).dataType(),
        settings.run().input().times().step());
  }

  private SeriesStream stream(List<String> values, StreamTimes times) {
    boolean states = settings.run().output().emit().contains(Emit.STATES);
    return new SeriesStream(
        network,
        arithmetic,
        model.reading().digest(),
        model.stateNames(),
        settings.series(),
        times,
        values,
        new NetworkSchema(
            network.precision(),
            settings.run().input().timeColumn(),
            times.type(),
            states ? model.stateColumns(settings.run().output().statesAs()) : List.of(),
            network.output() != null),
        settings.rules(),
        nonFinite);
  }

  /**
   * Releases the kernels; {@link #apply} fails from now on. Warns of outputs that are not finite,
   * if it has not yet. More than once is once.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try (watch) {
        OpenResources.closeAll(network.nodes(), node -> node.kernels().close());
      }
    }
  }
}
