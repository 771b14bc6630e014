// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import static dev.deerpark.settings.option.OptionForm.value;

import dev.deerpark.solve.Method;

/** Options that say how to solve. */
public final class SolverForms {
  public static final OptionForm METHOD =
      value("NAME", "name")
          .or("auto")
          .described(
              "How to solve: "
                  + methods()
                  + ". auto probes the dynamics, then takes shooting or sequential where no parallel"
                  + " method is faster; where shooting turns out to cost too much, it changes to the"
                  + " loop. With a given segment length or guess it takes shooting.");

  public static final OptionForm SEGMENT_LENGTH =
      value("N|auto", "steps")
          .orElse("auto; in bench 1000 for methods that do not choose their own")
          .described(
              "The number of steps walked one after the other between two unknown states. auto: for"
                  + " auto, shooting and sequential long enough to forget the start, short enough to"
                  + " fill every core; for other methods 1.");

  public static final OptionForm JACOBIAN =
      value("auto|none|identity|diagonal|dense|secant", "choice")
          .or("auto")
          .described(
              "How shooting corrects start states where its first walks do not settle: none; the"
                  + " identity, the diagonal or all of the segments' Jacobians; secant, a map through what"
                  + " the walks so far have shown, from the fifth walk on. auto: dense for states of up to"
                  + " 16 numbers and for damping, else secant. Other methods have their own.");

  public static final OptionForm DAMPING =
      value("KIND", "name[:number]")
          .orElse("adaptive for elk and quasi-elk, else none")
          .described(
              "The damping of updates: none; fixed:LAMBDA, a Kalman filter that takes the last"
                  + " iterate as an observation of that precision; published, one with the lambda of the"
                  + " paper, 1e-6, or 1e-2 for diagonals; adaptive, one whose lambda follows the run;"
                  + " scale:K, Jacobians times 1 - K; clip:C, Jacobians no larger than C. Where --methods"
                  + " names elk or quasi-elk, it applies to these only.");

  public static final OptionForm ELK_PREFIX =
      value("hard|published", "choice")
          .or("hard")
          .described(
              "hard: segments whose start is settled are not damped, so that each iteration settles at least"
                  + " one more. published: all are damped, as in the code published with the method.");

  public static final OptionForm ELK_STEP =
      value("filter|smooth", "choice")
          .or("filter")
          .described(
              "filter: the filtered means, which look back only. smooth: the smoothed means, with --elk-prefix"
                  + " published the step of Levenberg and Marquardt; it stalls where the dynamics do not"
                  + " contract.");

  public static final OptionForm NON_FINITE =
      value("drop|published", "choice")
          .or("drop")
          .described(
              "The treatment of a proposed state or a Jacobian that is not finite. drop: the state"
                  + " stays unchanged, the Jacobian is zero. published: NaN becomes 0 and an infinity the"
                  + " largest finite number of the precision, as in the codes published with deer and"
                  + " elk. Segments whose start is settled do not depend on it.");

  public static final OptionForm GUESS =
      value("KIND", "name[:value]")
          .orElse("for shooting, a burn-in as long as a probe suggests; else zeros")
          .described(
              "Where the iterations begin: zeros; start, the start state everywhere; input, one"
                  + " step from zeros; normal:SEED, random states; burn-in:STEPS, a walk of STEPS steps"
                  + " from the start state to the start of each segment; warm:PATH, the states of an"
                  + " earlier result over the same times.");

  public static final OptionForm SHORT_SWEEPS =
      value("N", "sweeps")
          .or("0")
          .described(
              "Begin with N sweeps of Newton's method at segment length 1: where the dynamics have"
                  + " several attractors, this brings long segments to the right one.");

  public static final OptionForm PRECISION =
      value("float|double", "choice").or("float").described("The precision of the states.");

  public static final OptionForm KERNEL =
      value("auto|jvm|opencl|nd4j|reference", "choice")
          .or("auto")
          .described(
              "The kernel that walks the segments. jvm: many side by side, in vector registers."
                  + " opencl: thousands side by side, on GPUs, with the bits of jvm. nd4j: array"
                  + " operations of ND4J, which executors need on their class path. reference: one after"
                  + " the other, for any model, written to be read. The last two round differently. auto:"
                  + " opencl where tasks have a GPU, else jvm, where it supports the model and the Java"
                  + " virtual machine has the Vector API.");

  public static final OptionForm DEVICE_MEMORY =
      value("X", "fraction of free memory, or bytes")
          .or("0.8")
          .described(
              "How much of a GPU's memory the opencl kernel uses: a fraction such as 0.8, or bytes"
                  + " such as 8g. Inputs and Jacobians stay there between sweeps as far as they fit.");

  public static final OptionForm TOLERANCE =
      value("X", "relative to 1 + |state|")
          .orElse("1e-6 in float, 1e-12 in double")
          .described("A run has converged when residual and update are both within it.");

  public static final OptionForm TOLERANCE_ON =
      value("states|outputs", "choice")
          .orElse(
              "outputs where nothing else is kept: --emit outputs, a model with a readout, and no"
                  + " --final-state")
          .described(
              "Whether the tolerance is for the states or for the outputs, which may be right long before"
                  + " every number of a state is. The check and its bound follow.");

  public static final OptionForm MAX_ITERATIONS =
      value("N", "iterations")
          .or("1000")
          .described("Give up after N iterations; the exit code is then 3.");

  private SolverForms() {}

  /** All names of methods, and {@code auto} for none, separated by commas. */
  public static String methods() {
    return "auto, " + Method.labels();
  }
}
