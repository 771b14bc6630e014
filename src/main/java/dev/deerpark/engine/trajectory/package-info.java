// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The states along an iterate: to be written into a {@link
 * dev.deerpark.engine.trajectory.StateSink}, compared with the loop, or followed by a twin, a
 * second walk that shows how small differences grow ({@link
 * dev.deerpark.engine.trajectory.Trajectory}).
 */
package dev.deerpark.engine.trajectory;
