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

import dev.deerpark.settings.option.BenchForms;
import dev.deerpark.settings.option.CheckForms;
import dev.deerpark.settings.option.ComparisonForms;
import dev.deerpark.settings.option.Default;
import dev.deerpark.settings.option.InputForms;
import dev.deerpark.settings.option.LayoutForms;
import dev.deerpark.settings.option.ModelForms;
import dev.deerpark.settings.option.OptionForm;
import dev.deerpark.settings.option.ResultForms;
import dev.deerpark.settings.option.SeriesForms;
import dev.deerpark.settings.option.SolverForms;
import dev.deerpark.settings.option.StreamForms;
import dev.deerpark.settings.option.StudyForms;
import java.util.Locale;

/**
 * Every option of every command, with its heading; how its value is written, its default and its
 * description are declared in {@link dev.deerpark.settings.option}. An option {@code --name} has
 * the configuration key {@code spark.deerpark.name}.
 */
public enum Option {
  EXAMPLE(SUBJECT, ModelForms.EXAMPLE),
  MODEL(SUBJECT, ModelForms.MODEL),
  ONNX_FROM(SUBJECT, ModelForms.ONNX_FROM),
  ONNX_TO(SUBJECT, ModelForms.ONNX_TO),
  MODEL_CLASS(SUBJECT, ModelForms.MODEL_CLASS),
  MODEL_PARAM(SUBJECT, ModelForms.MODEL_PARAM),
  INPUT(SUBJECT, InputForms.INPUT),
  INPUT_TABLE(SUBJECT, InputForms.INPUT_TABLE),
  INPUT_SQL(SUBJECT, InputForms.INPUT_SQL),
  INPUT_FORMAT(SUBJECT, InputForms.INPUT_FORMAT),
  TIME_COLUMN(SUBJECT, InputForms.TIME_COLUMN),
  TIME_STEP(SUBJECT, InputForms.TIME_STEP),
  TIME_FORMAT(SUBJECT, InputForms.TIME_FORMAT),
  TIME_ZONE(SUBJECT, InputForms.TIME_ZONE),
  SERIES_COLUMN(SUBJECT, InputForms.SERIES_COLUMN),
  ON_BAD_SERIES(SUBJECT, InputForms.ON_BAD_SERIES),
  GAPS(SUBJECT, InputForms.GAPS),
  DUPLICATES(SUBJECT, InputForms.DUPLICATES),
  VALUE_COLUMNS(SUBJECT, InputForms.VALUE_COLUMNS),
  RANGE(SUBJECT, InputForms.RANGE),
  INITIAL_STATE(SUBJECT, InputForms.INITIAL_STATE),
  CSV_SEPARATOR(SUBJECT, InputForms.CSV_SEPARATOR),
  CSV_DECIMAL(SUBJECT, InputForms.CSV_DECIMAL),
  CSV_COMMENT(SUBJECT, InputForms.CSV_COMMENT),
  CSV_ENCODING(SUBJECT, InputForms.CSV_ENCODING),

  LATE(STREAM, StreamForms.LATE),
  LONGEST_FILL(STREAM, StreamForms.LONGEST_FILL),
  SCHEMA(STREAM, StreamForms.SCHEMA),
  SOURCE_OPTION(STREAM, StreamForms.SOURCE_OPTION),
  TRIGGER(STREAM, StreamForms.TRIGGER),

  STEPS(SERIES, SeriesForms.STEPS),
  COLUMNS(SERIES, SeriesForms.COLUMNS),
  KIND(SERIES, SeriesForms.KIND),
  SEED(SERIES, SeriesForms.SEED),

  STATE_SIZES(BENCH, BenchForms.STATE_SIZES),
  GRID(BENCH, BenchForms.GRID),
  REPEATS(BENCH, BenchForms.REPEATS),
  PYTHON(BENCH, BenchForms.PYTHON),

  PRESET(STUDY, StudyForms.PRESET),
  SCALE(STUDY, StudyForms.SCALE),
  GENERATE(STUDY, StudyForms.GENERATE),
  LENGTHS(STUDY, StudyForms.LENGTHS),
  EXECUTORS(STUDY, StudyForms.EXECUTORS),
  CORES(STUDY, StudyForms.CORES),
  SEGMENT_LENGTHS(STUDY, StudyForms.SEGMENT_LENGTHS),
  KERNELS(STUDY, StudyForms.KERNELS),
  WARMUP(STUDY, StudyForms.WARMUP),
  STRONG(STUDY, StudyForms.STRONG),
  WEAK(STUDY, StudyForms.WEAK),
  RESUME(STUDY, StudyForms.RESUME),
  FROM_EVENT_LOG(STUDY, StudyForms.FROM_EVENT_LOG),
  PREDICT(STUDY, StudyForms.PREDICT),
  LENGTH(STUDY, StudyForms.LENGTH),

  CHECK_MODEL(INSPECTION, CheckForms.CHECK_MODEL),

  METHODS(COMPARISON, ComparisonForms.METHODS),
  AGAINST_LOOP(COMPARISON, ComparisonForms.AGAINST_LOOP),

  METHOD(SOLVER, SolverForms.METHOD),
  SEGMENT_LENGTH(SOLVER, SolverForms.SEGMENT_LENGTH),
  JACOBIAN(SOLVER, SolverForms.JACOBIAN),
  DAMPING(SOLVER, SolverForms.DAMPING),
  ELK_PREFIX(SOLVER, SolverForms.ELK_PREFIX),
  ELK_STEP(SOLVER, SolverForms.ELK_STEP),
  NON_FINITE(SOLVER, SolverForms.NON_FINITE),
  GUESS(SOLVER, SolverForms.GUESS),
  SHORT_SWEEPS(SOLVER, SolverForms.SHORT_SWEEPS),
  PRECISION(SOLVER, SolverForms.PRECISION),
  KERNEL(SOLVER, SolverForms.KERNEL),
  DEVICE_MEMORY(SOLVER, SolverForms.DEVICE_MEMORY),
  TOLERANCE(SOLVER, SolverForms.TOLERANCE),
  TOLERANCE_ON(SOLVER, SolverForms.TOLERANCE_ON),
  MAX_ITERATIONS(SOLVER, SolverForms.MAX_ITERATIONS),

  PARTITIONS(LAYOUT, LayoutForms.PARTITIONS),
  BLOCK_STEPS(LAYOUT, LayoutForms.BLOCK_STEPS),
  SCAN(LAYOUT, LayoutForms.SCAN),
  JACOBIAN_STORAGE(LAYOUT, LayoutForms.JACOBIAN_STORAGE),
  GPUS(LAYOUT, LayoutForms.GPUS),
  FAN_IN(LAYOUT, LayoutForms.FAN_IN),
  WORK_DIR(LAYOUT, LayoutForms.WORK_DIR),
  CHECKPOINT(LAYOUT, LayoutForms.CHECKPOINT),
  CHECKPOINT_EVERY(LAYOUT, LayoutForms.CHECKPOINT_EVERY),

  OUTPUT(RESULT, ResultForms.OUTPUT),
  OUTPUT_TABLE(RESULT, ResultForms.OUTPUT_TABLE),
  OUTPUT_FORMAT(RESULT, ResultForms.OUTPUT_FORMAT),
  COMPRESSION(RESULT, ResultForms.COMPRESSION),
  STATES_AS(RESULT, ResultForms.STATES_AS),
  PARTITION_BY(RESULT, ResultForms.PARTITION_BY),
  MODE(RESULT, ResultForms.MODE),
  OVERWRITE(RESULT, ResultForms.OVERWRITE),
  EMIT(RESULT, ResultForms.EMIT),
  OUTPUT_SCALE(RESULT, ResultForms.OUTPUT_SCALE),
  EVERY(RESULT, ResultForms.EVERY),
  FINAL_STATE(RESULT, ResultForms.FINAL_STATE),
  KEEP_UNCONVERGED(RESULT, ResultForms.KEEP_UNCONVERGED),

  VERIFY(CHECK, CheckForms.VERIFY),
  REPORT(CHECK, CheckForms.REPORT),

  VERBOSE(TERMINAL, CheckForms.VERBOSE);

  /** The prefix of Deerpark's configuration keys. */
  public static final String KEY_PREFIX = "spark.deerpark.";

  private final Group group;
  private final OptionForm form;

  Option(Group group, OptionForm form) {
    this.group = group;
    this.form = form;
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
    return form.description();
  }
}
