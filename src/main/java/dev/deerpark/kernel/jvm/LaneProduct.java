// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Numbers;
import dev.deerpark.kernel.jvm.cell.Cell;
import dev.deerpark.kernel.jvm.cell.JacobianCell;
import dev.deerpark.recurrence.JacobianForm;
import java.util.Arrays;

/** The product of the Jacobians along the walks of a strip's lanes, in the form asked for. */
interface LaneProduct {

  /** Starts a walk with the identity. */
  default void begin(int lane) {}

  /** Multiplies by the Jacobian of the last step from the left, in all lanes. */
  default void advance() {}

  /** Writes a lane's product. */
  default void store(int lane, double[] jacobians, int to) {}

  /**
   * @param lanes the number of walks; in a strip with more lanes, copies fill the others
   */
  static LaneProduct of(JacobianForm form, Cell cell, int lanes) {
    return switch (form) {
      case ZERO, IDENTITY, SECANT -> new LaneProduct() {};
      case DIAGONAL -> new Diagonal(cell);
      case DENSE -> new Dense(cell, lanes);
    };
  }

  /** Products of diagonals. */
  final class Diagonal implements LaneProduct {
    private final Cell cell;
    private final Cell.Shape shape;
    private final Numbers product;

    Diagonal(Cell cell) {
      this.cell = cell;
      this.shape = cell.shape();
      this.product = shape.precision().allocate(shape.span());
    }

    @Override
    public void begin(int lane) {
      for (int i = 0; i < shape.stateSize(); i++) {
        product.set(i * shape.lanes() + lane, 1);
      }
    }

    @Override
    public void advance() {
      cell.diagonal(product);
    }

    @Override
    public void store(int lane, double[] jacobians, int to) {
      LaneCopies.store(product, lane, shape.lanes(), jacobians, to, shape.stateSize());
    }
  }

  /**
   * @return the Jacobian of segments of one step, for which there is nothing to multiply
   */
  static LaneProduct ofOneStep(JacobianForm form, Cell cell) {
    return switch (form) {
      case ZERO, IDENTITY, SECANT -> new LaneProduct() {};
      case DIAGONAL -> new OneDiagonal(cell);
      case DENSE ->
          cell instanceof JacobianCell writer ? new OneMatrix(writer) : new OneByColumns(cell);
    };
  }

  /** The diagonal of one step. */
  final class OneDiagonal implements LaneProduct {
    private final Cell cell;
    private final Cell.Shape shape;
    private final Numbers diagonal;

    OneDiagonal(Cell cell) {
      this.cell = cell;
      this.shape = cell.shape();
      this.diagonal = shape.precision().allocate(shape.span());
    }

    @Override
    public void advance() {
      diagonal.fill(0, shape.span(), 1);
      cell.diagonal(diagonal);
    }

    @Override
    public void store(int lane, double[] jacobians, int to) {
      LaneCopies.store(diagonal, lane, shape.lanes(), jacobians, to, shape.stateSize());
    }
  }

  /** The full Jacobian of one step, as the cell writes it. */
  final class OneMatrix implements LaneProduct {
    private final JacobianCell cell;

    OneMatrix(JacobianCell cell) {
      this.cell = cell;
    }

    @Override
    public void store(int lane, double[] jacobians, int to) {
      cell.jacobian(lane, jacobians, to);
    }
  }

  /** The factors of the full Jacobian of one step. */
  final class OneStepFactors implements LaneProduct {
    private final JacobianCell cell;

    OneStepFactors(JacobianCell cell) {
      this.cell = cell;
    }

    @Override
    public void store(int lane, double[] factors, int to) {
      cell.factors(lane, factors, to);
    }
  }

  /** The full Jacobian of one step: its columns are the tangents of the unit vectors. */
  final class OneByColumns implements LaneProduct {
    private final Cell cell;
    private final Cell.Shape shape;

    /** {@code [D]} columns {@code [D][lanes]}. */
    private final Numbers[] columns;

    OneByColumns(Cell cell) {
      this.cell = cell;
      this.shape = cell.shape();
      this.columns = new Numbers[shape.stateSize()];
      Arrays.setAll(columns, column -> shape.precision().allocate(shape.span()));
    }

    @Override
    public void advance() {
      for (int column = 0; column < columns.length; column++) {
        Numbers direction = columns[column];
        direction.fill(0, shape.span(), 0);
        direction.fill(column * shape.lanes(), (column + 1) * shape.lanes(), 1);
        cell.tangent(direction);
      }
    }

    @Override
    public void store(int lane, double[] jacobians, int to) {
      int size = columns.length;
      for (int column = 0; column < size; column++) {
        columns[column].widen(lane, shape.lanes(), jacobians, to + column, size, size);
      }
    }
  }

  /**
   * Full products: their columns are directions, carried along in further lanes. Column j of walk c
   * is the direction number {@code j * walks + c}; a strip holds one per lane. Where there are
   * fewer walks than lanes, the strip of their states holds copies, so that each direction finds
   * the factors of its walk in its own lane.
   */
  final class Dense implements LaneProduct {
    private final Cell cell;
    private final Cell.Shape shape;
    private final int walks;
    private final Numbers[] directions;

    Dense(Cell cell, int walks) {
      this.cell = cell;
      this.shape = cell.shape();
      this.walks = walks;
      int strips = (shape.stateSize() * walks + shape.lanes() - 1) / shape.lanes();
      this.directions = new Numbers[strips];
      Arrays.setAll(directions, strip -> shape.precision().allocate(shape.span()));
    }

    @Override
    public void begin(int lane) {
      for (int column = 0; column < shape.stateSize(); column++) {
        int number = column * walks + lane;
        Numbers direction = directions[number / shape.lanes()];
        for (int i = 0; i < shape.stateSize(); i++) {
          direction.set(i * shape.lanes() + number % shape.lanes(), i == column ? 1 : 0);
        }
      }
    }

    @Override
    public void advance() {
      for (Numbers direction : directions) {
        cell.tangent(direction);
      }
    }

    @Override
    public void store(int lane, double[] jacobians, int to) {
      int size = shape.stateSize();
      for (int column = 0; column < size; column++) {
        int number = column * walks + lane;
        Numbers direction = directions[number / shape.lanes()];
        for (int i = 0; i < size; i++) {
          jacobians[to + i * size + column] =
              direction.get(i * shape.lanes() + number % shape.lanes());
        }
      }
    }
  }
}
