// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import java.util.List;
import java.util.Map;

/**
 * Which run a checkpoint belongs to.
 *
 * @param facts what another run has to have in common with it, to go on from its checkpoints
 * @param options that were given, by their bare names, without those that hold secrets
 * @param secrets the bare names of the options that hold secrets
 */
public record RunIdentity(
    Map<String, String> facts, Map<String, String> options, List<String> secrets) {}
