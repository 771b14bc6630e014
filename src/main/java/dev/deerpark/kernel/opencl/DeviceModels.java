// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.opencl.DeviceModel.Kept;
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
import java.util.function.Function;

/** The registry of the models that have a kernel text. A new model is an entry here and a text. */
public final class DeviceModels {
  private static final List<Entry<?>> ENTRIES =
      List.of(
          new Entry<>(GruWeights.class, DeviceNetworks::gru),
          new Entry<>(LstmWeights.class, DeviceNetworks::lstm),
          new Entry<>(RnnWeights.class, DeviceNetworks::rnn),
          new Entry<>(MguWeights.class, DeviceNetworks::mgu),
          new Entry<>(LemWeights.class, DeviceNetworks::lem),
          new Entry<>(DiagonalLinear.class, DeviceNetworks::diagonalLinear),
          new Entry<>(AutoregressiveGruWeights.class, DeviceNetworks::autoregressiveGru),
          new Entry<>(Lorenz96.class, DeviceModels::lorenz96),
          new Entry<>(MeanField.class, DeviceModels::meanField),
          new Entry<>(TwoWellLangevin.class, DeviceModels::langevin));

  private DeviceModels() {}

  /** Makes what the text of a type wants. */
  private record Entry<M extends RecurrenceSpec>(Class<M> type, Function<M, DeviceModel> maker) {

    DeviceModel make(RecurrenceSpec model) {
      return maker.apply(type.cast(model));
    }
  }

  private static Optional<Entry<?>> entry(RecurrenceSpec model) {
    return ENTRIES.stream().filter(entry -> entry.type().isInstance(model)).findFirst();
  }

  /** Whether a model has a text. */
  public static boolean know(RecurrenceSpec model) {
    return entry(model).isPresent();
  }

  /**
   * @throws IllegalArgumentException for a model that has no text
   */
  static DeviceModel of(RecurrenceSpec model) {
    return entry(model)
        .orElseThrow(() -> new IllegalArgumentException("no kernel text for " + model.getClass()))
        .make(model);
  }

  private static DeviceModel meanField(MeanField model) {
    int size = model.size();
    return new DeviceModel(
        "mean_field",
        size,
        model.inputs(),
        size,
        true,
        new Kept(size, size, size, 0),
        List.of(),
        new Constants().weights(1, size, model.weights()).toArray());
  }

  private static DeviceModel lorenz96(Lorenz96 model) {
    int size = model.dimension();
    double dt = model.dt();
    return new DeviceModel(
        "lorenz96",
        size,
        model.inputs(),
        size,
        false,
        new Kept(3 * size, 3 * size, 3 * size, 2 * size),
        List.of(),
        new Constants()
            .add(model.forcing())
            .add(0, dt * 0.5, dt * 0.5, dt)
            .add(dt * (1 / 6.0), dt * (1 / 3.0), dt * (1 / 3.0), dt * (1 / 6.0))
            .toArray());
  }

  private static DeviceModel langevin(TwoWellLangevin model) {
    int size = TwoWellLangevin.SIZE;
    TwoWellLangevin.Odds odds = TwoWellLangevin.odds();
    Constants constants =
        new Constants()
            .add(model.dt(), model.noise(), odds.constant())
            .add(odds.square())
            .add(odds.linear());
    for (int well = 0; well < 2; well++) {
      for (int i = 0; i < size; i++) {
        constants.add(TwoWellLangevin.centre(well, i));
      }
      for (int i = 0; i < size; i++) {
        constants.add(1 / TwoWellLangevin.variance(well, i));
      }
    }
    return new DeviceModel(
        "langevin",
        size,
        size,
        1,
        false,
        new Kept(0, 0, 2 * size + 1, 0),
        List.of(),
        constants.toArray());
  }
}
