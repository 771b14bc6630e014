package dev.deerpark.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import dev.deerpark.engine.BlockIterate;
import dev.deerpark.engine.SweepSummary;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.sequence.InputBlock;
import java.util.ArrayList;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Tells Spark's Kryo of every type that travels, so that the application runs with registration
 * required.
 */
public final class DeerparkRegistrator implements KryoRegistrator {

  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(InputBlock.class, new Serializers.OfInputBlock());
    kryo.register(AnchoredMap.class, new Serializers.OfAnchoredMap());
    kryo.register(SweepSummary.class, new Serializers.OfSweepSummary());
    kryo.register(BlockIterate.class, new Serializers.OfBlockIterate());
    kryo.register(TreeRun.class, new Serializers.OfTreeRun());
    kryo.register(PartitionReport.class, new Serializers.OfPartitionReport());
    // Small or rare: their own Java form.
    kryo.register(ReferenceKernels.class, new JavaSerializer());
    kryo.register(CompareFunctions.LoopReport.class, new JavaSerializer());
    kryo.register(CompareFunctions.BlockEnd.class, new JavaSerializer());
    kryo.register(ArrayList.class);
    registerOfSpark(kryo);
  }

  /** Spark's own classes that it sends without having registered them. */
  private static void registerOfSpark(Kryo kryo) {
    for (String name :
        new String[] {
          "[Lscala.Tuple2;", "scala.reflect.ManifestFactory$ObjectManifest",
        }) {
      try {
        kryo.register(Class.forName(name, false, DeerparkRegistrator.class.getClassLoader()));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("Spark without " + name, e);
      }
    }
  }
}
