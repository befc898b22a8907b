package org.vae4j.loss;

import org.vae4j.autograd.Var;
import org.vae4j.tensor.Shape;

/** What a likelihood draws data with; each draw takes one kind of numbers, at most once. */
public interface Noise {

  /** Returns draws from N(0, 1), on the tape of what is drawn. */
  Var normals(Shape shape);

  /** Returns draws from the uniform distribution on [0, 1), outside of an engine, row-major. */
  double[] uniforms(Shape shape);
}
