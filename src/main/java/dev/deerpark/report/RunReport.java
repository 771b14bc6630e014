// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.deerpark.settings.Redaction;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report of one run, filled in while the run goes on. Its fields, and those of the records in
 * it, are the fields of {@code report.json}. Not safe for use by several threads.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public final class RunReport {
  /** Increased whenever a field changes its name or meaning. */
  private final int schema = 2;

  private final String command;
  private final String started;
  private String ended;
  private Application application;
  private Places places;
  private ResumedFrom resumedFrom;
  @JsonUnwrapped private Ending outcome;
  @JsonUnwrapped private PlanFigures plan;
  @JsonUnwrapped private SolverFigures solution;
  private Double seconds;
  private final Map<String, Double> secondsByPhase = new LinkedHashMap<>();
  private Double driverOnlySeconds;
  private Long deviceSteps;
  private Verification verification;
  private List<ComparedRun> runs = List.of();
  private List<EvaluatedNode> nodes = List.of();
  private final List<String> warnings = new ArrayList<>();
  private SeriesTimes times;
  private Long filledSteps;
  private Long droppedRows;
  private String inputDigest;
  private String inputPlan;
  private String modelDigest;
  private String scaling;
  private String outputDigest;
  private final Map<String, SettingValue> settings = new LinkedHashMap<>();
  private final Versions versions = Versions.current();

  /**
   * An empty report.
   *
   * @param command the command's name
   * @param started when it began; written in UTC
   */
  public RunReport(String command, Instant started) {
    this.command = command;
    this.started = started.toString();
  }

  /** Sets the application that runs it, and the places that it reads and writes. */
  public void begun(Application runningIn, Places reading) {
    application = runningIn;
    places = reading;
  }

  /** Sets what the run goes on from. */
  public void resumed(ResumedFrom checkpoint) {
    resumedFrom = checkpoint;
  }

  /**
   * Adds an option's value and where it came from.
   *
   * @param text empty where nothing was given and the default depends on others
   * @param unit which decides whether the text is a number, a list, a boolean or a string
   */
  public void configured(String option, Optional<String> text, String unit, String source) {
    settings.put(option, SettingValue.of(text, unit, source));
  }

  /** Sets the figures of the plan. */
  public void planned(PlanFigures resolved) {
    plan = resolved;
  }

  /**
   * Sets the digest of the input that was read, and how and why its rows were brought into the
   * order of time.
   */
  public void readInput(String digest, String plan) {
    inputDigest = digest;
    inputPlan = plan;
  }

  /** Sets the times of the series. */
  public void timed(SeriesTimes found) {
    times = found;
  }

  /**
   * Sets the number of missing steps that took the values of the row before, and that of rows that
   * were dropped because another had their time.
   */
  public void mended(long filled, long dropped) {
    filledSteps = filled == 0 ? null : filled;
    droppedRows = dropped == 0 ? null : dropped;
  }

  /** Sets the digest of the model that was loaded, and how its inputs and outputs are scaled. */
  public void loadedModel(String digest, String sentence) {
    modelDigest = digest;
    scaling = sentence;
  }

  /** Sets the digest of all states of the result, written or not. */
  public void wrote(String digest) {
    outputDigest = digest;
  }

  /** Sets the figures of the solver. */
  public void solved(SolverFigures found) {
    solution = found;
  }

  /** Sets how the result was checked. */
  public void verified(Verification check) {
    verification = check;
  }

  /** Sets the runs of a comparison, in place of the plan and the figures of a single run. */
  public void compared(List<ComparedRun> all) {
    plan = null;
    runs = List.copyOf(all);
  }

  /**
   * Sets the nodes of a network that were solved, in place of the figures of a single recurrence.
   */
  public void evaluated(List<EvaluatedNode> solved) {
    nodes = List.copyOf(solved);
  }

  /** Adds to the seconds of a phase. */
  public void spent(Phase phase, double moreSeconds) {
    secondsByPhase.merge(phase.label(), moreSeconds, Double::sum);
  }

  /** Sets the seconds of the phase {@code solve}, what it writes included, without any task. */
  public void spentOnDriverAlone(double alone) {
    driverOnlySeconds = alone;
  }

  /** Sets the evaluations of f that were made on devices. */
  public void walkedOnDevices(long steps) {
    deviceSteps = steps;
  }

  /**
   * How much of a run's walks devices made, of a single recurrence, a network or a comparison;
   * empty where no device was to.
   */
  public Optional<String> shareOfDevices() {
    double all = plan != null && solution != null ? evaluations(plan, solution) : 0;
    for (EvaluatedNode node : nodes) {
      all += evaluations(node.plan(), node.solution());
    }
    for (ComparedRun run : runs) {
      all += evaluations(run.plan(), run.solution());
    }
    return deviceSteps == null || all == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                deviceSteps < all
                    ? "Devices walked %,d of %,.0f steps, processors the others."
                    : "Devices walked %,d steps.",
                deviceSteps,
                all));
  }

  private static double evaluations(PlanFigures plan, SolverFigures solution) {
    return solution.passes() * plan.steps();
  }

  /** The forecast of a single recurrence beside what came, once both are known. */
  public Optional<ForecastCheck> forecastCheck() {
    Double solving = secondsByPhase.get(Phase.SOLVE.label());
    if (plan == null || plan.plan() == null || solution == null || solving == null) {
      return Optional.empty();
    }
    double writing = secondsByPhase.getOrDefault(Phase.WRITE.label(), 0.0);
    return ForecastCheck.of(plan, solution, solving + writing);
  }

  /** Adds something that the user should know but that did not stop the run. */
  public void warn(String sentence) {
    warnings.add(sentence);
  }

  /** Sets how the run ended, and the seconds from its start. */
  public void ended(Ending how, double wholeSeconds) {
    outcome = how;
    seconds = wholeSeconds;
    ended = Instant.now().toString();
  }

  /**
   * The content of {@code report.json}.
   *
   * @param redaction masks the secrets in its texts
   */
  public String json(Redaction redaction) {
    try {
      return ReportJson.masking(redaction).writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The figures of the solver, or of all that were compared. */
  List<SolverFigures> figures() {
    return solution != null
        ? List.of(solution)
        : Stream.concat(
                runs.stream().map(ComparedRun::solution),
                nodes.stream().map(EvaluatedNode::solution))
            .toList();
  }

  /** The names of the nodes of a network, in the order of {@link #figures}. */
  List<String> nodeNames() {
    return nodes.stream().map(EvaluatedNode::name).toList();
  }

  /** The time of each phase, on one line. */
  public String times() {
    return secondsByPhase.entrySet().stream()
        .map(phase -> String.format(Locale.ROOT, "%s %.1f s", phase.getKey(), phase.getValue()))
        .collect(Collectors.joining(", ", "Seconds: ", ""));
  }

  @JsonProperty("forecastCheck")
  private ForecastCheck forecastCheckOrNull() {
    return forecastCheck().orElse(null);
  }

  /** Steps over the seconds of the phase {@code solve}; null before both are known. */
  @JsonProperty
  private Double stepsPerSecond() {
    Double solving = secondsByPhase.get(Phase.SOLVE.label());
    return plan == null || solving == null ? null : plan.steps() / solving;
  }
}
