/**
 * A model from its files. {@link dev.deerpark.io.model.ModelFile} reads the description, a JSON
 * sidecar: of equations with their parameters ({@link dev.deerpark.io.model.EquationModels}), or of
 * a trained network ({@link dev.deerpark.io.model.NetworkFile}) whose weights lie beside it in the
 * {@link dev.deerpark.io.model.Safetensors} format.
 */
package dev.deerpark.io.model;
