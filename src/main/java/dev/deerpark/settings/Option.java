// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static dev.deerpark.settings.Group.BENCH;
import static dev.deerpark.settings.Group.CHECK;
import static dev.deerpark.settings.Group.COMPARISON;
import static dev.deerpark.settings.Group.INSPECTION;
import static dev.deerpark.settings.Group.LAYOUT;
import static dev.deerpark.settings.Group.RESULT;
import static dev.deerpark.settings.Group.SERIES;
import static dev.deerpark.settings.Group.SOLVER;
import static dev.deerpark.settings.Group.STREAM;
import static dev.deerpark.settings.Group.STUDY;
import static dev.deerpark.settings.Group.SUBJECT;
import static dev.deerpark.settings.Group.TERMINAL;
import static dev.deerpark.settings.OptionForm.switchedOff;
import static dev.deerpark.settings.OptionForm.value;

import java.util.Locale;

/**
 * The declaration of every option of every command. An option {@code --name} has the configuration
 * key {@code spark.deerpark.name}.
 */
public enum Option {
  EXAMPLE(
      SUBJECT,
      value("NAME", "name"),
      "Evaluate a model and series that come with Deerpark: ecg, 108,000 samples of an"
          + " electrocardiogram through a trained GRU of 24 units; voice, 8,192 synthetic frames"
          + " through the LSTM of 128 units of a voice activity detector. Sets --model, --input,"
          + " --output and --verify full."),
  MODEL(
      SUBJECT,
      value("FILE", "path"),
      "The model: a JSON sidecar, with a network's weights beside it as a safetensors or npz"
          + " file, or a network as an ONNX file, whose name ends in .onnx."),
  ONNX_FROM(
      SUBJECT,
      value("TENSOR", "name").orElse("the graph's input"),
      "The tensor of an ONNX graph that takes the value columns, in place of the graph's"
          + " input: everything before it is left out."),
  ONNX_TO(
      SUBJECT,
      value("TENSOR", "name").orElse("the graph's first output"),
      "The tensor of an ONNX graph that is the output, in place of the graph's own:"
          + " everything after it is left out."),
  MODEL_CLASS(
      SUBJECT,
      value("NAME", "class name"),
      "A model of your own, in place of --model: a class that implements"
          + " dev.deerpark.recurrence.Recurrence, in a jar given by --jars."),
  MODEL_PARAM(
      SUBJECT,
      value("KEY=VALUE", "pair").repeatable(),
      "A parameter for --model-class. Repeat it, or separate several by commas."),
  INPUT(
      SUBJECT,
      value("PATH", "path"),
      "The series: Parquet or CSV (also gzipped), a file or folder on any Hadoop file"
          + " system, one row per step, in any order."),
  INPUT_TABLE(
      SUBJECT,
      value("NAME", "table"),
      "The series, in place of --input: a table or view of Spark's catalog, such as"
          + " CATALOG.DATABASE.TABLE; also of Delta and Iceberg, with their --packages."),
  INPUT_SQL(
      SUBJECT,
      value("SELECT", "query"),
      "The series, in place of --input: the rows of a query over tables of Spark's catalog."),
  INPUT_FORMAT(
      SUBJECT,
      value("parquet|csv|orc|json", "choice").orElse("as the files' names end"),
      "The format of the files of --input, where their names do not say it. JSON has one object per"
          + " line."),
  TIME_COLUMN(
      SUBJECT,
      value("COLUMN", "name").or("t"),
      "The column of times: whole numbers, dates, timestamps, or text."),
  TIME_STEP(
      SUBJECT,
      value("STEP", "number or duration")
          .orElse("1 for whole numbers, else the only difference between times"),
      "The difference between the times of neighbouring steps: a number, or a duration such as 4ms,"
          + " 1h or P1D. Times are compared in UTC."),
  TIME_FORMAT(
      SUBJECT,
      value("PATTERN", "letters").orElse("the ISO form of the first of them"),
      "The format of times that are text, in the letters of Spark's date patterns, such as"
          + " 'dd.MM.yyyy HH:mm'."),
  TIME_ZONE(
      SUBJECT,
      value("ZONE", "name").orElse("that of the Spark session"),
      "The zone of times that are text without one, such as Europe/Berlin, read as Spark reads"
          + " them."),
  SERIES_COLUMN(
      SUBJECT,
      value("COLUMN", "name").orElse("none, all rows are of one series"),
      "The column that tells many series in one table, or in one stream, apart: each has a state of"
          + " its own, and all are evaluated together."),
  ON_BAD_SERIES(
      SUBJECT,
      value("fail|skip", "choice").or("fail"),
      "What becomes of a series of --series-column with missing or duplicate times. fail: the run"
          + " ends. skip: that series is left out of the result, with a warning."),
  GAPS(
      SUBJECT,
      value("fail|fill-previous|hold-state", "choice").or("fail"),
      "What becomes of missing times. fail: the series is refused. fill-previous: a missing row takes"
          + " the values of the row before it. hold-state: nothing is evaluated there, so the state"
          + " stays, and the result has no row."),
  DUPLICATES(
      SUBJECT,
      value("fail|drop-identical|keep-first", "choice").or("fail"),
      "What becomes of rows with the time of another. fail: the series is refused. drop-identical:"
          + " rows that are equal in all values that are read count once, others are refused."
          + " keep-first: the first in the order of file names and of rows in a file counts."),
  VALUE_COLUMNS(
      SUBJECT,
      value("A,B,...", "names")
          .orElse(
              "the columns that the model's sidecar names, or all columns of a table with that"
                  + " number"),
      "The columns of the model's inputs, in the model's order; f0..f127 stands for 128 of"
          + " them."),
  RANGE(
      SUBJECT,
      value("FROM:TO", "times").orElse("the whole series"),
      "Evaluate the times FROM <= t < TO only; the first of them follows the start state."
          + " Timestamps as FROM/TO, in ISO 8601."),
  INITIAL_STATE(
      SUBJECT,
      value("FILE", "path").orElse("the model's own start state, zeros unless it states another"),
      "Start from the state in this file, as --final-state wrote it."),
  CSV_SEPARATOR(
      SUBJECT,
      value("C", "one character, tab or space").orElse("a comma, or a tab in files named .tsv"),
      "The separator of the fields in CSV files."),
  CSV_DECIMAL(
      SUBJECT,
      value(".|,", "one character").or("."),
      "The decimal mark of the numbers in CSV files; where it is also the separator,"
          + " numbers must be in quotes."),
  CSV_COMMENT(
      SUBJECT,
      value("C", "one character").orElse("no line is a comment"),
      "Skip lines of CSV files that begin with this character."),
  CSV_ENCODING(
      SUBJECT,
      value("NAME", "character set").or("UTF-8"),
      "The character set of CSV files, such as UTF-16, ISO-8859-1 or windows-1252."),

  LATE(
      STREAM,
      value("fail|drop", "choice").or("fail"),
      "What a row means whose time the state has gone past. fail: the stream ends. drop: it is"
          + " dropped."),

  STEPS(SERIES, value("N", "rows"), "How many steps to write, from time 0 on."),
  COLUMNS(
      SERIES,
      value("A,B,...", "names")
          .orElse("no values, the time column alone, for models without inputs"),
      "The columns to fill."),
  KIND(
      SERIES,
      value("normal|sine", "choice").or("normal"),
      "The content of the columns: independent standard normal numbers, or a slow sine wave"
          + " in each."),
  SEED(
      SERIES,
      value("N", "whole number").or("1"),
      "The seed of the random numbers. The same seed gives the same series for any number"
          + " of partitions."),

  STATE_SIZES(
      BENCH,
      value("D,D,...", "numbers").orElse("8,64,256; of study, those of the preset"),
      "The hidden units of the networks. bench: GRUs with two inputs and PyTorch's initialisation."
          + " study: those of --generate, each in every size."),
  GRID(
      BENCH,
      switchedOff(),
      "Measure auto and sequential on series of 10,000, 100,000, 1,000,000 and 10,000,000 steps,"
          + " as far as the loop walks them in seconds, and by default for state sizes of 3, 32, 256"
          + " and 1024."),
  REPEATS(
      BENCH,
      value("N", "whole number").or("5"),
      "The number of measurements of each, in turns; tables show the median and the range."),
  PYTHON(
      BENCH,
      value("FILE", "path"),
      "A Python interpreter with torch or jax: nn.GRU, and deer and quasi-deer in JAX as in"
          + " the papers, are measured too, with the same sizes and steps."),

  PRESET(
      STUDY,
      value("this-cluster|elk-figure-2|elk-figure-4|predictability", "choice").or("this-cluster"),
      "The grid, where other options do not say otherwise. this-cluster: about ten minutes on two"
          + " cores, which a first study should be. elk-figure-2: the untrained GRUs of that figure"
          + " of the paper on ELK. elk-figure-4: its comparison on an autoregressive network, which"
          + " --model names. predictability: mean-field networks from calm to chaotic."),
  SCALE(
      STUDY,
      value("X", "factor").or("1"),
      "All lengths of the grid times X: 0.01 makes a short study of a preset."),
  GENERATE(
      STUDY,
      value("KIND:D=N", "networks").orElse("those of the preset").repeatable(),
      "A network with random weights, in place of --model: gru:D=64, lstm:D=64, rnn:D=64 or"
          + " mean-field:D=64:gain=1.2. Repeat it, or separate several by commas."),
  LENGTHS(
      STUDY,
      value("T,T,...", "numbers").orElse("those of the preset"),
      "Lengths of the series, such as 1e5,1e6. Inputs are standard normal numbers."),
  EXECUTORS(
      STUDY,
      value("N,N,...", "numbers").orElse("--cores in place of it"),
      "Numbers of executors, each in a fresh application: separate processes of one core on this"
          + " machine, or executors of the given master. With --predict, those to predict for."),
  CORES(
      STUDY,
      value("N,N,...", "numbers").orElse("1, 2, 4, ... up to the cores of this machine"),
      "Numbers of cores of Spark in one process, in place of --executors."),
  SEGMENT_LENGTHS(
      STUDY,
      value("L,L,...", "numbers").orElse("each method's own"),
      "Segment lengths for methods that do not choose their own, each in turn."),
  KERNELS(
      STUDY,
      value("A,B,...", "choices").or("auto"),
      "The kernels to compare: auto, jvm, opencl, nd4j, reference."),
  WARMUP(
      STUDY,
      value("N", "runs").or("1"),
      "Runs of each case in each application that are not counted: code is compiled, inputs are"
          + " drawn."),
  STRONG(STUDY, switchedOff(), "Measure every length on every number of executors. The default."),
  WEAK(
      STUDY,
      switchedOff(),
      "Measure lengths that grow with the executors: each length is that of one core."),
  RESUME(
      STUDY,
      switchedOff(),
      "Go on with a study that was interrupted: runs that are recorded in --output are kept. The"
          + " grid has to be the same."),
  FROM_EVENT_LOG(
      STUDY,
      value("PATH", "path"),
      "Measure nothing: take an event log of Spark apart, a file or a folder, of any run."),
  PREDICT(
      STUDY,
      switchedOff(),
      "Measure nothing: predict from the study in --output, for --executors and --length."),
  LENGTH(STUDY, value("T", "steps"), "The length to predict for, such as 1e10."),

  CHECK_MODEL(
      INSPECTION,
      switchedOff(),
      "Test every recurrence of the model: that it is a function, that its derivatives are those of"
          + " its steps, and the other laws of RecurrenceContract."),

  METHODS(
      COMPARISON,
      value("A,B,...", "names"),
      "Compare these methods on the same series, in place of --method: prints a table, draws a"
          + " picture, and writes no result."),
  AGAINST_LOOP(
      COMPARISON,
      value("DIFFERENCE", "number").orElse("the result alone is compared with the loop"),
      "Also compare the states where segments begin with the sequential loop after every"
          + " iteration, and count the iterations until they differ by this much at most, relative"
          + " to 1 + |state|. It gathers these states on the driver."),
  METHOD(
      SOLVER,
      value("NAME", "name").or("auto"),
      "How to solve: "
          + MethodNames.all()
          + ". auto probes the dynamics, then takes shooting or sequential where no parallel"
          + " method is faster; where shooting turns out to cost too much, it changes to the"
          + " loop. With a given segment length or guess it takes shooting."),
  SEGMENT_LENGTH(
      SOLVER,
      value("N|auto", "steps").orElse("auto for auto, shooting and sequential, else 1"),
      "The number of steps walked one after the other between two unknown states. auto:"
          + " long enough to forget the start, short enough to fill every core."),
  JACOBIAN(
      SOLVER,
      value("auto|none|identity|diagonal|dense|secant", "choice").or("auto"),
      "How shooting corrects start states where its first walks do not settle: none; the"
          + " identity, the diagonal or all of the segments' Jacobians; secant, a map through what"
          + " the walks so far have shown, from the fifth walk on. auto: dense for states of up to"
          + " 16 numbers and for damping, else secant. Other methods have their own."),
  DAMPING(
      SOLVER,
      value("KIND", "name[:number]").orElse("adaptive for elk and quasi-elk, else none"),
      "The damping of updates: none; fixed:LAMBDA, a Kalman filter that takes the last"
          + " iterate as an observation of that precision; published, one with the lambda of the"
          + " paper, 1e-6, or 1e-2 for diagonals; adaptive, one whose lambda follows the run;"
          + " scale:K, Jacobians times 1 - K; clip:C, Jacobians no larger than C. Where --methods"
          + " names elk or quasi-elk, it applies to these only."),
  ELK_PREFIX(
      SOLVER,
      value("hard|published", "choice").or("hard"),
      "hard: segments whose start is settled are not damped, so that each iteration settles at least"
          + " one more. published: all are damped, as in the code published with the method."),
  ELK_STEP(
      SOLVER,
      value("filter|smooth", "choice").or("filter"),
      "filter: the filtered means, which look back only. smooth: the smoothed means, with --elk-prefix"
          + " published the step of Levenberg and Marquardt; it stalls where the dynamics do not"
          + " contract."),
  NON_FINITE(
      SOLVER,
      value("drop|published", "choice").or("drop"),
      "The treatment of a proposed state or a Jacobian that is not finite. drop: the state"
          + " stays unchanged, the Jacobian is zero. published: NaN becomes 0 and an infinity the"
          + " largest finite number of the precision, as in the codes published with deer and"
          + " elk. Segments whose start is settled do not depend on it."),
  GUESS(
      SOLVER,
      value("KIND", "name[:value]")
          .orElse("for shooting, a burn-in as long as a probe suggests; else zeros"),
      "Where the iterations begin: zeros; start, the start state everywhere; input, one"
          + " step from zeros; normal:SEED, random states; burn-in:STEPS, a walk of STEPS steps"
          + " from the start state to the start of each segment; warm:PATH, the states of an"
          + " earlier result over the same times."),
  SHORT_SWEEPS(
      SOLVER,
      value("N", "sweeps").or("0"),
      "Begin with N sweeps of Newton's method at segment length 1: where the dynamics have"
          + " several attractors, this brings long segments to the right one."),
  PRECISION(SOLVER, value("float|double", "choice").or("float"), "The precision of the states."),
  KERNEL(
      SOLVER,
      value("auto|jvm|opencl|nd4j|reference", "choice").or("auto"),
      "The kernel that walks the segments. jvm: many side by side, in vector registers."
          + " opencl: thousands side by side, on GPUs, with the bits of jvm. nd4j: array"
          + " operations of ND4J, which executors need on their class path. reference: one after"
          + " the other, for any model, written to be read. The last two round differently. auto:"
          + " opencl where tasks have a GPU, else jvm, where it supports the model and the Java"
          + " virtual machine has the Vector API."),
  DEVICE_MEMORY(
      SOLVER,
      value("X", "fraction of free memory, or bytes").or("0.8"),
      "How much of a GPU's memory the opencl kernel uses: a fraction such as 0.8, or bytes"
          + " such as 8g. Inputs and Jacobians stay there between sweeps as far as they fit."),
  TOLERANCE(
      SOLVER,
      value("X", "relative to 1 + |state|").orElse("1e-6 in float, 1e-12 in double"),
      "A run has converged when residual and update are both within it."),
  TOLERANCE_ON(
      SOLVER,
      value("states|outputs", "choice")
          .orElse(
              "outputs where nothing else is kept: --emit outputs, a model with a readout, and no"
                  + " --final-state"),
      "Whether the tolerance is for the states or for the outputs, which may be right long before"
          + " every number of a state is. The check and its bound follow."),
  MAX_ITERATIONS(
      SOLVER,
      value("N", "iterations").or("1000"),
      "Give up after N iterations; the exit code is then 3."),

  PARTITIONS(
      LAYOUT,
      value("N", "tasks").orElse("one per core, and more for long series"),
      "The number of Spark tasks that share the series. The result does not depend on it."),
  BLOCK_STEPS(
      LAYOUT,
      value("N", "steps").orElse("chosen from the length of the series and the cores"),
      "Steps in a block, the unit in which data is held and distributed."),
  SCAN(
      LAYOUT,
      value("flat|tree|auto", "choice").or("auto"),
      "Where the segments' maps are combined: on the driver, in a tree over the cluster, or"
          + " whichever sends less data. The result does not depend on it."),
  JACOBIANS(
      LAYOUT,
      value("keep|recompute|auto", "choice").or("auto"),
      "Whether Jacobians are kept between iterations or computed a second time, to save"
          + " memory. auto: kept if they fit."),
  GPUS(
      LAYOUT,
      value("N", "GPUs per executor").orElse("none, unless Spark's own settings give tasks a GPU"),
      "Give each executor N GPUs, and walk on them: where one is missing, or the opencl kernel"
          + " does not know the model, the run ends before its first iteration."),
  FAN_IN(LAYOUT, value("N", "nodes").or("8"), "Children of a node of the combine tree."),
  WORK_DIR(
      LAYOUT,
      value("DIR", "path").orElse("a folder beside the output"),
      "Where intermediate states are checkpointed; all executors must reach it."),
  CHECKPOINT(
      LAYOUT,
      value("DIR", "path"),
      "Keep the state of the solve in this folder, which all executors must reach, so that a run"
          + " whose driver is lost goes on from there: by resume, or by the same command again."
          + " Deleted once there is a result."),
  CHECKPOINT_EVERY(
      LAYOUT,
      value("S", "seconds").orElse("60, or ten times as long as a checkpoint takes"),
      "The seconds of work that may be lost with the driver."),

  OUTPUT(
      RESULT,
      value("DIR", "path"),
      "The folder for the result, Parquet files ordered by time. It appears whole or not at all."),
  OUTPUT_TABLE(
      RESULT,
      value("NAME", "table"),
      "The table of Spark's catalog for the result, in place of --output; written after the check,"
          + " as whole as its catalog makes it. Needs --report."),
  OUTPUT_FORMAT(
      RESULT,
      value("NAME", "format").orElse("parquet; of a table that exists, its own"),
      "The format of the result: parquet, orc or json; of a new table also delta, iceberg or any"
          + " other that Spark finds."),
  PARTITION_BY(
      RESULT,
      value("NAME=SQL", "column and expression").orElse("no partitions"),
      "Add a column to the result, computed from its times and series, such as \"day=t div 86400\","
          + " and partition the folder or a new table by it."),
  MODE(
      RESULT,
      value("error|overwrite|append|skip", "choice").or("error"),
      "Where the output exists: refuse the run, replace the content, add the rows (tables only), or"
          + " do nothing and call it done."),
  OVERWRITE(RESULT, switchedOff(), "Replace an existing output; of evaluate, --mode overwrite."),
  EMIT(
      RESULT,
      value("states,outputs", "choices").or("states,outputs"),
      "What to write; outputs exist where the model has a readout."),
  OUTPUT_SCALE(
      RESULT,
      value("data|model", "choice")
          .orElse("data where the model's sidecar has a target, else model"),
      "The units of the outputs. data: those of the data, output * std + mean with the numbers of"
          + " the sidecar's target. model: those in which the model was trained."),
  EVERY(RESULT, value("N", "steps").or("1"), "Write only every N-th step."),
  FINAL_STATE(
      RESULT,
      value("FILE", "path"),
      "Also write the last state, for the --initial-state of a later run."),
  KEEP_UNCONVERGED(
      RESULT,
      switchedOff(),
      "Write the result even when the run did not converge (the exit code stays 3)."),

  VERIFY(
      CHECK,
      value("none|sample|full", "choice").orElse("sample; full with --example, and in studies"),
      "full: compare every step with the sequential loop. sample: walk random blocks and"
          + " compare their ends, which does not prove equality with the loop."),
  REPORT(
      CHECK,
      value("DIR", "path")
          .orElse("_deerpark in the output, or _deerpark/OUTPUT beside it where there is none"),
      "The folder for report.json, written on failure too, history.csv and convergence.png."),
  VERBOSE(TERMINAL, switchedOff(), "Show Spark's log, and the cause of a failure.");

  /** The prefix of Deerpark's configuration keys. */
  public static final String KEY_PREFIX = "spark.deerpark.";

  private final Group group;
  private final OptionForm form;
  private final String description;

  Option(Group group, OptionForm form, String description) {
    this.group = group;
    this.form = form;
    this.description = description;
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
    return form.placeholder();
  }

  public boolean isSwitch() {
    return form.placeholder().isEmpty();
  }

  /** True for an option that may be given several times, its values joined by commas. */
  public boolean isRepeatable() {
    return form.isRepeatable();
  }

  /** The unit of the value: steps, path, tasks and so on. */
  public String unit() {
    return form.unit();
  }

  /** False where there is no default. */
  public boolean hasDefault() {
    return !defaultValue().equals(Default.none());
  }

  public Default defaultValue() {
    return form.defaultValue();
  }

  /** One or two sentences for the help and the reference file. */
  public String description() {
    return description;
  }
}
