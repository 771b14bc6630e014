package dev.deerpark.io;

import com.esotericsoftware.kryo.Kryo;
import dev.deerpark.spark.RecordSerializer;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VarcharType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/**
 * The classes with which reading and writing go through Kryo, for a session that requires every
 * class to be registered: one of the names in {@code spark.kryo.registrator}.
 */
public final class IoRegistrator implements KryoRegistrator {
  /** Reading Parquet or CSV sends its schema around, and a table may have any columns. */
  private static final List<Class<?>> SCHEMA_TYPES =
      List.of(
          DataType[].class,
          ArrayType.class,
          CharType.class,
          DayTimeIntervalType.class,
          DecimalType.class,
          MapType.class,
          StringType.class,
          StructType.class,
          VarcharType.class,
          YearMonthIntervalType.class,
          DataTypes.BinaryType.getClass(),
          DataTypes.BooleanType.getClass(),
          DataTypes.ByteType.getClass(),
          DataTypes.DateType.getClass(),
          DataTypes.DoubleType.getClass(),
          DataTypes.FloatType.getClass(),
          DataTypes.IntegerType.getClass(),
          DataTypes.LongType.getClass(),
          DataTypes.NullType.getClass(),
          DataTypes.ShortType.getClass(),
          DataTypes.StringType.getClass(),
          DataTypes.TimestampNTZType.getClass(),
          DataTypes.TimestampType.getClass(),
          DataTypes.VariantType.getClass());

  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(TimeRun.class);
    kryo.register(Occurrences.class);
    SCHEMA_TYPES.forEach(kryo::register);
    record(kryo, TimeScan.Counted.class);
    record(kryo, TimeCounts.class);
    record(kryo, ReadBlock.class);
    record(kryo, ReadBlock.Check.class);
  }

  private static <T extends Record> void record(Kryo kryo, Class<T> type) {
    kryo.register(type, new RecordSerializer<>(type));
  }
}
