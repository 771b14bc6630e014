// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.anatomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every core-second of a run has one name. */
class AnatomyTest {
  private static final double CLOSE = 1e-9;

  private static TaskSpan task(long launch, long finish, double run, double kernel) {
    return new TaskSpan(launch, finish, 2, run, kernel, 0, 0, 1, 100, 10, true);
  }

  private static JobSpan job(
      int id, String group, String description, long from, long to, TaskSpan... tasks) {
    StageSpan stage = new StageSpan(id, false, List.of(tasks));
    return new JobSpan(id, group, description, from, to, List.of(stage));
  }

  @Test
  void theCoresOfAJobAreBusyOrIdleAndBetweenJobsTheDriverIs() {
    JobSpan job =
        job(
            0,
            "deerpark sweep 1",
            "iteration 1: apply, evaluate, fold",
            1100,
            1200,
            task(1100, 1200, 90, 60),
            task(1100, 1150, 40, 30));
    PhaseSpan phase = Anatomy.phases(List.of(job), 1000, 1250, 2).get(0);

    assertThat(phase.phase()).isEqualTo(new Phase(Phase.SWEEP, 1));
    assertThat(phase.seconds()).isEqualTo(0.25);
    CoreSeconds time = phase.time();
    assertThat(time.driverCoreSeconds())
        .as("100 ms before it, 50 after")
        .isCloseTo(0.3, within(CLOSE));
    assertThat(time.idleCoreSeconds()).isCloseTo(0.05, within(CLOSE));
    assertThat(time.evaluationCoreSeconds()).isCloseTo(0.09, within(CLOSE));
    assertThat(time.localScanCoreSeconds()).isCloseTo(0.04, within(CLOSE));
    assertThat(time.deserialisingCoreSeconds()).isCloseTo(0.004, within(CLOSE));
    assertThat(time.schedulingCoreSeconds()).isCloseTo(0.014, within(CLOSE));
    assertThat(phase.traffic().criticalPathSeconds()).isCloseTo(0.25, within(CLOSE));
    assertThat(time.whole()).isCloseTo(2 * phase.seconds(), within(CLOSE));
  }

  @Test
  void thePhasesOfARunAddUpToIt() {
    long seed = 20261126;
    Random random = new Random(seed);
    for (int trial = 0; trial < 200; trial++) {
      int cores = 1 + random.nextInt(8);
      List<JobSpan> jobs = new ArrayList<>();
      long at = 5000;
      for (int id = 0; id < 6; id++) {
        long from = at + random.nextInt(50);
        long to = from + 1 + random.nextInt(200);
        TaskSpan[] tasks = new TaskSpan[1 + random.nextInt(cores)];
        for (int i = 0; i < tasks.length; i++) {
          double length = to - from;
          tasks[i] =
              new TaskSpan(
                  from,
                  to,
                  random.nextDouble() * length,
                  random.nextDouble() * length,
                  random.nextDouble() * length,
                  random.nextDouble() * length,
                  random.nextDouble() * length,
                  random.nextDouble() * length,
                  1,
                  1,
                  true);
        }
        jobs.add(
            job(
                id,
                "deerpark sweep " + id / 2,
                id < 2 ? "burn in" : "iteration " + id / 2 + ": x",
                from,
                to,
                tasks));
        at = to;
      }
      List<PhaseSpan> phases = Anatomy.phases(jobs, 5000, at + 17, cores);

      assertThat(phases).as("seed %d, trial %d", seed, trial).hasSize(3);
      double seconds = phases.stream().mapToDouble(PhaseSpan::seconds).sum();
      double whole = phases.stream().mapToDouble(phase -> phase.time().whole()).sum();
      assertThat(seconds).isCloseTo((at + 17 - 5000) / 1000.0, within(CLOSE));
      assertThat(whole)
          .as("seed %d, trial %d", seed, trial)
          .isCloseTo(cores * seconds, within(CLOSE));
    }
  }

  @Test
  void aStageOfTheTreeIsNoLocalScan() {
    CoreSeconds tree = Anatomy.of(task(0, 100, 90, 0), true);
    assertThat(tree.localScanCoreSeconds()).isZero();
    assertThat(tree.treeCoreSeconds()).isCloseTo(0.09, within(CLOSE));
  }

  @Test
  void aJobIsNamedByItsGroupAndDescription() {
    assertThat(phase("deerpark sweep 0", "burn in")).isEqualTo(new Phase("burn-in", null));
    assertThat(phase("deerpark sweep 0", "evaluate the guess and write the states"))
        .isEqualTo(new Phase(Phase.SWEEP, 0));
    assertThat(phase("deerpark sweep 7", "iteration 7: filter backward"))
        .isEqualTo(new Phase(Phase.SWEEP, 7));
    assertThat(phase("deerpark sweep 7", "checkpoint")).isEqualTo(new Phase("checkpoint", 7));
    assertThat(phase("deerpark sweep 0", "walk partition 3"))
        .isEqualTo(phase("deerpark sweep 0", "take the walk"));
    assertThat(phase("deerpark solution", "follow a twin through partition 1"))
        .isEqualTo(phase("deerpark solution", "follow a twin through partition 12"));
    assertThat(phase("theirs", "count")).isEqualTo(new Phase("other", null));
  }

  private static Phase phase(String group, String description) {
    return Phase.of(job(0, group, description, 0, 1));
  }

  @Test
  void jobsOutsideTheSpanAreLeftOut() {
    JobSpan early = job(0, "deerpark study", "distribute the inputs", 10, 20, task(10, 20, 5, 0));
    JobSpan late = job(1, "deerpark sweep 0", "burn in", 120, 130, task(120, 130, 5, 0));
    assertThat(Anatomy.phases(List.of(early, late), 100, 140, 1))
        .singleElement()
        .satisfies(phase -> assertThat(phase.phase().phase()).isEqualTo("burn-in"));
  }
}
