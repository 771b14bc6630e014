/**
 * What a run is going to do, decided before the series is read.
 *
 * <p>{@link dev.deerpark.plan.Dynamics} is what a probe of the model measured, {@link
 * dev.deerpark.plan.MethodChoice} the method that follows, {@link dev.deerpark.plan.LayoutPlanner}
 * the cut of the series, {@link dev.deerpark.plan.MemoryPlan} what the executors keep.
 */
package dev.deerpark.plan;
