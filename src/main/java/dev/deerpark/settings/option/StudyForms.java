// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import static dev.deerpark.settings.option.OptionForm.switchedOff;
import static dev.deerpark.settings.option.OptionForm.value;

/** Options of scaling studies. */
public final class StudyForms {
  public static final OptionForm PRESET =
      value("this-cluster|elk-figure-2|elk-figure-4|predictability", "choice")
          .or("this-cluster")
          .described(
              "The grid, where other options do not say otherwise. this-cluster: about ten minutes on two"
                  + " cores, which a first study should be. elk-figure-2: the untrained GRUs of that figure"
                  + " of the paper on ELK. elk-figure-4: its comparison on an autoregressive network, which"
                  + " --model names. predictability: mean-field networks from calm to chaotic.");

  public static final OptionForm SCALE =
      value("X", "factor")
          .or("1")
          .described("All lengths of the grid times X: 0.01 makes a short study of a preset.");

  public static final OptionForm GENERATE =
      value("KIND:D=N", "networks")
          .orElse("those of the preset")
          .repeatable()
          .described(
              "A network with random weights, in place of --model: gru:D=64, lstm:D=64, rnn:D=64 or"
                  + " mean-field:D=64:gain=1.2. Repeat it, or separate several by commas.");

  public static final OptionForm LENGTHS =
      value("T,T,...", "numbers")
          .orElse("those of the preset")
          .described("Lengths of the series, such as 1e5,1e6. Inputs are standard normal numbers.");

  public static final OptionForm EXECUTORS =
      value("N,N,...", "numbers")
          .orElse("--cores in place of it")
          .described(
              "Numbers of executors, each in a fresh application: separate processes of one core on this"
                  + " machine, or executors of the given master. With --predict, those to predict for.");

  public static final OptionForm CORES =
      value("N,N,...", "numbers")
          .orElse("1, 2, 4, ... up to the cores of this machine")
          .described("Numbers of cores of Spark in one process, in place of --executors.");

  public static final OptionForm SEGMENT_LENGTHS =
      value("L,L,...", "numbers")
          .orElse("each method's own")
          .described("Segment lengths for methods that do not choose their own, each in turn.");

  public static final OptionForm KERNELS =
      value("A,B,...", "choices")
          .or("auto")
          .described("The kernels to compare: auto, jvm, opencl, nd4j, reference.");

  public static final OptionForm WARMUP =
      value("N", "runs")
          .or("1")
          .described(
              "Runs of each case in each application that are not counted: code is compiled, inputs are"
                  + " drawn.");

  public static final OptionForm STRONG =
      switchedOff()
          .described(
              "Measure every length on every number of executors; also where --weak is not given.");

  public static final OptionForm WEAK =
      switchedOff()
          .described(
              "Measure lengths that grow with the executors: each length is that of one core.");

  public static final OptionForm RESUME =
      switchedOff()
          .described(
              "Go on with a study that was interrupted: runs that are recorded in --output are kept. The"
                  + " grid has to be the same.");

  public static final OptionForm FROM_EVENT_LOG =
      value("PATH", "path")
          .described(
              "Measure nothing: take an event log of Spark apart, a file or a folder, of any run.");

  public static final OptionForm PREDICT =
      switchedOff()
          .described(
              "Measure nothing: predict from the study in --output, for --executors and --length.");

  public static final OptionForm LENGTH =
      value("T", "steps").described("The length to predict for, such as 1e10.");

  private StudyForms() {}
}
