// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;
import scala.Tuple3;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.AbstractFunction3;

/**
 * The operations of an RDD, at a small part of their cost on the driver. Spark wraps a Java
 * function in a Scala closure, and then reads the byte code of the class around that closure, in
 * search of what the function need not carry along. That takes 2 to 3 ms per operation, every time,
 * which adds up to more than all else the driver does for a sweep. A function of a named class is
 * taken as it is; these are.
 */
public final class RddOperations {
  private RddOperations() {}

  /** As {@link JavaRDD#map}. */
  public static <A, B> JavaRDD<B> map(JavaRDDLike<A, ?> rdd, Function<A, B> function) {
    return mapPartitions(rdd, elements -> new Mapped<>(elements, function));
  }

  /** As {@link JavaRDD#mapPartitions}. */
  public static <A, B> JavaRDD<B> mapPartitions(
      JavaRDDLike<A, ?> rdd, FlatMapFunction<Iterator<A>, B> function) {
    return mapPartitionsWithIndex(rdd, (partition, elements) -> function.call(elements));
  }

  /** As {@link JavaRDD#mapPartitionsWithIndex}. */
  public static <A, B> JavaRDD<B> mapPartitionsWithIndex(
      JavaRDDLike<A, ?> rdd, Function2<Integer, Iterator<A>, Iterator<B>> function) {
    return JavaRDD.fromRDD(
        rdd.rdd().mapPartitionsWithIndex(new WithIndex<>(function), false, any()), any());
  }

  /** As {@link JavaRDD#zip}. */
  public static <A, B> JavaRDD<Tuple2<A, B>> zip(
      JavaRDDLike<A, ?> first, JavaRDDLike<B, ?> second) {
    return zipPartitions(first, second, Pairs::new);
  }

  /** As {@link JavaRDD#zipPartitions}. */
  public static <A, B, C> JavaRDD<C> zipPartitions(
      JavaRDDLike<A, ?> first,
      JavaRDDLike<B, ?> second,
      FlatMapFunction2<Iterator<A>, Iterator<B>, C> function) {
    return JavaRDD.fromRDD(
        first.rdd().zipPartitions(second.rdd(), new Zipped<>(function), any(), any()), any());
  }

  /**
   * A function of the elements of three RDDs, side by side: a single RDD in place of the three that
   * {@link #zip}, twice, and {@link #mapPartitions} make.
   */
  public static <A, B, C, D> JavaRDD<D> mapZipped(
      JavaRDDLike<A, ?> first,
      JavaRDDLike<B, ?> second,
      JavaRDDLike<C, ?> third,
      FlatMapFunction<Iterator<Tuple3<A, B, C>>, D> function) {
    return JavaRDD.fromRDD(
        first
            .rdd()
            .zipPartitions(
                second.rdd(), third.rdd(), new ZippedThree<>(function), any(), any(), any()),
        any());
  }

  /** As {@link JavaPairRDD#partitionBy}. */
  public static <K, V> JavaRDD<Tuple2<K, V>> partitionBy(
      JavaRDD<Tuple2<K, V>> keyed, Partitioner partitioner) {
    return JavaRDD.fromRDD(JavaPairRDD.fromJavaRDD(keyed).partitionBy(partitioner).rdd(), any());
  }

  /** As {@link JavaRDD#collect}. */
  public static <A> List<A> collect(JavaRDDLike<A, ?> rdd) {
    return collect(rdd, IntStream.range(0, rdd.getNumPartitions()).boxed().toList());
  }

  /** The elements of one partition. */
  public static <A> List<A> collectPartition(JavaRDDLike<A, ?> rdd, int partition) {
    return collect(rdd, List.of(partition));
  }

  @SuppressWarnings("unchecked")
  private static <A> List<A> collect(JavaRDDLike<A, ?> rdd, List<?> partitions) {
    Object[][] results =
        (Object[][])
            rdd.context()
                .runJob(
                    rdd.rdd(),
                    new Collect<>(),
                    CollectionConverters.<Object>asScala((List<Object>) partitions).toSeq(),
                    ClassTag$.MODULE$.apply(Object[].class));
    List<A> all = new ArrayList<>();
    for (Object[] elements : results) {
      for (Object element : elements) {
        all.add((A) element);
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static <A> ClassTag<A> any() {
    return (ClassTag<A>) ClassTag$.MODULE$.AnyRef();
  }

  /** A function of a partition with its number. */
  private static final class WithIndex<A, B>
      extends AbstractFunction2<Object, scala.collection.Iterator<A>, scala.collection.Iterator<B>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Function2<Integer, Iterator<A>, Iterator<B>> function;

    WithIndex(Function2<Integer, Iterator<A>, Iterator<B>> function) {
      this.function = function;
    }

    @Override
    public scala.collection.Iterator<B> apply(
        Object partition, scala.collection.Iterator<A> elements) {
      try {
        return CollectionConverters.asScala(
            function.call((Integer) partition, CollectionConverters.asJava(elements)));
      } catch (Exception failure) {
        throw asItIs(failure);
      }
    }
  }

  /** A function of a partition of each of two RDDs. */
  private static final class Zipped<A, B, C>
      extends AbstractFunction2<
          scala.collection.Iterator<A>, scala.collection.Iterator<B>, scala.collection.Iterator<C>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final FlatMapFunction2<Iterator<A>, Iterator<B>, C> function;

    Zipped(FlatMapFunction2<Iterator<A>, Iterator<B>, C> function) {
      this.function = function;
    }

    @Override
    public scala.collection.Iterator<C> apply(
        scala.collection.Iterator<A> first, scala.collection.Iterator<B> second) {
      try {
        return CollectionConverters.asScala(
            function.call(CollectionConverters.asJava(first), CollectionConverters.asJava(second)));
      } catch (Exception failure) {
        throw asItIs(failure);
      }
    }
  }

  /** A function of the elements of a partition of each of three RDDs, side by side. */
  private static final class ZippedThree<A, B, C, D>
      extends AbstractFunction3<
          scala.collection.Iterator<A>,
          scala.collection.Iterator<B>,
          scala.collection.Iterator<C>,
          scala.collection.Iterator<D>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final FlatMapFunction<Iterator<Tuple3<A, B, C>>, D> function;

    ZippedThree(FlatMapFunction<Iterator<Tuple3<A, B, C>>, D> function) {
      this.function = function;
    }

    @Override
    public scala.collection.Iterator<D> apply(
        scala.collection.Iterator<A> first,
        scala.collection.Iterator<B> second,
        scala.collection.Iterator<C> third) {
      Iterator<Tuple2<A, B>> two =
          new Pairs<>(CollectionConverters.asJava(first), CollectionConverters.asJava(second));
      Pairs<Tuple2<A, B>, C> nested = new Pairs<>(two, CollectionConverters.asJava(third));
      Iterator<Tuple3<A, B, C>> three =
          new Mapped<>(nested, all -> new Tuple3<>(all._1()._1(), all._1()._2(), all._2()));
      try {
        return CollectionConverters.asScala(function.call(three));
      } catch (Exception failure) {
        throw asItIs(failure);
      }
    }
  }

  /** The elements of a partition in an array. */
  private static final class Collect<A>
      extends AbstractFunction2<TaskContext, scala.collection.Iterator<A>, Object[]>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object[] apply(TaskContext context, scala.collection.Iterator<A> elements) {
      List<A> all = new ArrayList<>();
      CollectionConverters.asJava(elements).forEachRemaining(all::add);
      return all.toArray();
    }
  }

  /** Throws what a function threw, which Scala lets pass undeclared. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> RuntimeException asItIs(Exception failure) throws E {
    throw (E) failure;
  }

  /** The images of elements, each computed when it is asked for. */
  private record Mapped<A, B>(Iterator<A> elements, Function<A, B> function)
      implements Iterator<B> {
    @Override
    public boolean hasNext() {
      return elements.hasNext();
    }

    @Override
    public B next() {
      try {
        return function.call(elements.next());
      } catch (Exception failure) {
        throw asItIs(failure);
      }
    }
  }

  /** The elements of two partitions of the same length, side by side. */
  private record Pairs<A, B>(Iterator<A> first, Iterator<B> second)
      implements Iterator<Tuple2<A, B>> {
    @Override
    public boolean hasNext() {
      boolean has = first.hasNext();
      if (has != second.hasNext()) {
        throw new IllegalStateException("partitions of different lengths cannot be zipped");
      }
      return has;
    }

    @Override
    public Tuple2<A, B> next() {
      return new Tuple2<>(first.next(), second.next());
    }
  }
}
