// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A model from its files. {@link dev.deerpark.io.model.ModelFile} reads the description, a JSON
 * sidecar: of equations with their parameters ({@link dev.deerpark.io.model.EquationModels}), or of
 * a trained network ({@link dev.deerpark.io.model.NetworkFile}, or {@link
 * dev.deerpark.io.model.LayersFile} for one of several recurrences, with its {@link
 * dev.deerpark.io.model.ActivationFields} and {@link dev.deerpark.io.model.ReadoutFields}) whose
 * weights lie beside it in the {@link dev.deerpark.io.model.Safetensors} or the {@link
 * dev.deerpark.io.model.Npz} format. A description is read strictly: {@link
 * dev.deerpark.io.model.SidecarFields} lists every field that it may have, {@link
 * dev.deerpark.io.model.NetworkChecks} checks the fields about how a network is evaluated.
 */
package dev.deerpark.io.model;
