// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Checkpoints from which another process can go on with a solve: to the same bits, after the same
 * number of iterations.
 *
 * <p>A {@linkplain dev.deerpark.spark.checkpoint.CheckpointFolder folder} holds generations. Each
 * is a folder of its own: the blocks of the iterate in {@linkplain
 * dev.deerpark.spark.checkpoint.BlockFile files} that the tasks write, the solver's state in one
 * that the driver writes, and, last of all, a {@linkplain dev.deerpark.spark.checkpoint.Manifest
 * manifest}. What has no manifest is half-written, and does not exist for a reader. A manifest
 * names the files of the tasks that succeeded, so whatever a lost or a late task has written beside
 * them is not part of the generation, and nothing is renamed but the manifest.
 *
 * <p>A generation is deleted only once two newer ones are complete. The files are records that Kryo
 * writes, read by one that makes {@linkplain dev.deerpark.spark.checkpoint.RecordCodec these
 * records and nothing else}, and everything is compared with its digest.
 */
package dev.deerpark.spark.checkpoint;
