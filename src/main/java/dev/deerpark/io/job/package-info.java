/**
 * How our jobs appear in the Spark UI: {@link dev.deerpark.io.job.JobLabels} gives each a group and
 * a description.
 */
package dev.deerpark.io.job;
