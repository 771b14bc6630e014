// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.NumberText;
import java.util.Arrays;
import java.util.Locale;

/**
 * A random network to measure, written {@code gru:D=64} or {@code mean-field:D=64:gain=1.2}.
 *
 * @param kind of the network
 * @param units hidden units, 1 to {@value #MOST_UNITS}
 * @param gain of the weights of a mean-field network, 0 to 1000; 1 for other kinds
 */
public record GeneratedNetwork(Kind kind, int units, double gain) {
  private static final int MOST_UNITS = 4096;
  private static final String ADVICE =
      "give networks such as gru:D=64, lstm:D=64, rnn:D=64 or mean-field:D=64:gain=1.2";

  /** The kinds of networks. */
  public enum Kind {
    GRU,
    LSTM,
    RNN,
    MEAN_FIELD;

    /** The name on the command line. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Reads one network.
   *
   * @throws BadInputException with only the advice as its message
   */
  static GeneratedNetwork parse(String text) {
    String[] parts = text.strip().split(":");
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(each -> each.label().equals(parts[0]))
            .findFirst()
            .orElseThrow(() -> new BadInputException(ADVICE));
    GeneratedNetwork network = new GeneratedNetwork(kind, 32, 1);
    for (String part : Arrays.asList(parts).subList(1, parts.length)) {
      network = network.with(part);
    }
    return network;
  }

  private GeneratedNetwork with(String assignment) {
    String[] sides = assignment.split("=", 2);
    try {
      if (sides.length == 2 && sides[0].equals("D")) {
        return ofUnits(Integer.parseInt(sides[1]));
      }
      if (sides.length == 2 && sides[0].equals("gain") && kind == Kind.MEAN_FIELD) {
        Double number = NumberText.parse(sides[1], '.');
        if (number != null && number >= 0 && number <= 1000) {
          return new GeneratedNetwork(kind, units, number);
        }
      }
    } catch (NumberFormatException notANumber) {
      // refused below
    }
    throw new BadInputException(ADVICE);
  }

  /**
   * The same network with another number of units.
   *
   * @throws BadInputException with only the advice as its message
   */
  GeneratedNetwork ofUnits(int count) {
    if (count < 1 || count > MOST_UNITS || kind == Kind.MEAN_FIELD && count < 2) {
      throw new BadInputException("give 1 to " + MOST_UNITS + " units, and 2 for mean-field");
    }
    return new GeneratedNetwork(kind, count, gain);
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return kind.label() + ":D=" + units + (kind == Kind.MEAN_FIELD ? ":gain=" + gain : "");
  }
}
