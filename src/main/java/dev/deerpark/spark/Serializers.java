package dev.deerpark.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.deerpark.engine.BlockIterate;
import dev.deerpark.engine.SweepSummary;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The compact Kryo forms of what travels in bulk: lengths as variable integers, numbers as they
 * are.
 */
final class Serializers {
  private Serializers() {}

  /** Writes and reads one type. */
  private abstract static class Form<T> extends Serializer<T> {
    Form() {
      super(false, true);
    }
  }

  private static void writeDoubles(Output output, double[] values) {
    output.writeVarInt(values.length, true);
    output.writeDoubles(values);
  }

  private static double[] readDoubles(Input input) {
    return input.readDoubles(input.readVarInt(true));
  }

  /** {@link InputBlock}: the numbers in their own precision. */
  static final class OfInputBlock extends Form<InputBlock> {
    @Override
    public void write(Kryo kryo, Output output, InputBlock block) {
      output.writeVarInt(block.index(), true);
      output.writeVarLong(block.firstStep(), true);
      output.writeVarInt(block.steps(), true);
      output.writeVarInt(block.width(), true);
      output.writeBoolean(block.inputs() instanceof Numbers.Floats);
      if (block.inputs() instanceof Numbers.Floats floats) {
        output.writeFloats(floats.array());
      } else if (block.inputs() instanceof Numbers.Doubles doubles) {
        output.writeDoubles(doubles.array());
      }
    }

    @Override
    public InputBlock read(Kryo kryo, Input input, Class<InputBlock> type) {
      int index = input.readVarInt(true);
      long firstStep = input.readVarLong(true);
      int steps = input.readVarInt(true);
      int width = input.readVarInt(true);
      Numbers numbers =
          input.readBoolean()
              ? new Numbers.Floats(input.readFloats(steps * width))
              : new Numbers.Doubles(input.readDoubles(steps * width));
      return new InputBlock(index, firstStep, steps, width, numbers);
    }
  }

  /** {@link AnchoredMap}: the form's ordinal, its numbers, anchor and image. */
  static final class OfAnchoredMap extends Form<AnchoredMap> {
    @Override
    public void write(Kryo kryo, Output output, AnchoredMap element) {
      LinearMap map = element.map();
      if (map instanceof LinearMap.Zero) {
        output.writeByte(JacobianForm.ZERO.ordinal());
      } else if (map instanceof LinearMap.Identity) {
        output.writeByte(JacobianForm.IDENTITY.ordinal());
      } else if (map instanceof LinearMap.Diagonal diagonal) {
        output.writeByte(JacobianForm.DIAGONAL.ordinal());
        writeDoubles(output, diagonal.diagonal());
      } else if (map instanceof LinearMap.Matrix matrix) {
        output.writeByte(JacobianForm.DENSE.ordinal());
        writeDoubles(output, matrix.matrix());
      }
      writeDoubles(output, element.anchor());
      writeDoubles(output, element.image());
    }

    @Override
    public AnchoredMap read(Kryo kryo, Input input, Class<AnchoredMap> type) {
      LinearMap map =
          switch (JacobianForm.values()[input.readByte()]) {
            case ZERO -> new LinearMap.Zero();
            case IDENTITY -> new LinearMap.Identity();
            case DIAGONAL -> new LinearMap.Diagonal(readDoubles(input));
            case DENSE -> new LinearMap.Matrix(readDoubles(input));
          };
      return new AnchoredMap(map, readDoubles(input), readDoubles(input));
    }
  }

  /** {@link SweepSummary}. */
  static final class OfSweepSummary extends Form<SweepSummary> {
    @Override
    public void write(Kryo kryo, Output output, SweepSummary summary) {
      output.writeVarLong(summary.segments(), true);
      writeDoubles(output, summary.firstStart());
      writeDoubles(output, summary.lastEnd());
      output.writeVarLong(summary.exactJoints(), true);
      output.writeVarLong(summary.settledJoints(), true);
      output.writeDouble(summary.residual());
      output.writeDouble(summary.update());
      output.writeVarLong(summary.moved(), true);
      output.writeVarLong(summary.steps(), true);
      output.writeVarLong(summary.tangentSteps(), true);
      output.writeDouble(summary.largestJump());
      output.writeVarLong(summary.refused(), true);
      output.writeVarLong(summary.firstNonFinite(), false);
    }

    @Override
    public SweepSummary read(Kryo kryo, Input input, Class<SweepSummary> type) {
      return new SweepSummary(
          input.readVarLong(true),
          readDoubles(input),
          readDoubles(input),
          input.readVarLong(true),
          input.readVarLong(true),
          input.readDouble(),
          input.readDouble(),
          input.readVarLong(true),
          input.readVarLong(true),
          input.readVarLong(true),
          input.readDouble(),
          input.readVarLong(true),
          input.readVarLong(false));
    }
  }

  /** {@link BlockIterate}. */
  static final class OfBlockIterate extends Form<BlockIterate> {
    @Override
    public void write(Kryo kryo, Output output, BlockIterate block) {
      output.writeVarInt(block.block(), true);
      output.writeVarLong(block.firstSegment(), true);
      output.writeByte(block.form().ordinal());
      writeDoubles(output, block.starts());
      writeDoubles(output, block.ends());
      writeDoubles(output, block.jacobians());
      writeDoubles(output, block.marks());
      kryo.writeObject(output, block.element());
      kryo.writeObject(output, block.summary());
    }

    @Override
    public BlockIterate read(Kryo kryo, Input input, Class<BlockIterate> type) {
      return new BlockIterate(
          input.readVarInt(true),
          input.readVarLong(true),
          JacobianForm.values()[input.readByte()],
          readDoubles(input),
          readDoubles(input),
          readDoubles(input),
          readDoubles(input),
          kryo.readObject(input, AnchoredMap.class),
          kryo.readObject(input, SweepSummary.class));
    }
  }

  /** {@link TreeRun} of any registered elements. */
  static final class OfTreeRun extends Form<TreeRun<?>> {
    @Override
    public void write(Kryo kryo, Output output, TreeRun<?> run) {
      output.writeVarLong(run.from(), true);
      output.writeVarLong(run.to(), true);
      output.writeVarInt(run.elements().size(), true);
      run.elements().forEach(element -> kryo.writeClassAndObject(output, element));
    }

    @Override
    public TreeRun<?> read(Kryo kryo, Input input, Class<TreeRun<?>> type) {
      long from = input.readVarLong(true);
      long to = input.readVarLong(true);
      List<Object> elements = new ArrayList<>();
      for (int count = input.readVarInt(true); count > 0; count--) {
        elements.add(kryo.readClassAndObject(input));
      }
      return new TreeRun<>(from, to, elements);
    }
  }

  /** {@link PartitionReport}. */
  static final class OfPartitionReport extends Form<PartitionReport> {
    @Override
    public void write(Kryo kryo, Output output, PartitionReport report) {
      kryo.writeObjectOrNull(output, report.summary().orElse(null), SweepSummary.class);
      kryo.writeObject(output, report.nodes());
    }

    @Override
    @SuppressWarnings("unchecked") // a report's run is of this element type
    public PartitionReport read(Kryo kryo, Input input, Class<PartitionReport> type) {
      return new PartitionReport(
          Optional.ofNullable(kryo.readObjectOrNull(input, SweepSummary.class)),
          kryo.readObject(input, TreeRun.class));
    }
  }
}
