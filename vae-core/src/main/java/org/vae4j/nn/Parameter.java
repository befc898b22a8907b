package org.vae4j.nn;

import org.vae4j.tensor.Shape;

/**
 * A weight that a layer needs.
 *
 * @param name its name in model files, such as {@code fc1.weight}
 * @param shape its shape; outputs×inputs for a dense layer's weight, as in PyTorch
 * @param fanIn the inputs that each output sees
 * @param fanOut the outputs that each input reaches
 * @param initializer how it begins
 */
public record Parameter(String name, Shape shape, int fanIn, int fanOut, Initializer initializer) {}
