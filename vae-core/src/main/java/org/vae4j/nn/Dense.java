package org.vae4j.nn;

import java.util.List;
import java.util.Map;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.tensor.Shape;

/**
 * A fully connected layer: activation(x wᵀ + b).
 *
 * @param name what its weights are called: NAME.weight (outputs×inputs) and NAME.bias (outputs)
 * @param inputs the columns of x
 * @param outputs the columns of the result
 * @param activation the function applied last
 * @param initializer how the weights begin
 */
public record Dense(
    String name, int inputs, int outputs, Activation activation, Initializer initializer)
    implements Layer {
  static final String TYPE = "dense";

  /** Checks the sizes. */
  public Dense {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "dense: "
              + name
              + " has "
              + inputs
              + " inputs and "
              + outputs
              + " outputs; both must be 1 or more");
    }
  }

  /** A layer that begins as PyTorch's Linear does. */
  public Dense(String name, int inputs, int outputs, Activation activation) {
    this(name, inputs, outputs, activation, Initializer.PYTORCH);
  }

  @Override
  public Var forward(Var x) {
    Tape tape = x.tape();
    return activation.affine(x, tape.parameter(name + ".weight"), tape.parameter(name + ".bias"));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(name + ".weight", Shape.of(outputs, inputs), inputs, outputs, initializer),
        new Parameter(name + ".bias", Shape.of(outputs), inputs, outputs, initializer));
  }

  @Override
  public LayerSpec spec() {
    return new LayerSpec(
        TYPE,
        Map.of(
            "name", name,
            "inputs", Integer.toString(inputs),
            "outputs", Integer.toString(outputs),
            "activation", activation.id(),
            "initializer", initializer.id()));
  }
}
