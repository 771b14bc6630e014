// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.recurrence.JacobianForm;
import java.util.List;

/**
 * How the walk of a model is cut for the groups of a device: the constants of its program.
 *
 * @param lanes that a group walks, a power of two
 * @param per lanes whose sums an item keeps in registers at once
 * @param columns directions that a group carries of each lane, with full Jacobians
 * @param perColumn directions whose sums an item keeps in registers at once
 * @param items of a group
 * @param ahead steps whose inputs are fetched at once
 * @param kept numbers a lane that the model keeps
 * @param arena numbers that a group shares
 * @param heldQuads constants that a group copies beside them, in fours; 0 where they have no room
 * @param spilled whether they are too many for shared memory and lie in the device's
 * @param processor whether the device is a processor
 */
record Tile(
    int lanes,
    int per,
    int columns,
    int perColumn,
    int items,
    int ahead,
    int kept,
    long arena,
    int heldQuads,
    boolean spilled,
    boolean processor) {
  /** Lanes of a group, in the tile that a GRU of any size was fastest with on a GPU. */
  private static final int LANES = 32;

  /** Lanes of a group where an item takes a whole lane. */
  private static final int LANES_ALONE = 64;

  /** What a group shares beside its numbers where walks come to restarts, at most. */
  static final long RESTART_BYTES = 2 * Integer.BYTES * LANES_ALONE;

  private static final int LANES_WITH_DIRECTIONS = 4;
  private static final int COLUMNS = 32;
  private static final int LEAST_COLUMNS = 8;

  /** Lanes and directions of a group whose numbers are too many for shared memory. */
  private static final int SPILLED = 4;

  private static final int ROWS = 4;

  /** Where a model has no more parts of four rows, an item takes one lane. */
  private static final int FEW_PARTS = 2;

  private static final int QUAD = 4;
  private static final int PER = 2;

  /** Lanes of an item where a group has so many that its items are still enough. */
  private static final int MORE_PER = 4;

  private static final int ENOUGH_ITEMS = 128;
  private static final int PER_COLUMN = 4;
  private static final int LEAST_ITEMS = 32;
  private static final int INPUTS_AHEAD = 64;
  private static final int AHEAD = 16;

  /** How many numbers there are, before it is known where they go. */
  private record Cut(DeviceModel model, JacobianForm form, int lanes, int columns) {
    int ahead() {
      return Math.max(1, Math.min(AHEAD, INPUTS_AHEAD / Math.max(1, model.inputSize())));
    }

    int kept() {
      DeviceModel.Kept kept = model.kept();
      return switch (form) {
        case ZERO, IDENTITY, SECANT -> kept.plain();
        case DIAGONAL -> kept.diagonal();
        case DENSE -> kept.dense() + kept.direction() * columns;
      };
    }

    long arena() {
      long state = (model.stateSize() + ROWS - 1L) * lanes;
      long carried =
          switch (form) {
            case ZERO, IDENTITY, SECANT -> 0;
            case DIAGONAL -> state;
            case DENSE -> 2 * state * columns;
          };
      return 2 * state
          + (long) ahead() * model.inputSize() * lanes
          + (long) kept() * lanes
          + carried;
    }

    /** Whether a group's numbers fit, or cannot be fewer. */
    boolean fits(long numbers) {
      return arena() <= numbers;
    }

    /** The model's constants, in fours, where they fit beside the rest. */
    int heldQuads(long numbers) {
      int quads = model.constants().length / QUAD;
      return arena() + (long) quads * QUAD <= numbers ? quads : 0;
    }

    boolean isSmallest() {
      return lanes == 1 && columns == 1;
    }

    Cut smaller() {
      boolean fewerColumns = columns > LEAST_COLUMNS || lanes == 1;
      return fewerColumns
          ? new Cut(model, form, lanes, Math.max(1, columns / 2))
          : new Cut(model, form, lanes / 2, columns);
    }
  }

  static Tile of(DeviceModel model, JacobianForm form, Precision precision, GroupLimits limits) {
    boolean dense = form == JacobianForm.DENSE;
    long numbers = limits.sharedBytes() / precision.bytes();
    Cut cut =
        dense
            ? new Cut(model, form, LANES_WITH_DIRECTIONS, Math.min(COLUMNS, model.stateSize()))
            : new Cut(model, form, lanes(model), 1);
    while (!cut.fits(numbers) && !cut.isSmallest()) {
      cut = cut.smaller();
    }
    boolean spilled = !cut.fits(numbers);
    if (spilled) {
      cut = new Cut(model, form, SPILLED, dense ? Math.min(SPILLED, model.stateSize()) : 1);
    }
    Cut half = new Cut(model, form, LANES / 2, 1);
    if (cut.lanes() == LANES && cut.heldQuads(numbers) == 0 && half.heldQuads(numbers) > 0) {
      cut = half;
    }
    return of(cut, limits, spilled ? 0 : cut.heldQuads(numbers), spilled);
  }

  /** Lanes of a group that have room; of a small model as few as give all items work. */
  private static int lanes(DeviceModel model) {
    if (!model.isTiled()) {
      return model.units() > 1 ? LANES : LANES_ALONE;
    }
    return parts(model) <= FEW_PARTS ? LEAST_ITEMS / parts(model) : LANES;
  }

  /** Tiles of a lane: parts of four rows, or a model's own units. */
  private static int parts(DeviceModel model) {
    return model.isTiled() ? (model.units() + ROWS - 1) / ROWS : model.units();
  }

  private static Tile of(Cut cut, GroupLimits limits, int heldQuads, boolean spilled) {
    DeviceModel model = cut.model();
    boolean dense = cut.form() == JacobianForm.DENSE;
    int width = cut.lanes() * cut.columns();
    int perColumn = model.isTiled() && dense ? Integer.lowestOneBit(width | PER_COLUMN) : 1;
    int per = model.isTiled() && !dense ? per(cut) : 1;
    long tiles = (long) parts(model) * (dense ? width / perColumn : cut.lanes() / per);
    long wanted = (tiles + LEAST_ITEMS - 1) / LEAST_ITEMS * LEAST_ITEMS;
    int items = (int) Math.min(Math.max(LEAST_ITEMS, wanted), limits.items());
    return new Tile(
        cut.lanes(),
        per,
        cut.columns(),
        perColumn,
        items,
        cut.ahead(),
        cut.kept(),
        cut.arena(),
        heldQuads,
        spilled,
        limits.processor());
  }

  /** Lanes that an item takes: each weight that it loads serves all of them. */
  private static int per(Cut cut) {
    int parts = parts(cut.model());
    if (parts <= FEW_PARTS) {
      return 1;
    }
    boolean more = cut.lanes() >= MORE_PER && parts * cut.lanes() / MORE_PER >= ENOUGH_ITEMS;
    return more ? MORE_PER : Math.min(PER, cut.lanes());
  }

  /** Groups that walk so many lanes. */
  long groups(DeviceModel model, JacobianForm form, int walks) {
    long chunks = form == JacobianForm.DENSE ? (model.stateSize() + columns - 1L) / columns : 1;
    return (walks + lanes - 1L) / lanes * chunks;
  }

  /** The constants, {@code NAME=number}. */
  List<String> constants() {
    return List.of(
        "LANES=" + lanes,
        "PER=" + per,
        "COLUMNS=" + columns,
        "PER_COLUMN=" + perColumn,
        "ITEMS=" + items,
        "AHEAD=" + ahead,
        "KEPT=" + kept,
        "ARENA=" + arena,
        "HELD_QUADS=" + heldQuads,
        "SPILLED=" + (spilled ? 1 : 0),
        "PROCESSOR=" + (processor ? 1 : 0));
  }
}
