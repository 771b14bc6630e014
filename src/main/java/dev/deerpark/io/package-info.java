/**
 * Files: what is read, and what is written whole or not at all.
 *
 * <p>{@link dev.deerpark.io.ModelFile} reads a trained network from a JSON sidecar and its weights
 * in the {@link dev.deerpark.io.Safetensors} format; {@link dev.deerpark.io.StateFile} carries a
 * state from one run to the next. Every path may be on any file system that Hadoop knows. Whatever
 * a file holds, it is refused with a sentence, {@link dev.deerpark.sequence.BadInputException}, and
 * never trusted for the size of an allocation.
 */
package dev.deerpark.io;
