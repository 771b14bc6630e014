/**
 * Files: what is read, checked before it is trusted, and what is written whole or not at all.
 *
 * <p>{@link dev.deerpark.io.ModelFile} reads a model from a JSON sidecar, a trained network with
 * its weights in the {@link dev.deerpark.io.Safetensors} format; {@link dev.deerpark.io.StateFile}
 * carries a state from one run to the next. {@link dev.deerpark.io.SeriesSource} opens a table
 * whose rows come in any order, checks it across the cluster and loads it as blocks, without a
 * shuffle where the rows lie in the order of time already ({@link dev.deerpark.io.ReadPlan});
 * {@link dev.deerpark.io.SyntheticSeries} is one that is computed. {@link
 * dev.deerpark.io.OutputTarget} checks a folder before the work begins, and {@link
 * dev.deerpark.io.TrajectoryWriter} puts the result there.
 *
 * <p>Every path may be on any file system that Hadoop knows. Whatever is wrong with an input is
 * refused with a {@link dev.deerpark.sequence.BadInputException} that names it.
 */
package dev.deerpark.io;
