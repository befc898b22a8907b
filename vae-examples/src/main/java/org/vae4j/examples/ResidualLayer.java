package org.vae4j.examples;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.autograd.Var;
import org.vae4j.nn.Activation;
import org.vae4j.nn.Dense;
import org.vae4j.nn.Layer;
import org.vae4j.nn.LayerProvider;
import org.vae4j.nn.LayerSpec;
import org.vae4j.nn.Parameter;
import org.vae4j.spi.Settings;

/**
 * A layer of one's own: x + relu(x wᵀ + b) (He et al. 2016).
 *
 * @param name what its weights are called
 * @param width the columns of its input and of its result
 */
public record ResidualLayer(String name, int width) implements Layer {

  @Override
  public Var forward(Var x) {
    return x.plus(dense().forward(x));
  }

  @Override
  public List<Parameter> parameters() {
    return dense().parameters();
  }

  @Override
  public LayerSpec spec() {
    return new LayerSpec("residual", Map.of("name", name, "width", Integer.toString(width)));
  }

  private Dense dense() {
    return new Dense(name, width, width, Activation.RELU);
  }

  /** Makes it by name; META-INF/services lists this class. */
  public static final class Provider implements LayerProvider {
    @Override
    public Set<String> names() {
      return Set.of("residual");
    }

    @Override
    public Layer create(String name, Settings settings) {
      return new ResidualLayer(settings.text("name"), settings.count("width"));
    }
  }
}
