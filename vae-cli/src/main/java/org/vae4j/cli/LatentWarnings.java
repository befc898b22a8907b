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

/** Looks at a model's latent space after each epoch. */
final class LatentWarnings {
  private static final int ROWS = 1000;

  private final double beta;
  private Set<Kind> said = EnumSet.noneOf(Kind.class);
  private List<LatentWarning> now = List.of();

  LatentWarnings(double beta) {
    this.beta = beta;
  }

  /**
   * Returns in words what is wrong now and was not at the last look.
   *
   * @param rows the first thousand are looked at
   */
  List<String> look(VaeModel model, Dataset rows) {
    Latents latents = model.encode(Shown.floats(rows, Math.min(ROWS, rows.size())));
    now = LatentWarning.of(LatentUnits.of(latents.mu(), latents.logvar()), beta);
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
