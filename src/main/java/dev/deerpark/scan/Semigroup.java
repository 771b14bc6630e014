package dev.deerpark.scan;

/**
 * An associative operation. It need not commute and has no identity: empty runs are the tree's
 * business.
 *
 * @param <E> the elements; {@link #combine} must not modify them
 */
@FunctionalInterface
public interface Semigroup<E> {

  /** The element that does what {@code earlier} does and then what {@code later} does. */
  E combine(E earlier, E later);
}
