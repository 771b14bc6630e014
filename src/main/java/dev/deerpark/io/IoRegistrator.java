package dev.deerpark.io;

import com.esotericsoftware.kryo.Kryo;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Numbers;
import dev.deerpark.spark.RecordSerializer;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * The classes with which reading and writing go through Kryo, for a session that requires every
 * class to be registered: one of the names in {@code spark.kryo.registrator}.
 */
public final class IoRegistrator implements KryoRegistrator {

  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(TimeRun.class);
    kryo.register(Occurrences.class);
    record(kryo, ReadBlock.class);
    record(kryo, ReadBlock.Check.class);
    record(kryo, InputBlock.class);
    record(kryo, Numbers.Floats.class);
    record(kryo, Numbers.Doubles.class);
  }

  private static <T extends Record> void record(Kryo kryo, Class<T> type) {
    kryo.register(type, new RecordSerializer<>(type));
  }
}
