/**
 * What is read and what is written.
 *
 * <p>{@link dev.deerpark.io.SeriesSource} opens a table whose rows come in any order, checks it
 * across the cluster and loads it as blocks; {@link dev.deerpark.io.SeriesQuery} says which columns
 * of which table. {@link dev.deerpark.io.OutputTarget} checks a folder before the work begins, and
 * {@link dev.deerpark.io.TrajectoryWriter} puts the result there whole or not at all. Whatever is
 * wrong with an input is refused with a {@link dev.deerpark.sequence.BadInputException} that names
 * it.
 */
package dev.deerpark.io;
