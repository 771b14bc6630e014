/**
 * Models {@code s_t = f(s_{t-1}, x_t)} and their derivatives.
 *
 * <p>{@link dev.deerpark.recurrence.Recurrence} is the one interface that a user's model
 * implements; {@link dev.deerpark.recurrence.RecurrenceContract} is the kit with which they test
 * it. {@link dev.deerpark.recurrence.Gru} is PyTorch's gated recurrent unit with hand-derived
 * derivatives.
 */
package dev.deerpark.recurrence;
