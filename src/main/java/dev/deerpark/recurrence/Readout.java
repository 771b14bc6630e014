package dev.deerpark.recurrence;

import dev.deerpark.sequence.Numbers;
import java.io.Serializable;

/**
 * A linear output of every state, {@code y = W s + b}.
 *
 * @param outputSize numbers in an output, at least 1
 * @param weight {@code [outputSize][D]}, row-major; not modified
 * @param bias {@code [outputSize]}; not modified
 */
public record Readout(int outputSize, double[] weight, double[] bias) implements Serializable {

  public Readout {
    if (outputSize < 1 || bias.length != outputSize || weight.length % outputSize != 0) {
      throw new IllegalArgumentException(
          "a readout of " + outputSize + " numbers with mismatched weights");
    }
  }

  /** The state size that this readout takes. */
  public int stateSize() {
    return weight.length / outputSize;
  }

  /**
   * Writes {@code W state + b}, summed in double, to {@code output}.
   *
   * @param states holds the state {@code [D]} from {@code at} on, not modified
   * @param output {@code [outputSize]}, written
   */
  public void apply(Numbers states, int at, Numbers output) {
    int size = stateSize();
    for (int i = 0; i < outputSize; i++) {
      double sum = bias[i];
      for (int j = 0; j < size; j++) {
        sum = Math.fma(weight[i * size + j], states.get(at + j), sum);
      }
      output.set(i, sum);
    }
  }

  /** Writes {@code W state + b} to {@code output}. */
  public void apply(double[] state, double[] output) {
    apply(new Numbers.Doubles(state), 0, new Numbers.Doubles(output));
  }
}
