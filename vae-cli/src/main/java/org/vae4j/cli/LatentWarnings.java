package org.vae4j.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.vae4j.data.Dataset;
import org.vae4j.evaluate.LatentUnits;
import org.vae4j.evaluate.LatentWarning;
import org.vae4j.evaluate.LatentWarning.Kind;
import org.vae4j.vae.Latents;
import org.vae4j.vae.VaeModel;

/**
 * Looks at a model's latent space after each epoch. Every latent space is empty when training
 * begins: only after some steps, and if it does not fill, is that a fault.
 */
final class LatentWarnings {
  private static final int ROWS = 1000;

  /** Before so many steps an empty latent space says nothing. */
  static final int ENOUGH_STEPS = 200;

  /** A KL that has risen by this factor since the last look is about to be no fault any more. */
  private static final double RISES = 1.1;

  private final double beta;
  private Set<Kind> said = EnumSet.noneOf(Kind.class);
  private List<LatentWarning> now = List.of();
  private double lastKl = Double.POSITIVE_INFINITY;

  LatentWarnings(double beta) {
    this.beta = beta;
  }

  /**
   * Returns in words what is wrong now and was not at the last look.
   *
   * @param rows the first thousand are looked at
   * @param step the steps that the model was trained for
   */
  List<String> look(VaeModel model, Dataset rows, long step) {
    Latents latents = model.encode(Shown.floats(rows, Math.min(ROWS, rows.size())));
    LatentUnits units = LatentUnits.of(latents.mu(), latents.logvar());
    boolean fills = units.totalKl() > RISES * lastKl;
    lastKl = units.totalKl();
    now =
        LatentWarning.of(units, beta).stream()
            .filter(w -> w.kind() == Kind.KL_OFF || (step >= ENOUGH_STEPS && !fills))
            .toList();
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    List<String> news = new ArrayList<>();
    for (LatentWarning warning : now) {
      kinds.add(warning.kind());
      if (!said.contains(warning.kind())) {
        news.add(warning.text());
      }
    }
    said = kinds;
    return news;
  }

  /** Returns in words all that was wrong at the last look. */
  List<String> now() {
    return now.stream().map(LatentWarning::text).toList();
  }
}
