package org.vae4j.loss;

import java.util.List;
import java.util.Map;
import org.vae4j.autograd.Var;
import org.vae4j.nn.Initializer;
import org.vae4j.nn.Parameter;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;

/**
 * As {@link Gaussian}, with a variance that is learned with the weights: {@value #LOGVAR} is its
 * logarithm, one value, 0 at first.
 */
public record LearnedGaussian() implements Likelihood {
  /** The name of the logarithm of the variance among the weights. */
  public static final String LOGVAR = "likelihood.logvar";

  @Override
  public String name() {
    return Gaussian.NAME;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(Gaussian.VARIANCE, Gaussian.LEARNED);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter(LOGVAR, Shape.of(1), 1, 1, Initializer.ZEROS));
  }

  @Override
  public Var between(Var output, Var target) {
    Var logvar = output.tape().parameter(LOGVAR);
    Var squares = output.squaredError(target);
    Var volume = logvar.plus(StrictMath.log(2)).times(0.5 * target.value().size());
    return squares.times(0.5).times(logvar.negate().exp()).plus(volume);
  }

  @Override
  public Var logLikelihood(Var output, Var target) {
    Var logvar = output.tape().parameter(LOGVAR);
    double columns = output.value().shape().columns();
    Var volume = logvar.plus(StrictMath.log(2 * StrictMath.PI)).times(-0.5 * columns);
    Var squares = output.minus(target).square().sum(Reduction.COLUMNS);
    return squares.times(-0.5).times(logvar.negate().exp()).plus(volume);
  }

  @Override
  public Var draw(Var output, Noise noise) {
    Var deviation = output.tape().parameter(LOGVAR).times(0.5).exp();
    return output.plus(noise.normals(output.value().shape()).times(deviation));
  }
}
