// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.TwoWellLangevin;
import dev.deerpark.recurrence.network.AutoregressiveGruWeights;
import dev.deerpark.recurrence.network.DiagonalLinear;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LemWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.MguWeights;
import dev.deerpark.recurrence.network.RnnWeights;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The registry of the models that the fast kernel knows, each with its cell in float and in double.
 * A new model is one line here, once it has a cell.
 */
public final class Cells {
  private static final List<Entry<?>> ENTRIES =
      List.of(
          new Entry<>(GruWeights.class, () -> FloatGatedUnits::gru, () -> DoubleGatedUnits::gru),
          new Entry<>(LstmWeights.class, () -> FloatLstm::new, () -> DoubleLstm::new),
          new Entry<>(RnnWeights.class, () -> FloatRnn::new, () -> DoubleRnn::new),
          new Entry<>(MguWeights.class, () -> FloatGatedUnits::mgu, () -> DoubleGatedUnits::mgu),
          new Entry<>(LemWeights.class, () -> FloatLem::new, () -> DoubleLem::new),
          new Entry<>(
              DiagonalLinear.class,
              () -> FloatDiagonalLinear::new,
              () -> DoubleDiagonalLinear::new),
          new Entry<>(
              AutoregressiveGruWeights.class,
              () -> FloatAutoregressiveGru::new,
              () -> DoubleAutoregressiveGru::new),
          new Entry<>(Lorenz96.class, () -> FloatLorenz96::new, () -> DoubleLorenz96::new),
          new Entry<>(MeanField.class, () -> FloatMeanField::new, () -> DoubleMeanField::new),
          new Entry<>(TwoWellLangevin.class, () -> FloatLangevin::new, () -> DoubleLangevin::new));

  private Cells() {}

  /** Makes the cell of a model. */
  private interface Maker<M> {
    Cell cell(M model, Lanes lanes, boolean differentiated);
  }

  /**
   * Supplies the constructors lazily, so that a machine without the Vector API can ask which models
   * are known.
   */
  private record Entry<M extends RecurrenceSpec>(
      Class<M> type, Supplier<Maker<M>> inFloat, Supplier<Maker<M>> inDouble) {

    Cell cell(RecurrenceSpec model, Precision precision, Lanes lanes, boolean differentiated) {
      Supplier<Maker<M>> maker = precision == Precision.FLOAT ? inFloat : inDouble;
      return maker.get().cell(type.cast(model), lanes, differentiated);
    }
  }

  private static Optional<Entry<?>> entry(RecurrenceSpec model) {
    return ENTRIES.stream().filter(entry -> entry.type().isInstance(model)).findFirst();
  }

  /** The types of all models that have a cell. */
  public static List<Class<?>> models() {
    return ENTRIES.stream().<Class<?>>map(Entry::type).toList();
  }

  /** Whether a model has a cell. */
  public static boolean know(RecurrenceSpec model) {
    return entry(model).isPresent();
  }

  /**
   * Makes a cell of a model.
   *
   * @param lanes for walks in the same precision
   * @param differentiated whether {@link Cell#diagonal} and {@link Cell#tangent} will be asked for
   * @throws IllegalArgumentException for a model that has none
   */
  public static Cell of(
      RecurrenceSpec model, Precision precision, Lanes lanes, boolean differentiated) {
    return entry(model)
        .orElseThrow(() -> new IllegalArgumentException("no cell for " + model.getClass()))
        .cell(model, precision, lanes, differentiated);
  }
}
