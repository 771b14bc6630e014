// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.ReadPlan;
import dev.deerpark.plan.forecast.Way;
import dev.deerpark.plan.probe.Dynamics;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.solve.FormPolicy;
import dev.deerpark.solve.Method;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planned, and what is refused, before a series is read; by no cluster. */
class PlannerTest {

  private static final long MIB = 1L << 20;
  private static final int LANES = 16;
  private static final Optional<Dynamics> FORGETS =
      Optional.of(new Dynamics(8192, OptionalInt.of(100), Double.NaN, 9000));
  private static final Optional<Dynamics> REMEMBERS =
      Optional.of(new Dynamics(8192, OptionalInt.empty(), -1e-5, 30_000));

  private static final Setting SETTING = new Setting(24, 1, 400 * MIB, 2);

  private static Setting ofSize(int stateSize, long storage) {
    return new Setting(stateSize, 0, storage, 2);
  }

  /** What the data says where it says nothing. */
  private record Silent(Optional<String> refusal) implements SeriesFacts {

    @Override
    public ReadPlan readPlan(Layout layout) {
      return new ReadPlan(true, "");
    }

    @Override
    public Optional<String> refusal(Layout layout) {
      return refusal;
    }
  }

  /** A model on a cluster. */
  private record Setting(int stateSize, int outputSize, long storage, int cores) {

    Planner planner(long steps, String words) {
      Map<Option, String> options = new EnumMap<>(Option.class);
      options.put(Option.MODEL, "m.json");
      options.put(Option.INPUT, "in");
      String[] all = words.isEmpty() ? new String[0] : words.split(" ");
      for (int i = 0; i < all.length; i += 2) {
        String flag = all[i];
        options.put(
            Stream.of(Option.values()).filter(o -> o.flag().equals(flag)).findFirst().orElseThrow(),
            all[i + 1]);
      }
      EvaluateSettings settings =
          EvaluateSettings.forInspect(OptionValues.resolve(options, Map.of()));
      Problem problem = new Problem("m", stateSize, 2, outputSize, new TimeRange(0, steps));
      return new Planner(settings, problem, "jvm", LANES, 0, new Cluster(1, cores, storage, ""));
    }

    Plan plan(long steps, String words, Optional<Dynamics> dynamics) {
      return planner(steps, words).plan(dynamics, new Silent(Optional.empty()));
    }
  }

  private static Planner planner(long steps, String words) {
    return SETTING.planner(steps, words);
  }

  private static Plan plan(long steps, String words, Optional<Dynamics> dynamics) {
    return SETTING.plan(steps, words, dynamics);
  }

  @Test
  void theTimeToWriteGrowsWithTheNumbersThatAreWritten() {
    for (int outputs : new int[] {0, 1, 2, 300}) {
      Setting setting = new Setting(24, outputs, 400 * MIB, 2);
      double states = writeSeconds(setting, "--emit states");
      double all = writeSeconds(setting, "");
      double none = writeSeconds(new Setting(24, 0, 400 * MIB, 2), "--emit outputs");
      double one = writeSeconds(SETTING, "--emit outputs") - none;
      assertThat(all - states).isCloseTo(outputs * one, within(1e-9));
      assertThat(writeSeconds(setting, "--emit outputs") - none)
          .isCloseTo(outputs * one, within(1e-9));
      assertThat(states - none).isCloseTo(24 * one, within(1e-9));
      assertThat(one).isPositive();
    }
  }

  private static double writeSeconds(Setting setting, String words) {
    Plan plan = setting.plan(1_000_000, words, FORGETS);
    return plan.forecast().of(Way.LOOP).orElseThrow().writeSeconds();
  }

  @Test
  void aSeriesThatForgetsIsShotFromABurnInAndWrittenByItsFirstWalk() {
    Plan plan = plan(1_000_000, "", FORGETS);

    assertThat(plan.method()).isEqualTo(Method.SHOOTING);
    assertThat(plan.beginning().burnIn()).isPresent();
    assertThat(plan.firstWalkWrites()).isTrue();
    assertThat(plan.expectedPasses().passes().orElseThrow()).isBetween(1.0, 1.2);
    assertThat(plan.patience()).isPresent();
    assertThat(plan.refusals()).isEmpty();
    plan.requireWorkable();
    assertThat(plan.forecast().of(Way.BURN_IN).orElseThrow().passes())
        .as("the candidate is the plan")
        .isEqualTo(plan.expectedPasses().passes().orElseThrow());
    assertThat(plan(1_000_000, "--method sequential", FORGETS).expectedPasses().passes())
        .hasValue(plan.forecast().loop().passes());
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aMethodThatIsNamedIsTakenAndKeptToItsEnd(Method method) {
    Plan plan = plan(100_000, "--method " + method.label(), FORGETS);

    assertThat(plan.method()).isEqualTo(method);
    assertThat(plan.patience()).isEmpty();
    FormPolicy policy = method.forms().forStates(24);
    assertThat(plan.forms().policy()).isEqualTo(policy);
    assertThat(plan.memory().forms())
        .extracting(FormMemory::form)
        .containsExactlyElementsOf(policy.possible());
    plan.memory().forms().forEach(form -> assertThat(plan.scans().of(form.form())).isNotNull());
    assertThat(plan.refusals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--segment-length 64", "--short-sweeps 2", "--guess zeros"})
  void whoAsksForSegmentsGetsAMethodThatHasSome(String words) {
    Planner planner = planner(100_000, words);

    assertThat(planner.needsDynamics()).isTrue();
    Plan plan = planner.plan(REMEMBERS, new Silent(Optional.empty()));
    assertThat(plan.method()).isEqualTo(Method.SHOOTING);
    assertThat(plan.choice().way().isEmpty())
        .as("states that are known already are none of the forecast's")
        .isEqualTo(words.startsWith("--short-sweeps"));
  }

  @Test
  void aForecastIsOfTheSegmentsAndTheBurnInThatTheUserGives() {
    Optional<Dynamics> late =
        Optional.of(new Dynamics(20_000, OptionalInt.of(20_000), Double.NaN, 10_000));
    Setting wide = ofSize(64, 4096 * MIB);
    String cut = "--segment-length 1250 --jacobian ";

    assertThat(passes(wide.plan(1_000_000, cut + "secant", late), Way.SECANTS))
        .isCloseTo(0.01 + 0.1 + 1 + 1.6 * 4 + 1, Offset.offset(1e-9));
    assertThat(passes(wide.plan(1_000_000, cut + "secant --guess burn-in:250", late), Way.SECANTS))
        .isCloseTo(0.01 + 0.2 + 1 + 1.6 * 4 + 1, Offset.offset(1e-9));
    assertThat(passes(wide.plan(1_000_000, cut + "none", late), Way.SHOOTING))
        .isCloseTo(0.01 + 0.1 + 1 + 16 + 1, Offset.offset(1e-9));
    assertThat(passes(wide.plan(1_000_000, "--segment-length 10", late), Way.SHOOTING))
        .as("too many segments for secants")
        .isGreaterThan(2000);
  }

  private static double passes(Plan plan, Way way) {
    assertThat(plan.choice().way()).contains(way);
    return plan.forecast().of(way).orElseThrow().passes();
  }

  @Test
  void outputsTakeASecondWalkWhoseForecastIsMade() {
    Optional<Dynamics> inOutputs = Optional.of(new Dynamics(8192, OptionalInt.of(100), -0.1, 9000));
    Plan states = plan(1_000_000, "--tolerance-on states", inOutputs);
    Plan outputs = plan(1_000_000, "--tolerance-on outputs", inOutputs);

    assertThat(states.choice().way()).contains(Way.BURN_IN);
    assertThat(states.firstWalkWrites()).isTrue();
    assertThat(outputs.choice().way()).contains(Way.SHOOTING);
    assertThat(outputs.firstWalkWrites()).isFalse();
    assertThat(outputs.expectedPasses().passes().orElseThrow())
        .isCloseTo(states.expectedPasses().passes().orElseThrow() + 2, Offset.offset(1e-9))
        .isEqualTo(passes(outputs, Way.SHOOTING));
  }

  @Test
  void outputsTakeOneWalkWhereStatesWereSeenToMeet() {
    Plan outputs = plan(1_000_000, "--tolerance-on outputs", FORGETS);

    assertThat(outputs.choice().way()).contains(Way.BURN_IN);
    assertThat(outputs.firstWalkWrites()).isTrue();
  }

  @Test
  void secantsThatAreChosenFitTheDriverHoweverManyCoresThereAre() {
    Optional<Dynamics> late =
        Optional.of(new Dynamics(20_000, OptionalInt.of(20_000), Double.NaN, 10_000));
    for (Optional<Dynamics> dynamics : List.of(late, REMEMBERS)) {
      for (int cores : new int[] {2, 100, 1000, 10_000}) {
        Setting setting = new Setting(256, 0, 4096 * MIB, cores);
        Plan plan = setting.plan(10_000_000, "--method shooting", dynamics);

        assertThat(plan.forms().policy().largest())
            .as("%d cores, %s", cores, plan.layout())
            .isEqualTo(JacobianForm.SECANT);
        assertThat(plan.memory().largest().fitsDriver()).isTrue();
        assertThat(plan.refusals()).isEmpty();
      }
    }
  }

  @Test
  void thePapersMethodsNeedNoProbe() {
    assertThat(planner(1000, "--method deer").needsDynamics()).isFalse();
    assertThat(planner(1000, "--method shooting").needsDynamics()).isTrue();
    assertThat(planner(1000, "").needsDynamics()).isTrue();
  }

  @Test
  void jacobiansThatShootingMayComeToAreComputedAgainWhereTheyCannotBeKept() {
    String words = "--method shooting --segment-length 100 --jacobian dense";
    Plan roomy = ofSize(64, 4096 * MIB).plan(100_000, words, REMEMBERS);
    Plan narrow = ofSize(64, 40 * MIB).plan(100_000, words, REMEMBERS);

    assertThat(roomy.memory().keepJacobians()).isTrue();
    assertThat(narrow.memory().keepJacobians()).isFalse();
    assertThat(narrow.forms().policy()).isEqualTo(FormPolicy.asNeeded(JacobianForm.DENSE));
    assertThat(narrow.layout()).as("whatever the memory").isEqualTo(roomy.layout());
    assertThat(narrow.refusals()).isEmpty();
  }

  @Test
  void elementsThatAreTooMuchForTheDriverGoByATreeAndThoseWithoutJacobiansDoNot() {
    String words =
        "--method shooting --segment-length 100 --partitions 64 --block-steps 400"
            + " --jacobian dense";
    Plan plan = ofSize(512, 100_000 * MIB).plan(100_000, words, REMEMBERS);

    assertThat(plan.scans().of(JacobianForm.ZERO).isFlat()).isTrue();
    assertThat(plan.scans().of(JacobianForm.DENSE).isFlat()).isFalse();
    assertThat(plan.scans().toString()).contains("flat", "tree");
  }

  @Test
  void shootingStaysWithoutJacobiansWhereNoneFitAndSaysSo() {
    String words = "--method shooting --segment-length 391 --jacobian dense";
    Setting small = ofSize(1024, 200 * MIB);
    Plan plan = small.plan(100_000, words, REMEMBERS);

    assertThat(plan.forms().policy().largest()).isEqualTo(JacobianForm.ZERO);
    assertThat(plan.forms().toString()).startsWith("none at all: ").contains("200.0 MiB");
    assertThat(plan.memory().largest().jacobianBytes()).isZero();
    assertThat(plan.refusals()).isEmpty();

    Plan roomy = ofSize(1024, 100_000 * MIB).plan(100_000, words, REMEMBERS);
    assertThat(roomy.layout()).isEqualTo(plan.layout());
    assertThat(roomy.forms().policy().largest()).isEqualTo(JacobianForm.DENSE);
    assertThat(roomy.memory().largest().jacobianBytes()).isEqualTo(256L * 1024 * 1024 * 8);
  }

  @Test
  void jacobiansThatAreToBeKeptAndDoNotFitAreNotTakenByShooting() {
    String words =
        "--method shooting --segment-length 100 --jacobian dense --jacobian-storage keep";
    Plan plan = ofSize(64, 40 * MIB).plan(100_000, words, REMEMBERS);

    assertThat(plan.forms().toString()).contains("none at all", "kept as asked");
    assertThat(plan.refusals()).isEmpty();
  }

  @Test
  void secantsThatTheDriverCannotKeepAreNotTakenAndRefusedWhereTheyWereAskedFor() {
    String words = "--method shooting --segment-length 10";
    Setting large = ofSize(64, 4096 * MIB);
    Plan chosen = large.plan(200_000, words, REMEMBERS);
    Plan asked = large.plan(200_000, words + " --jacobian secant", REMEMBERS);
    Plan longer = large.plan(100_000, words + " --jacobian secant", REMEMBERS);

    assertThat(chosen.forms().policy()).isEqualTo(FormPolicy.always(JacobianForm.ZERO));
    assertThat(chosen.forms().toString()).contains("none at all", "more than 256.0 MiB");
    assertThat(chosen.refusals()).isEmpty();
    assertThat(asked.refusals())
        .singleElement()
        .asString()
        .startsWith("--jacobian secant: with 20,000 segments the driver would keep 410.2 MiB")
        .hasSizeLessThan(400);
    assertThat(longer.refusals()).isEmpty();
    assertThat(longer.memory().largest().driverBytes()).isBetween(200 * MIB, 210 * MIB);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void statesWhoseSquareIsNoIntArePlannedForByEveryMethod(Method method) {
    Plan plan = ofSize(50_000, 4096 * MIB).plan(2000, "--method " + method.label(), FORGETS);

    assertThat(plan.method()).isEqualTo(method);
    boolean needsFull = method.forms().first() == JacobianForm.DENSE;
    assertThat(plan.refusals()).hasSize(needsFull ? 1 : 0);
    if (needsFull) {
      assertThat(plan.refusals().get(0)).contains("2,500,000,000 numbers", "shooting");
      assertThatThrownBy(plan::requireWorkable).isInstanceOf(BadInputException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--guess burn-in:2000000 --segment-length 3000000 | segments are 1000000 steps long",
        "--method elk --elk-step smooth --jacobian-storage recompute | --elk-step smooth needs the",
        "--emit outputs                         | --emit outputs: the model m has no readout",
        "--tolerance-on outputs                 | --tolerance-on outputs: the model m has no readout",
        "--method deer --jacobian-storage keep         | The iterate of 1,000,000 segments takes",
        "--short-sweeps 1                       | --short-sweeps: the states of all 1,000,000",
        "--short-sweeps 1 --segment-length 10000 --block-steps 1000000 | than an array holds",
      })
  void whatCannotWorkIsRefusedInAPlanThatStillSaysTheRest(String words, String sentence) {
    Plan plan = ofSize(64, 100 * MIB).plan(1_000_000, words, FORGETS);

    assertThat(plan.refusals()).anySatisfy(refusal -> assertThat(refusal).contains(sentence));
    assertThat(plan.layout().steps()).isEqualTo(1_000_000);
    assertThatThrownBy(plan::requireWorkable)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "--emit outputs, true",
    "--emit outputs --tolerance-on states, false",
    "--emit outputs --final-state last, false",
    "--tolerance-on outputs, true",
  })
  void theToleranceIsOnTheOutputsWhereNothingElseIsKeptOrItIsAskedFor(
      String words, boolean isOnOutputs) {
    Plan plan = plan(100_000, words, FORGETS);

    assertThat(plan.judgesOutputs()).isEqualTo(isOnOutputs);
    assertThat(plan.refusals()).isEmpty();
  }

  @Test
  void aClashOfColumnsIsRefused() {
    assertThatThrownBy(() -> plan(1000, "--time-column state", FORGETS))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("state");
    assertThat(plan(1000, "--time-column state --emit outputs", FORGETS).refusals()).isEmpty();
  }

  @Test
  void whatTheDataRefusesIsRefused() {
    Plan plan =
        planner(1000, "--guess warm:old").plan(FORGETS, new Silent(Optional.of("It has none.")));

    assertThat(plan.refusals()).containsExactly("It has none.");
    assertThat(plan.beginning().description()).isEqualTo("the states of old");
  }
}
