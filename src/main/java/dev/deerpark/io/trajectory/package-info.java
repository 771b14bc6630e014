/**
 * The result: {@link dev.deerpark.io.trajectory.OutputTarget} checks a folder before the work
 * begins, {@link dev.deerpark.io.trajectory.TrajectoryWriter} stages the rows of a {@link
 * dev.deerpark.io.trajectory.TrajectorySchema} beside it and puts them there whole.
 */
package dev.deerpark.io.trajectory;
