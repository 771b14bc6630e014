// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import java.util.Locale;

/**
 * The declaration of every option of every command. An option {@code --name} has the configuration
 * key {@code spark.deerpark.name}.
 */
public enum Option {
  EXAMPLE(
      Group.SUBJECT,
      "NAME",
      "name",
      Default.none(),
      "Evaluate a model and series that come with Deerpark: ecg, 108,000 samples of an"
          + " electrocardiogram through a trained GRU of 24 units; voice, 8,192 synthetic frames"
          + " through the LSTM of 128 units of a voice activity detector. Sets --model, --input,"
          + " --output and --verify full."),
  MODEL(
      Group.SUBJECT,
      "FILE",
      "path",
      Default.none(),
      "The model: a JSON sidecar, with a network's weights beside it as a safetensors file, or a"
          + " network as an ONNX file, whose name ends in .onnx."),
  ONNX_FROM(
      Group.SUBJECT,
      "TENSOR",
      "name",
      Default.described("the graph's input"),
      "The tensor of an ONNX graph that takes the value columns, in place of the graph's"
          + " input: everything before it is left out."),
  ONNX_TO(
      Group.SUBJECT,
      "TENSOR",
      "name",
      Default.described("the graph's first output"),
      "The tensor of an ONNX graph that is the output, in place of the graph's own:"
          + " everything after it is left out."),
  MODEL_CLASS(
      Group.SUBJECT,
      "NAME",
      "class name",
      Default.none(),
      "A model of your own, in place of --model: a class that implements"
          + " dev.deerpark.recurrence.Recurrence, in a jar given by --jars."),
  MODEL_PARAM(
      Group.SUBJECT,
      "KEY=VALUE",
      "pair",
      Default.none(),
      "A parameter for --model-class. Repeat it, or separate several by commas.",
      true),
  INPUT(
      Group.SUBJECT,
      "PATH",
      "path",
      Default.none(),
      "The series: Parquet or CSV (also gzipped), a file or folder on any Hadoop file"
          + " system, one row per step, in any order."),
  TIME_COLUMN(
      Group.SUBJECT, "COLUMN", "name", Default.of("t"), "The column of consecutive time indexes."),
  VALUE_COLUMNS(
      Group.SUBJECT,
      "A,B,...",
      "names",
      Default.described(
          "the columns that the model's sidecar names, or all columns of a table with that"
              + " number"),
      "The columns of the model's inputs, in the model's order; f0..f127 stands for 128 of"
          + " them."),
  RANGE(
      Group.SUBJECT,
      "FROM:TO",
      "time indexes",
      Default.described("the whole series"),
      "Evaluate the time indexes FROM <= t < TO only; the first of them follows the start state."),
  INITIAL_STATE(
      Group.SUBJECT,
      "FILE",
      "path",
      Default.described("the model's own start state, zeros unless it states another"),
      "Start from the state in this file, as --final-state wrote it."),
  CSV_SEPARATOR(
      Group.SUBJECT,
      "C",
      "one character, tab or space",
      Default.described("a comma, or a tab in files named .tsv"),
      "The separator of the fields in CSV files."),
  CSV_DECIMAL(
      Group.SUBJECT,
      ".|,",
      "one character",
      Default.of("."),
      "The decimal mark of the numbers in CSV files; where it is also the separator,"
          + " numbers must be in quotes."),
  CSV_COMMENT(
      Group.SUBJECT,
      "C",
      "one character",
      Default.described("no line is a comment"),
      "Skip lines of CSV files that begin with this character."),
  CSV_ENCODING(
      Group.SUBJECT,
      "NAME",
      "character set",
      Default.of("UTF-8"),
      "The character set of CSV files, such as UTF-16, ISO-8859-1 or windows-1252."),

  STEPS(Group.SERIES, "N", "rows", Default.none(), "How many steps to write, from time 0 on."),
  COLUMNS(
      Group.SERIES,
      "A,B,...",
      "names",
      Default.described("no values, the time column alone, for models without inputs"),
      "The columns to fill."),
  KIND(
      Group.SERIES,
      "normal|sine",
      "choice",
      Default.of("normal"),
      "The content of the columns: independent standard normal numbers, or a slow sine wave"
          + " in each."),
  SEED(
      Group.SERIES,
      "N",
      "whole number",
      Default.of("1"),
      "The seed of the random numbers. The same seed gives the same series for any number"
          + " of partitions."),

  STATE_SIZES(
      Group.BENCH,
      "D,D,...",
      "numbers",
      Default.of("8,64,256"),
      "The state sizes of the networks: GRUs with two inputs and PyTorch's initialisation."),
  REPEATS(
      Group.BENCH,
      "N",
      "whole number",
      Default.of("5"),
      "The number of measurements of each, in turns; the table shows the median and the"
          + " range."),
  PYTHON(
      Group.BENCH,
      "FILE",
      "path",
      Default.none(),
      "A Python interpreter with torch or jax: nn.GRU, and deer and quasi-deer in JAX as in"
          + " the papers, are measured too, with the same sizes and steps."),

  CHECK_MODEL(
      Group.INSPECTION,
      "",
      "true or false",
      Default.of("false"),
      "Test every recurrence of the model: that it is a function, that its derivatives are those of"
          + " its steps, and the other laws of RecurrenceContract."),

  METHODS(
      Group.COMPARISON,
      "A,B,...",
      "names",
      Default.none(),
      "Compare these methods on the same series, in place of --method: prints a table, draws a"
          + " picture, and writes no result."),
  METHOD(
      Group.SOLVER,
      "NAME",
      "name",
      Default.of("auto"),
      "How to solve: "
          + MethodNames.all()
          + ". auto probes the dynamics, then takes shooting or sequential where no parallel"
          + " method is faster; where shooting turns out to cost too much, it changes to the"
          + " loop. With a given segment length or guess it takes shooting."),
  SEGMENT_LENGTH(
      Group.SOLVER,
      "N|auto",
      "steps",
      Default.described("auto for auto, shooting and sequential, else 1"),
      "The number of steps walked one after the other between two unknown states. auto:"
          + " long enough to forget the start, short enough to fill every core."),
  DAMPING(
      Group.SOLVER,
      "KIND",
      "name[:number]",
      Default.described("adaptive for elk and quasi-elk, else none"),
      "The damping of updates: none; fixed:LAMBDA, a Kalman filter that takes the last"
          + " iterate as an observation of that precision; published, one with the lambda of the"
          + " paper, 1e-6, or 1e-2 for diagonals; adaptive, one whose lambda follows the run;"
          + " scale:K, Jacobians times 1 - K; clip:C, Jacobians no larger than C. Where --methods"
          + " names elk or quasi-elk, it applies to these only."),
  ELK_PREFIX(
      Group.SOLVER,
      "hard|published",
      "choice",
      Default.of("hard"),
      "hard: segments whose start is settled are not damped, so that each iteration settles at least"
          + " one more. published: all are damped, as in the code published with the method."),
  ELK_STEP(
      Group.SOLVER,
      "filter|smooth",
      "choice",
      Default.of("filter"),
      "filter: the filtered means, which look back only. smooth: the smoothed means, with --elk-prefix"
          + " published the step of Levenberg and Marquardt; it stalls where the dynamics do not"
          + " contract."),
  NON_FINITE(
      Group.SOLVER,
      "drop|published",
      "choice",
      Default.of("drop"),
      "The treatment of a proposed state or a Jacobian that is not finite. drop: the state"
          + " stays unchanged, the Jacobian is zero. published: NaN becomes 0 and an infinity the"
          + " largest finite number of the precision, as in the codes published with deer and"
          + " elk. Segments whose start is settled do not depend on it."),
  GUESS(
      Group.SOLVER,
      "KIND",
      "name[:value]",
      Default.described("for shooting, a burn-in as long as a probe suggests; else zeros"),
      "Where the iterations begin: zeros; start, the start state everywhere; input, one"
          + " step from zeros; normal:SEED, random states; burn-in:STEPS, a walk of STEPS steps"
          + " from the start state to the start of each segment; warm:PATH, the states of an"
          + " earlier result over the same times."),
  SHORT_SWEEPS(
      Group.SOLVER,
      "N",
      "sweeps",
      Default.of("0"),
      "Begin with N sweeps of Newton's method at segment length 1: where the dynamics have"
          + " several attractors, this brings long segments to the right one."),
  PRECISION(
      Group.SOLVER, "float|double", "choice", Default.of("float"), "The precision of the states."),
  KERNEL(
      Group.SOLVER,
      "auto|jvm|opencl|nd4j|reference",
      "choice",
      Default.of("auto"),
      "The kernel that walks the segments. jvm: many side by side, in vector registers."
          + " opencl: thousands side by side, on GPUs, with the bits of jvm. nd4j: array"
          + " operations of ND4J, which executors need on their class path. reference: one after"
          + " the other, for any model, written to be read. The last two round differently. auto:"
          + " opencl where tasks have a GPU, else jvm, where it supports the model and the Java"
          + " virtual machine has the Vector API."),
  DEVICE_MEMORY(
      Group.SOLVER,
      "X",
      "fraction of free memory, or bytes",
      Default.of("0.8"),
      "How much of a GPU's memory the opencl kernel uses: a fraction such as 0.8, or bytes"
          + " such as 8g. Inputs stay there between sweeps as far as they fit."),
  TOLERANCE(
      Group.SOLVER,
      "X",
      "relative to 1 + |state|",
      Default.described("1e-6 in float, 1e-12 in double"),
      "A run has converged when residual and update are both within it."),
  MAX_ITERATIONS(
      Group.SOLVER,
      "N",
      "iterations",
      Default.of("1000"),
      "Give up after N iterations; the exit code is then 3."),

  PARTITIONS(
      Group.LAYOUT,
      "N",
      "tasks",
      Default.described("one per core, and more for long series"),
      "The number of Spark tasks that share the series. The result does not depend on it."),
  BLOCK_STEPS(
      Group.LAYOUT,
      "N",
      "steps",
      Default.described("chosen from the length of the series and the cores"),
      "Steps in a block, the unit in which data is held and distributed."),
  SCAN(
      Group.LAYOUT,
      "flat|tree|auto",
      "choice",
      Default.of("auto"),
      "Where the segments' maps are combined: on the driver, in a tree over the cluster, or"
          + " whichever sends less data. The result does not depend on it."),
  JACOBIANS(
      Group.LAYOUT,
      "keep|recompute|auto",
      "choice",
      Default.of("auto"),
      "Whether Jacobians are kept between iterations or computed a second time, to save"
          + " memory. auto: kept if they fit."),
  GPUS(
      Group.LAYOUT,
      "N",
      "GPUs per executor",
      Default.described("none, unless Spark's own settings give tasks a GPU"),
      "Give each executor N GPUs, and walk on them: where one is missing, or the opencl kernel"
          + " does not know the model, the run ends before its first iteration."),
  FAN_IN(Group.LAYOUT, "N", "nodes", Default.of("8"), "Children of a node of the combine tree."),
  WORK_DIR(
      Group.LAYOUT,
      "DIR",
      "path",
      Default.described("a folder beside the output"),
      "Where intermediate states are checkpointed; all executors must reach it."),

  OUTPUT(
      Group.RESULT,
      "DIR",
      "path",
      Default.none(),
      "The folder for the result, Parquet files ordered by time. It appears whole or not at all."),
  OVERWRITE(Group.RESULT, "", "true or false", Default.of("false"), "Replace an existing output."),
  EMIT(
      Group.RESULT,
      "states,outputs",
      "choices",
      Default.of("states,outputs"),
      "What to write; outputs exist where the model has a readout."),
  OUTPUT_SCALE(
      Group.RESULT,
      "data|model",
      "choice",
      Default.described("data where the model's sidecar has a target, else model"),
      "The units of the outputs. data: those of the data, output * std + mean with the numbers of"
          + " the sidecar's target. model: those in which the model was trained."),
  EVERY(Group.RESULT, "N", "steps", Default.of("1"), "Write only every N-th step."),
  FINAL_STATE(
      Group.RESULT,
      "FILE",
      "path",
      Default.none(),
      "Also write the last state, for the --initial-state of a later run."),
  KEEP_UNCONVERGED(
      Group.RESULT,
      "",
      "true or false",
      Default.of("false"),
      "Write the result even when the run did not converge (the exit code stays 3)."),

  VERIFY(
      Group.CHECK,
      "none|sample|full",
      "choice",
      Default.described("sample; full with --example"),
      "full: compare every step with the sequential loop. sample: walk random blocks and"
          + " compare their ends, which does not prove equality with the loop."),
  REPORT(
      Group.CHECK,
      "DIR",
      "path",
      Default.described(
          "_deerpark in the output, or _deerpark/OUTPUT beside it where there is none"),
      "The folder for report.json, written on failure too, history.csv and convergence.png."),
  VERBOSE(
      Group.TERMINAL,
      "",
      "true or false",
      Default.of("false"),
      "Show Spark's log, and the cause of a failure.");

  /** The prefix of Deerpark's configuration keys. */
  public static final String KEY_PREFIX = "spark.deerpark.";

  private final Group group;
  private final String placeholder;
  private final String unit;
  private final Default defaultValue;
  private final String description;
  private final boolean isRepeatable;

  Option(Group group, String placeholder, String unit, Default defaultValue, String description) {
    this(group, placeholder, unit, defaultValue, description, false);
  }

  Option(
      Group group,
      String placeholder,
      String unit,
      Default defaultValue,
      String description,
      boolean isRepeatable) {
    this.group = group;
    this.placeholder = placeholder;
    this.unit = unit;
    this.defaultValue = defaultValue;
    this.description = description;
    this.isRepeatable = isRepeatable;
  }

  public Group group() {
    return group;
  }

  /** The name on the command line, with its dashes: {@code --segment-length}. */
  public String flag() {
    return "--" + bareName();
  }

  /** The key in Spark's configuration: {@code spark.deerpark.segment-length}. */
  public String key() {
    return KEY_PREFIX + bareName();
  }

  /** The name without dashes, as in the report: {@code segment-length}. */
  public String bareName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The placeholder for the value in the help; empty for a switch, which is true when present. */
  public String placeholder() {
    return placeholder;
  }

  public boolean isSwitch() {
    return placeholder.isEmpty();
  }

  /** True for an option that may be given several times, its values joined by commas. */
  public boolean isRepeatable() {
    return isRepeatable;
  }

  /** The unit of the value: steps, path, tasks and so on. */
  public String unit() {
    return unit;
  }

  /** False where there is no default. */
  public boolean hasDefault() {
    return !defaultValue.equals(Default.none());
  }

  public Default defaultValue() {
    return defaultValue;
  }

  /** One or two sentences for the help and the reference file. */
  public String description() {
    return description;
  }
}
